using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Akashi.Server.Kernel;

/// <summary>Turns a broken database constraint into the refusal a person can act on; null for anything else, which is a bug.</summary>
internal static class Constraints
{
    public static Refusal? Explain(Exception failure) => (failure is DbUpdateException ? failure.InnerException : failure) switch
    {
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 } => Duplicate,
        SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 787 or 1811 } => Missing,
        // Two acts on the same version of an entry: the second one's event meets the first one's.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "events" } => Refusal.Overtaken,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => Duplicate,
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => Missing,
        _ => null,
    };

    /// <summary>True when PostgreSQL gave another transaction precedence, wherever in a read, a write or the commit it says so.</summary>
    public static bool IsLostRace(Exception failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
            if (at is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }) return true;
        return false;
    }

    private static readonly Refusal Duplicate = new("duplicate",
        new("同じ番号または同じ組み合わせの記録がすでにあります。", "An entry with the same number or combination exists already."));

    private static readonly Refusal Missing = new("missing-reference",
        new("参照先の記録が見つからないか、まだ使われているため変更できません。", "An entry referred to does not exist, or is still in use."));
}

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Coverage;

/// <summary>Streams the narrow columns of every statement into a board; all of them stand in one covering index.</summary>
internal static class FactReader
{
    public static async Task ReadAsync(Db db, CoverageBoard board, CancellationToken ct)
    {
        var rows = db.Statements
            .Select(s => new { s.Service, s.Control, s.Party, s.Conformity, s.Disclosure, s.HasEvidence, s.DutyParties, s.AssessedAt, s.ReviewedAt })
            .AsAsyncEnumerable().WithCancellation(ct);
        await foreach (var s in rows)
            board.Put(s.Service, s.Control, s.Party, new(true, s.Conformity, s.Disclosure, s.HasEvidence, s.DutyParties,
                s.AssessedAt.ToUnixTimeMilliseconds(), s.ReviewedAt.ToUnixTimeMilliseconds()));
    }
}

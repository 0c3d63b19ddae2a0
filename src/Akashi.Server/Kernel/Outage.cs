using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Akashi.Server.Kernel;

/// <summary>
/// Faults that are nobody's mistake and that pass: the database cannot be reached, or a disk is full. Whoever acts is told by a refusal, so that what they typed stays
/// where it is; whoever asks for a page or the API is told by 503 or 507.
/// </summary>
public static class Outage
{
    // Numbers of Linux (ENOSPC, EDQUOT) and Windows (ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL).
    private static readonly int[] FullDisk = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    private static readonly int[] SqliteAway = [raw.SQLITE_BUSY, raw.SQLITE_LOCKED, raw.SQLITE_IOERR, raw.SQLITE_CANTOPEN, raw.SQLITE_READONLY];

    /// <summary>What to tell people; null for any other fault, which is a bug.</summary>
    public static Refusal? Explain(Exception failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
        {
            var told = at switch
            {
                SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Full,
                IOException full when FullDisk.Contains(full.HResult) => Full,
                SqliteException away when SqliteAway.Contains(away.SqliteErrorCode) => Down,
                // Classes 08 and 57P: connections; 53: out of connections or memory.
                PostgresException { SqlState: var state } when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) => Down,
                PostgresException => null,
                NpgsqlException { InnerException: SocketException or IOException or TimeoutException } or NpgsqlException { IsTransient: true } => Down,
                _ => null,
            };
            if (told is not null) return told;
        }
        return null;
    }

    private static readonly Refusal Down = new("database.away",
        new("データベースに接続できません。入力中の内容はこの画面に残っています。保存できたかどうかは復旧後に確かめ、必要ならもう一度操作してください。",
            "The database cannot be reached. What you typed is still on this page. Once it is back, look whether it was saved, and try again if it was not."), 503);

    private static readonly Refusal Full = new("disk.full",
        new("サーバーのディスクに空きがないため保存できません。入力中の内容はこの画面に残っています。管理者に空きを作ってもらい、もう一度操作してください。",
            "The server's disk is full, so nothing can be saved. What you typed is still on this page. Please have space made and try again."), 507);
}

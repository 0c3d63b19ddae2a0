using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akashi.Cli.Connecting;
using Akashi.Cli.Verifying;

namespace Akashi.Cli.Commands;

internal static class VerifyCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var where = new Argument<string>("WHERE") { Description = new Words("ログのフォルダー、アドレス、または証跡の確認資料（.zip）", "Folder or address of a log, or an evidence bundle (.zip)") };
        var keys = new Option<string[]>("--key") { Description = new Words("ログの公開鍵（vkey）またはそのファイル。既定はログ自身の vkeys", "Public key of the log (vkey), or a file of them; default: the log's own vkeys"), HelpName = "VKEY|FILE" };
        var policy = new Option<string?>("--policy") { Description = new Words("必要な連署を決めるファイル（C2SP tlog-policy）", "Who must have cosigned (C2SP tlog-policy)"), HelpName = "FILE" };
        var since = new Option<string[]>("--since") { Description = new Words("以前に受け取ったチェックポイント。続きであることを確かめる", "A checkpoint from before, which the log must continue"), HelpName = "FILE" };
        var database = new Option<string?>("--database") { Description = new Words("記録を照合するデータベース（SQLite のファイルか PostgreSQL の接続文字列）", "Database whose records to compare (SQLite file or PostgreSQL connection string)"), HelpName = "FILE.db|\"Host=…\"" };
        var export = new Option<string?>("--export") { Description = new Words("記録を照合する書き出しファイル（gzip も可）", "Export whose records to compare (gzip too)"), HelpName = "FILE" };
        var stamps = new Option<string?>("--timestamps") { Description = new Words("時刻認証局の証明書。タイムスタンプを確かめる", "Certificates of the time-stamping authority; verifies the time-stamps"), HelpName = "FILE.pem" };
        var command = new AkashiCommand("verify", new Words("ログと記録が書き換えられていないことを、サーバーなしで確かめる", "Show, without a server, that log and records were not changed"),
            ("akashi verify data/ledger/019a… --key log.vkey --database data/akashi.db", new("ログの全エントリーと、データベースの全記録", "Every entry of the log and every record of the database")),
            ("akashi verify https://log.example.jp/audit --key log.vkey --policy policy --since checkpoint.old", new("立会人の連署と、以前のチェックポイントからの続き", "Cosignatures of witnesses, and that it continues a checkpoint kept from before")),
            ("akashi verify evidence.zip --key log.vkey", new("監査人が受け取った、一つの記録の確認資料", "What an auditor was given about one record")))
        { where, keys, policy, since, database, export, stamps };
        command.Validators.Add(result =>
        {
            if (result.GetValue(database) is not null && result.GetValue(export) is not null) result.AddError(new Words("--database と --export は同時に指定できません。", "Give --database or --export, not both."));
        });
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var (place, given) = (parsed.GetValue(where)!, parsed.GetValue(keys) ?? []);
            var authorities = parsed.GetValue(stamps) is { } file ? Certificates(file) : null;
            var found = LogPlace.IsBundle(place)
                ? await BundleVerification.RunAsync(session, place, given, parsed.GetValue(policy), authorities)
                : await LogAsync(session, place, given, parsed.GetValue(policy), new Against(parsed.GetValue(since) ?? [], parsed.GetValue(database), parsed.GetValue(export), authorities));
            if (session.Json) await session.WriteAsync(Verdict.ToJson(found).ToUtf8());
            else Verdict.Show(session.Out, found);
            return found.ExitCode;
        });
        return command;
    }

    private static async Task<Findings> LogAsync(Session session, string where, string[] keys, string? policy, Against against)
    {
        using var place = await LogPlace.OpenAsync(session, where);
        try
        {
            var trust = await Trust.OfAsync(keys, policy, () => place.TextAsync("vkeys", session.Ct), session.Ct);
            return await new LogVerification(session, place, trust, against).RunAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !session.Ct.IsCancellationRequested)
        {
            throw CommandFailedException.Unreadable(new Words("{0} を読めません: {1}", "{0} cannot be read: {1}").With(where, e.Message));
        }
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandFailedException.Unreadable(new Words("{0} を読めません: {1}", "{0} cannot be read: {1}").With(file, e.Message));
        }
        return certificates.Count > 0 ? certificates : throw CommandFailedException.Usage(new Words("{0} に証明書がありません。", "{0} holds no certificate.").With(file));
    }
}

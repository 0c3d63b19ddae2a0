using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Akashi.Ledger;
using Akashi.Ledger.Records;

namespace Akashi.Cli.Verifying;

/// <summary>Verifies an evidence bundle by nothing but its content and the keys that the reader trusts.</summary>
internal static class BundleVerification
{
    public static async Task<Findings> RunAsync(Session session, string file, IReadOnlyList<string> keys, string? policyFile, X509Certificate2Collection? authorities)
    {
        var clock = Stopwatch.StartNew();
        using var zip = BundleFile.Open(file);
        var reader = new BundleReader(zip);
        if (!reader.IsBundle) throw CommandFailedException.Unreadable(new Words("{0} は証跡の確認資料ではありません（bundle.json がありません）。", "{0} is no evidence bundle: it has no bundle.json.").With(file));
        var trust = await Trust.OfAsync(keys, policyFile, () => reader.TextAsync("vkeys", session.Ct), session.Ct);
        var report = await session.Progress.RunAsync(new("資料を検証しています", "Verifying the bundle"), _ => reader.VerifyAsync(trust.Policy, session.Ct));
        var found = new Findings
        {
            Where = file, Trust = trust, Bundle = report, Checkpoint = report.Opened?.Checkpoint, Signatures = report.Opened?.Signatures ?? [], Fault = report.Fault,
        };
        if (found.Fault is null && report.Bundle?.TimeStamp is { } stamp) CheckStamp(found, stamp, authorities);
        Remarks.OwnWord(found);
        if (report.AbsentFiles.Count > 0)
            found.Notices.Add(new Notice("files-absent", new Words("記録が挙げるファイルのうち {0:N0} 件は、この資料に入っていません。", "{0:N0} of the files that the record names are not in this bundle.").With(report.AbsentFiles.Count)));
        if (report.Erased > 0)
            found.Notices.Add(new Notice("erased", new Words("{0:N0} 件の操作は、個人情報の消去により本文がありません。ログに載っていることは確認しました。", "The text of {0:N0} acts was erased with a person's data. That they stand in the log was verified.").With(report.Erased)));
        found.Elapsed = clock.Elapsed;
        return found;
    }

    private static void CheckStamp(Findings found, BundleTimeStamp stamp, X509Certificate2Collection? authorities)
    {
        if (authorities is null)
        {
            found.Notices.Add(new Notice("time-stamps-not-checked", new("タイムスタンプがありますが確認していません。--timestamps に時刻認証局の証明書を指定してください。", "There is a time-stamp, which was not verified. Give the authority's certificate with --timestamps.")));
            return;
        }
        try
        {
            var checkpoint = Checkpoint.Parse(SignedNote.Parse(stamp.Checkpoint.Span).Text);
            found.Stamps.Add(new Stamp(checkpoint.Size, TimeStampToken.Verify(stamp.Checkpoint.Span, stamp.Token, authorities)));
            if (checkpoint != found.Checkpoint)
                found.Notices.Add(new Notice("time-stamp-elsewhere", new Words("タイムスタンプはこの資料とは別のチェックポイント（サイズ {0:N0}）に対するものです。同じ履歴のものかは、ログ全体の検証で確かめられます。", "The time-stamp is over another checkpoint (size {0:N0}). That it is of the same history is for a verification of the whole log to say.").With(checkpoint.Size)));
        }
        catch (LedgerBrokenException broken)
        {
            found.Fault = broken.Fault with { Path = "timestamp/token.tst" };
        }
    }
}

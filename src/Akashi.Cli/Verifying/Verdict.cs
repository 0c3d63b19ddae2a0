using System.Text.Json.Nodes;
using Akashi.Ledger;

namespace Akashi.Cli.Verifying;

/// <summary>The result in words, and as JSON.</summary>
internal static class Verdict
{
    public static void Show(TextWriter output, Findings found)
    {
        output.WriteLine(new Words("検証した対象: {0}", "Verified: {0}").With(found.Where));
        foreach (var line in Lines(found)) output.WriteLine($"  {line}");
        output.WriteLine();
        if (found.Fault is { } fault) Show(output, found, fault);
        else output.WriteLine(Conclusion(found));
        if (found.Notices.Count == 0) return;
        output.WriteLine();
        output.WriteLine(new Words("ご注意:", "To note:"));
        foreach (var notice in found.Notices) output.WriteLine($"  - {notice.Words}");
    }

    private static IEnumerable<Words> Lines(Findings found)
    {
        if (found.Checkpoint is { } head)
        {
            yield return new Words("ログ: {0}  エントリー {1:N0} 件  ルートハッシュ {2}", "Log: {0}  {1:N0} entries  root hash {2}").With(head.Origin, head.Size, head.Root);
            foreach (var signature in found.Signatures)
                yield return new Words("署名: {0}（{1}）{2}", "Signed by {0} ({1}){2}").With(signature.Key.Name, Kind(signature.Key.Kind), signature.Time is { } at ? $" {at:yyyy-MM-dd HH:mm:ss} UTC" : "");
        }
        if (found.Bundle is { } bundle)
        {
            if (bundle.Bundle is { } about) yield return new Words("対象: 台帳「{0}」の記録 {1}", "About: {0} {1}").With(about.Register, about.Entry);
            yield return new Words("操作 {0:N0} 件: ログへの掲載、本文、版の続き方", "{0:N0} acts: their place in the log, their text, their versions").With(bundle.Steps);
            if (bundle.Files > 0) yield return new Words("ファイル {0:N0} 件: ハッシュ値", "{0:N0} files: their hashes").With(bundle.Files);
        }
        else if (found.Entries > 0)
        {
            yield return new Words("エントリー {0:N0} 件とタイル {1:N0} 件をすべて計算し直して照合（{2:N1} 秒、{3:N0} 件/秒）", "{0:N0} entries and {1:N0} tiles, all recomputed and compared ({2:N1} s, {3:N0} entries/s)").With(found.Entries, found.Tiles, found.Elapsed.TotalSeconds, found.PerSecond);
        }
        foreach (var size in found.Earlier) yield return new Words("以前のチェックポイント（サイズ {0:N0}）からの続きであること", "That it continues the earlier checkpoint of size {0:N0}").With(size);
        if (found is { Compared: true, Records: { } records })
            yield return new Words("記録 {0:N0} 件、事象 {1:N0} 件、所属する内容 {2:N0} 件をログと照合", "{0:N0} records, {1:N0} events and {2:N0} parts compared with the log").With(records.Rows, records.Events, records.Parts);
        foreach (var stamp in found.Stamps) yield return new Words("タイムスタンプ: サイズ {0:N0} のチェックポイントは {1:yyyy-MM-dd HH:mm:ss} UTC に存在（{2}）", "Time-stamp: the checkpoint of size {0:N0} existed at {1:yyyy-MM-dd HH:mm:ss} UTC ({2})").With(stamp.Size, stamp.Token.Time.UtcDateTime, stamp.Token.Authority);
    }

    private static Words Conclusion(Findings found) => found switch
    {
        { Bundle: not null } => new("問題ありません。ここにある操作は、この順序と内容でログに載り、その後変えられていません。チェックポイントより後の操作については分かりません。",
            "All is right. The acts in here stand in the log in this order and with this content, and were not changed since. It says nothing about acts after the checkpoint."),
        { Compared: true } => new("問題ありません。ログには欠けも書き換えもなく、データベースの記録と事象はすべて、最後の操作が記録したとおりです。",
            "All is right. Nothing in the log is missing or changed, and every record and event of the database is as its last act left it."),
        _ => new("問題ありません。ログには、このチェックポイントの時点まで欠けも書き換えもありません。", "All is right. Up to this checkpoint, nothing in the log is missing or changed."),
    };

    private static void Show(TextWriter output, Findings found, Fault fault)
    {
        var advice = Advice.Of(fault);
        output.WriteLine(new Words("問題が見つかりました [{0}]", "Something is wrong [{0}]").With(fault.Code));
        output.WriteLine(new Words("  内容: {0}", "  What:  {0}").With(fault));
        if (Place(fault) is { } place) output.WriteLine(new Words("  場所: {0}", "  Where: {0}").With(place));
        output.WriteLine(new Words("  意味: {0}", "  Means: {0}").With(advice.Meaning));
        output.WriteLine(new Words("  対応: {0}", "  Do:    {0}").With(advice.Remedy));
        if (found.Records is { FaultCount: > 1 } records)
            output.WriteLine(new Words("  これがログの順で最初のもので、全部で {0:N0} 件あります。", "  This is the first in the order of the log, of {0:N0} in all.").With(records.FaultCount));
    }

    private static Words? Place(Fault fault) => fault switch
    {
        { Path: { } path, Index: { } index } => new Words("{0}、エントリー {1:N0}", "{0}, entry {1:N0}").With(path, index),
        { Path: { } path } => new Words(path, path),
        { Index: { } index } => new Words("エントリー {0:N0}", "entry {0:N0}").With(index),
        _ => null,
    };

    private static string Kind(SignatureKind kind) => kind switch { SignatureKind.Ed25519 => "Ed25519", SignatureKind.Ed25519Cosignature => "Ed25519", _ => "ML-DSA-44" };

    public static JsonObject ToJson(Findings found) => new()
    {
        ["ok"] = found.Fault is null,
        ["where"] = found.Where,
        ["origin"] = found.Checkpoint?.Origin, ["size"] = found.Checkpoint?.Size, ["root"] = found.Checkpoint?.Root.ToString(), ["minimumIndex"] = found.MinimumIndex,
        ["trust"] = found.Trust.OwnWord ? "own-word" : "given", ["witnessed"] = found.Trust.Witnessed,
        ["signatures"] = new JsonArray([.. found.Signatures.Select(s => new JsonObject { ["name"] = s.Key.Name, ["kind"] = Kind(s.Key.Kind), ["time"] = s.Time?.UtcDateTime })]),
        ["entries"] = found.Entries, ["tiles"] = found.Tiles, ["detached"] = found.Detached, ["seconds"] = Math.Round(found.Elapsed.TotalSeconds, 3), ["entriesPerSecond"] = Math.Round(found.PerSecond),
        ["earlier"] = new JsonArray([.. found.Earlier.Select(e => (JsonNode)e)]),
        ["records"] = found.Records is not { } r ? null : new JsonObject
        {
            ["compared"] = found.Compared, ["rows"] = r.Rows, ["events"] = r.Events, ["parts"] = r.Parts, ["leaves"] = r.Leaves, ["entries"] = r.Entries, ["adoptions"] = r.Adoptions,
            ["pending"] = r.Pending, ["newerRows"] = r.NewerRows, ["prunedRows"] = r.PrunedRows, ["looseEvents"] = r.LooseEvents, ["silentParents"] = r.SilentParents, ["faultCount"] = r.FaultCount,
            ["faults"] = new JsonArray([.. r.Faults.Select(Json)]),
        },
        ["bundle"] = found.Bundle is not { } b ? null : new JsonObject
        {
            ["register"] = b.Bundle?.Register, ["entry"] = b.Bundle?.Entry.ToString(), ["steps"] = b.Steps, ["files"] = b.Files, ["absentFiles"] = b.AbsentFiles.Count, ["erased"] = b.Erased,
        },
        ["timestamps"] = new JsonArray([.. found.Stamps.Select(s => new JsonObject { ["size"] = s.Size, ["time"] = s.Token.Time.UtcDateTime, ["authority"] = s.Token.Authority })]),
        ["notices"] = new JsonArray([.. found.Notices.Select(n => new JsonObject { ["code"] = n.Code, ["ja"] = n.Words.Ja, ["en"] = n.Words.En })]),
        ["fault"] = found.Fault is { } fault ? Json(fault) : null,
    };

    private static JsonObject Json(Fault fault)
    {
        var advice = Advice.Of(fault);
        return new JsonObject
        {
            ["code"] = fault.Code, ["path"] = fault.Path, ["index"] = fault.Index, ["ja"] = fault.Ja, ["en"] = fault.En,
            ["meaning"] = new JsonObject { ["ja"] = advice.Meaning.Ja, ["en"] = advice.Meaning.En }, ["remedy"] = new JsonObject { ["ja"] = advice.Remedy.Ja, ["en"] = advice.Remedy.En },
        };
    }
}

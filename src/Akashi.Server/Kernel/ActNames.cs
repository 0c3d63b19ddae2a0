using System.Collections.Frozen;
using System.Reflection;

namespace Akashi.Server.Kernel;

/// <summary>What every act is called, by its id: for histories and the log, which hold ids only.</summary>
public static class ActNames
{
    private static readonly IReadOnlyList<Act> Acts = [.. typeof(Act).Assembly.GetTypes()
        .Where(t => !t.ContainsGenericParameters)
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(f => f.FieldType.IsAssignableTo(typeof(Act)))
        .Select(f => (Act)f.GetValue(null)!).DistinctBy(a => a.Id)];

    private static readonly FrozenDictionary<string, Text> Known = Acts.ToFrozenDictionary(a => a.Id, a => a.Title);

    private static readonly FrozenDictionary<string, Text> Reads = new Dictionary<string, Text>
    {
        ["statements.read"] = new("対応状況の閲覧", "Read statement"),
        ["statements.history"] = new("対応状況の履歴の閲覧", "Read history of statement"),
        ["references.rows"] = new("リファレンスの閲覧", "Read reference"),
        ["references.control"] = new("要求事項の閲覧", "Read control"),
        ["references.download"] = new("公開した版のダウンロード", "Download edition"),
        ["references.export-list"] = new("一覧の書き出し・印刷", "Export or print a list"),
        ["ledger.export"] = new("台帳と登録内容の書き出し", "Export rows and events"),
        ["documents.list"] = new("文献一覧の閲覧", "Read documents"),
        ["documents.download"] = new("文献ファイルのダウンロード", "Download file of document"),
        ["ledger.clock-set-back"] = new("サーバーの時計が戻された", "Clock of the server set back"),
    }.ToFrozenDictionary();

    /// <summary>The acts that need a grant, by id.</summary>
    public static IReadOnlyList<Act> Privileged { get; } = [.. Acts.Where(a => a.Privileged).OrderBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>The act's title; the id itself for what has no name.</summary>
    public static Text Of(string act) => Known.TryGetValue(act, out var title) || Reads.TryGetValue(act, out title) ? title : new(act, act);
}

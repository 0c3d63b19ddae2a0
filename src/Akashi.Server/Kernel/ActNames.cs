using System.Collections.Frozen;
using System.Reflection;

namespace Akashi.Server.Kernel;

/// <summary>What every act is called, by its id: for histories and the log, which hold ids only.</summary>
public static class ActNames
{
    private static readonly IReadOnlyList<Act> Every = [.. typeof(Act).Assembly.GetTypes()
        .Where(t => !t.ContainsGenericParameters)
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(f => f.FieldType.IsAssignableTo(typeof(Act)))
        .Select(f => (Act)f.GetValue(null)!).DistinctBy(a => a.Id)];

    private static readonly FrozenDictionary<string, Text> Acts = Every.ToFrozenDictionary(a => a.Id, a => a.Title);

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
        ["people.list"] = new("利用者一覧の閲覧", "Read people"),
        ["assignments.list"] = new("割当て一覧の閲覧", "Read assignments"),
        ["roles.list"] = new("役割一覧の閲覧", "Read roles"),
        ["settings.list"] = new("設定値の閲覧", "Read settings"),
        ["groups.list"] = new("グループと役割の対応の閲覧", "Read groups"),
        ["logins.list"] = new("外部ログインの閲覧", "Read external sign-ins"),
        ["tokens.list"] = new("APIトークン一覧の閲覧", "Read API tokens"),
        ["reviews.list"] = new("棚卸し一覧の閲覧", "Read access reviews"),
        ["reviews.read"] = new("棚卸しの明細の閲覧", "Read access review"),
        ["reviews.download"] = new("棚卸しの結果のダウンロード", "Download result of access review"),
        ["incidents.list"] = new("インシデント一覧の閲覧", "Read incidents"),
        ["incidents.export"] = new("インシデント一覧の書き出し", "Export incidents"),
        ["changes.export"] = new("変更一覧の書き出し", "Export changes"),
        ["incidents.read"] = new("インシデントの閲覧", "Read incident"),
        ["duties.list"] = new("職務分掌の閲覧", "Read segregation of duties"),
        ["mail.list"] = new("メール送信状況の閲覧", "Read state of mail"),
        ["notices.dues"] = new("期限のあることの閲覧", "Read what is due"),
        ["notices.list"] = new("通知の閲覧", "Read notices"),
        ["ledger.clock-set-back"] = new("サーバーの時計が戻された", "Clock of the server set back"),
    }.ToFrozenDictionary();

    /// <summary>True for the id of an act, or of a read that can be permitted.</summary>
    public static bool Known(string act) => Acts.ContainsKey(act) || Reads.ContainsKey(act);

    /// <summary>Every act and read with its title, in the order of their ids.</summary>
    public static IEnumerable<(string Id, Text Title)> All => Acts.Concat(Reads).Select(a => (a.Key, a.Value)).OrderBy(a => a.Key, StringComparer.Ordinal);

    /// <summary>The acts that need a grant, by id.</summary>
    public static IReadOnlyList<Act> Privileged { get; } = [.. Every.Where(a => a.Privileged).OrderBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>The act's title; the id itself for what has no name.</summary>
    public static Text Of(string act) => Acts.TryGetValue(act, out var title) || Reads.TryGetValue(act, out title) ? title : new(act, act);
}

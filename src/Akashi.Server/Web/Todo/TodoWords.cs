using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Todo;

internal static class TodoWords
{
    public static readonly Text Lead = new("{0}が対応する要求事項は{1}件。", "{0} has to answer {1} requirements. ");
    public static readonly Text Open = new("未対応{0}件", "{0} still to do");
    public static readonly Text Rest = new("、一部対応{0}件です。", ", {0} partly done.");
    public static readonly Text NoneOpen = new("{0}の未対応はありません（対応する要求事項は{1}件）。", "{0} has nothing left to do ({1} requirements).");
    public static readonly Text Everything = new("全件", "All");
    public static readonly Text Uncovered = new("うち未カバー", "Uncovered");
    public static readonly Text Catalog = new("基準", "Catalog");
    public static readonly Text Control = new("要求事項", "Requirement");
    public static readonly Text Asked = new("求められている対応", "What is asked");
    public static readonly Text AskedBy = new("{0}から", "from {0}");
    public static readonly Text Emergency = new("非常時", "In an emergency");
    public static readonly Text NobodyAsks = new("土台のサービスからの指定はありません。要求事項そのものに答えます。", "No service below asks for it; answer the requirement itself.");
    public static readonly Text Own = new("自分の対応状況", "Own statement");
    public static readonly Text NoStatement = new("未記入", "Not written yet");
    public static readonly Text Evidence = new("証跡{0}件", "{0} sources");
    public static readonly Text NoEvidence = new("証跡なし", "No evidence");
    public static readonly Text Role = new("担当の役割", "Responsible role");
    public static readonly Text NoRole = new("未定", "Not set");
    public static readonly Text Review = new("見直し期日", "Review by");
    public static readonly Text Overdue = new("期日超過", "overdue");
    public static readonly Text Empty = new("この当事者が対応することはまだありません。", "There is nothing for this party to do yet.");
    public static readonly Text EmptyDo = new("リファレンスを取り込むと、未対応と未カバーがここに並びます。", "Import a reference and what is open or uncovered is listed here.");
}

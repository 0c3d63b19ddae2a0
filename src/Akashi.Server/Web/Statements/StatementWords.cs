using Akashi.Server.Kernel;
using Akashi.Server.References;

namespace Akashi.Server.Web.Statements;

/// <summary>Words of the form in which a party answers a control, of its conflict and its history.</summary>
internal static class StatementWords
{
    public static readonly Text Close = new("閉じる", "Close");
    public static readonly Text OpenPage = new("要求事項のページ", "Page of the requirement");
    public static readonly Text Asks = new("求められていること", "What is asked");
    public static readonly Text Items = new("項目（{0}件）", "Items ({0})");
    public static readonly Text Below = new("下位のサービスの対応状況", "Statements of the services underneath");
    public static readonly Text BelowNone = new("まだ何も登録していません", "Nothing stated yet");
    public static readonly Text Own = new("{0}としての対応状況", "Statement of {0}");
    public static readonly Text New = new("まだ登録がありません。保存すると新しく登録します。", "Nothing is registered yet; saving registers it.");
    public static readonly Text VersionOf = new("第{0}版・{1}", "Version {0}, {1}");

    public static readonly Text Conformity = new("適合性", "Conformity");
    public static readonly Text Disclosure = new("開示レベル", "Disclosure");
    public static readonly Text View = new("見解", "View");
    public static readonly Text ViewHint = new("当事者自身の考え。確かめた事実は「確認内容」に書きます。", "What the party itself thinks; confirmed facts go under “Finding”.");
    public static readonly Text Finding = new("確認内容", "Finding");
    public static readonly Text FindingHint = new("文中の「文献[01]」「ISO/IEC 27001」「認証[SOC 2]」「インタビュー」は、自動的に根拠として数えます。", "“文献[01]”, “ISO/IEC 27001”, “認証[SOC 2]” and “インタビュー” in the text count as evidence by themselves.");
    public static readonly Text Citations = new("根拠（文献・認証・インタビュー・ほかの対応状況）", "Evidence (documents, certificates, interviews, other statements)");
    public static readonly Text NoCitations = new("根拠はまだありません。", "No evidence yet.");
    public static readonly Text Duties = new("必要な対応", "Duties");
    public static readonly Text Normal = new("平常時", "Normal operation");
    public static readonly Text Emergency = new("非常時（特別な対応がなければ空欄）", "Emergency operation (empty when nothing special)");
    public static readonly Text AddDuty = new("対応する当事者を加える", "Add a party with a duty");
    public static readonly Text DutyEmpty = new("内容を入力するか、この当事者を外してください。", "Say what the duty is, or remove the party.");
    public static readonly Text Role = new("担当する役割", "Responsible role");
    public static readonly Text RoleHint = new("個人名ではなく役割（例: 情報セキュリティ責任者）", "A role, never a person’s name");
    public static readonly Text ReviewDue = new("見直し期限", "Review by");
    public static readonly Text ReviewHint = new("例: 2027-03-31、2027年3月31日、令和9年3月31日", "For example 2027-03-31, 31 March 2027, 令和9年3月31日");
    public static readonly Text NotADay = new("日付として読めません。2027-03-31 や 令和9年3月31日 のように入力してください。", "This is no date. Please write it like 2027-03-31 or 令和9年3月31日.");
    public static readonly Text TooLong = new("1項目の文章は{0}字までです（いま{1}字）。", "One text may hold up to {0} characters; this has {1}.");
    public static readonly Text Notes = new("備考（取り込んだ表のほかの列）", "Notes (other columns of an imported table)");
    public static readonly Text Remove = new("外す", "Remove");

    public static readonly Text InColumn = new("文献欄", "in the column");
    public static readonly Text InFinding = new("確認内容", "in the finding");
    public static readonly Text InBoth = new("文献欄・確認内容", "in column and finding");
    public static readonly Text Unknown = new("文献一覧にありません", "not among the documents");
    public static readonly Text AddDocument = new("文献を加える", "Add a document");
    public static readonly Text AddCertificate = new("認証を加える（例: ISO/IEC 27001）", "Add a certificate (ISO/IEC 27001)");
    public static readonly Text AddInterview = new("インタビューを加える", "Add an interview");
    public static readonly Text AddStatement = new("ほかの対応状況を加える", "Add another statement");
    public static readonly Text CiteIn = new("引用する場所", "Cite");
    public static readonly Text AlsoColumn = new("文献欄にも加える", "Also in the column");
    public static readonly Text AlsoFinding = new("確認内容にも書く", "Also in the finding");
    public static readonly Text OnlyColumn = new("「{0}」は文中から読み取れないため、文献欄に加えました。", "“{0}” cannot be recognised in a text; it was added to the column.");
    public static readonly Text PickService = new("引用するサービス", "Service to cite");
    public static readonly Text PickCatalog = new("引用する基準カタログ", "Catalog to cite");
    public static readonly Text PickNone = new("このサービスにはまだ対応状況がありません。", "This service has no statements yet.");
    public static readonly Text PickMore = new("先頭の{0}件です。番号か語句を入力すると絞り込めます。", "The first {0}; type a number or words to narrow them down.");
    public static readonly Text PickClose = new("選ばずに閉じる", "Close without choosing");
    public static readonly Text CitedStatement = new("（{0}、{1}）", "({0}, {1})");
    public static readonly Text StatementGone = new("対応状況が登録されていません", "nothing is stated there");
    public static readonly Text StatementUnknown = new("引用先が見つかりません", "not found");
    public static readonly Text CsMark = new("CSマーク", "CS Mark");
    public static readonly Text Between = new("、", ", ");
    public static readonly Text Add = new("加える", "Add");

    public static readonly Text Unsaved = new("未保存の変更があります。下書きはこのブラウザーに残ります。", "There are unsaved changes; the draft stays in this browser.");
    public static readonly Text Restored = new("保存していない下書きを開きました。", "Your unsaved draft was opened.");
    public static readonly Text RestoredOld = new("保存していない下書きを開きました。その後ほかの人が保存しているため、保存のときに両方を見比べます。", "Your unsaved draft was opened. Someone saved since; you will compare both when saving.");
    public static readonly Text Discard = new("下書きを捨てる", "Discard the draft");
    public static readonly Text Saved = new("第{0}版として保存しました。", "Saved as version {0}.");
    public static readonly Text Undo = new("この保存を元に戻す", "Undo this save");
    public static readonly Text Undone = new("前の内容に戻し、第{0}版として記録しました。", "The former content is back, recorded as version {0}.");
    public static readonly Text Confirm = new("見直し済みにする", "Mark as reviewed");
    public static readonly Text ConfirmHint = new("内容は変えず、いま見直したことを記録します。", "Records that you looked at it now; changes nothing else.");
    public static readonly Text Confirmed = new("見直し済みにしました（第{0}版）。", "Marked as reviewed (version {0}).");
    public static readonly Text AllKnown = new("保存済み", "All saved");

    public static readonly Text LeaveTitle = new("保存していない変更があります", "There are unsaved changes");
    public static readonly Text LeaveBody = new("{0}の変更を保存せずに離れますか。下書きはこのブラウザーに残り、あとで続けられます。", "Leave {0} without saving? The draft stays in this browser and you can go on later.");
    public static readonly Text Leave = new("保存せずに離れる", "Leave without saving");
    public static readonly Text Stay = new("ここに残る", "Stay here");

    public static readonly Text ConflictTitle = new("ほかの人が先に保存しました", "Someone else saved first");
    public static readonly Text ConflictLead = new("{0}さんが {1}に第{2}版を保存しました。項目ごとに残す方を選んでください。まだ何も上書きしていません。", "{0} saved version {2} on {1}. Choose for each field which one stays. Nothing has been overwritten.");
    public static readonly Text Mine = new("自分の入力", "Mine");
    public static readonly Text Theirs = new("保存済みの内容", "Theirs");
    public static readonly Text ChangedHere = new("変更", "changed");
    public static readonly Text BothChanged = new("両方で変更", "changed by both");
    public static readonly Text SameFields = new("ほかの項目（{0}）は同じです。", "The other fields ({0}) are the same.");
    public static readonly Text ChooseAll = new("両方で変更された項目を選んでください。", "Please choose for the fields that both changed.");
    public static readonly Text SaveOnTop = new("選んだ内容で第{0}版の上に保存", "Save the choice on top of version {0}");
    public static readonly Text BackToForm = new("入力に戻る", "Back to the form");
    public static readonly Text TakeTheirs = new("保存済みの内容を採り、自分の入力を捨てる", "Take theirs and drop mine");
    public static readonly Text Nothing = new("（なし）", "(none)");

    public static readonly Text History = new("履歴", "History");
    public static readonly Text NoHistory = new("まだ記録がありません。", "Nothing recorded yet.");
    public static readonly Text Before = new("変更前", "Before");
    public static readonly Text After = new("変更後", "After");
    public static readonly Text Version = new("第{0}版", "Version {0}");

    public static Text Where(CitedIn place) => place switch { CitedIn.Both => InBoth, CitedIn.Column => InColumn, _ => InFinding };

    public static Text Audience(Disclosure level) => level switch
    {
        References.Disclosure.Public => new("公開版に載り、どなたでも確認内容を見られます。", "Goes into the public edition; everyone can read the finding."),
        References.Disclosure.Nda => new("確認内容は、秘密保持契約を結んだ方だけが見られます。適合性と必要な対応は公開されます。", "Only parties under a non-disclosure agreement can read the finding; conformity and duties are public."),
        References.Disclosure.Internal => new("確認内容は社内だけで見られます。適合性と必要な対応は公開されます。", "The finding stays internal; conformity and duties are public."),
        _ => new("開示レベルを選ばないと、公開版にそのまま載ります。", "Without a level the finding goes into the public edition as it is."),
    };

    public static Text Field(string name) => name switch
    {
        "conformity" => Conformity,
        "disclosure" => Disclosure,
        "view" => View,
        "finding" => Finding,
        "citations" => new("根拠", "Evidence"),
        "duties" => Duties,
        "responsibleRole" => Role,
        "reviewDue" => ReviewDue,
        "notes" => new("備考", "Notes"),
        "title" => new("名称", "Title"),
        "issuer" => new("発行者", "Issuer"),
        "url" => new("URL", "URL"),
        "from" => new("有効期間の始まり", "In force from"),
        "until" => new("有効期間の終わり", "In force until"),
        "date" => new("日付", "Date"),
        _ => new(name, name),
    };
}

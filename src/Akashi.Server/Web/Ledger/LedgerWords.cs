using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Ledger;

/// <summary>Words of the ledger page and of histories.</summary>
internal static class LedgerWords
{
    public static readonly Text Ledger = new("証跡台帳", "Ledger");
    public static readonly Text LeadEntries = new("これまでの操作{0}件が台帳にあります。", "The ledger holds {0} acts. ");
    public static readonly Text LeadFine = new("最後の検証（{0}、{1}件）では、どこにも書き換えは見つかりませんでした。", "The last verification ({0}, {1} entries) found nothing changed anywhere.");
    public static readonly Text LeadNever = new("まだ一度も検証していません。", "It has never been verified yet.");
    public static readonly Text LeadBroken = new("最後の検証（{0}）で相違が見つかりました: ", "The last verification ({0}) found something wrong: ");
    public static readonly Text Committed = new("台帳の件数", "Entries");
    public static readonly Text LastDay = new("過去24時間", "Last 24 hours");
    public static readonly Text Pending = new("署名待ち", "Not yet signed");
    public static readonly Text Witnessed = new("立会人の連署", "Cosigned by witnesses");
    public static readonly Text Bytes = new("台帳の大きさ", "Size of the log");
    public static readonly Text VerifyNow = new("今すぐ検証する", "Verify now");
    public static readonly Text Verifying = new("検証しています: {0} / {1} 件", "Verifying: {0} of {1} entries");
    public static readonly Text VerifyLead = new(
        "署名、すべての記録、すべてのタイル、そして登録内容の1行1行が台帳の記録どおりかを、目の前で確かめます。画面を離れても最後まで続きます。",
        "Checks in front of you the signatures, every entry, every tile, and whether every row stands as its last entry says. It runs to its end even when you leave.");
    public static readonly Text VerifiedFine = new("相違はありません。{0}件の記録、{1}枚のタイル、{2}行の登録内容を{3}秒で確かめました。", "Nothing is wrong: {0} entries, {1} tiles and {2} rows checked in {3} s.");
    public static readonly Text Checkpoint = new("チェックポイント", "Checkpoint");
    public static readonly Text SignedAt = new("署名日時", "Signed at");
    public static readonly Text Root = new("ルートハッシュ", "Root hash");
    public static readonly Text Origin = new("台帳の名前", "Name of the log");
    public static readonly Text Keys = new("公開鍵", "Public keys");
    public static readonly Text KeysLead = new("検証する相手に渡してください。台帳とは別の経路で渡すと、より確かです。", "Give these to whoever verifies, best by another way than the log itself.");
    public static readonly Text Witnesses = new("立会人", "Witnesses");
    public static readonly Text NoWitness = new(
        "立会人がいません。管理者の手の届かない機械で“akashi witness”を動かし、台帳フォルダーの policy に書くと、管理者自身による書き換えも見つけられます。",
        "There is no witness. Run akashi witness on a machine out of the administrators' reach and name it in the file policy of the log's folder: then even a rewriting by administrators is found.");
    public static readonly Text Witness = new("立会人", "Witness");
    public static readonly Text CosignedSize = new("連署した件数", "Cosigned size");
    public static readonly Text Lag = new("遅れ", "Behind");
    public static readonly Text LagOf = new("{0}件", "{0} entries");
    public static readonly Text NoLag = new("なし", "None");
    public static readonly Text When = new("日時", "When");
    public static readonly Text Answer = new("最後の応答", "Last answer");
    public static readonly Text Cosigned = new("連署", "Cosigned");
    public static readonly Text NotYet = new("まだ", "Not yet");
    public static readonly Text TimeStamps = new("タイムスタンプ", "Time-stamps");
    public static readonly Text StampedBy = new("{0}件の時点を {1} が証明（{2}）", "{1} vouches for size {0} ({2})");
    public static readonly Text NoTimeStamp = new("使っていません（起動時の --timestamps で認証局を指定できます）", "Not used (name an authority at start with --timestamps)");
    public static readonly Text Retention = new("保存方針", "Retention");
    public static readonly Text KeptForEver = new("すべての記録を期限なく公開します", "Every entry is published without end");
    public static readonly Text KeptFor = new("{0}日間公開（公開を終えた範囲: {1}件）", "Published for {0} days ({1} entries no longer published)");
    public static readonly Text Failure = new("台帳を公開できていません: {0}。操作の記録はデータベースに残っており、公開は自動で再試行します。", "The log could not be published: {0}. The acts are safe in the database; publishing is tried again by itself.");

    public static readonly Text Leaves = new("最近の記録", "Latest entries");
    public static readonly Text Index = new("番号", "Index");
    public static readonly Text Act = new("操作", "Act");
    public static readonly Text Who = new("だれが", "Who");
    public static readonly Text What = new("何に", "On what");
    public static readonly Text Outcome = new("結果", "Outcome");
    public static readonly Text Older = new("さらに前", "Older");
    public static readonly Text Newest = new("最新へ", "Newest");
    public static readonly Text Nobody = new("不明（消去済み）", "Unknown (erased)");
    public static readonly Text Server = new("サーバー", "Server");

    public static readonly Text Outside = new("外から確かめる方法", "How to verify from outside");
    public static readonly Text OutsideLead = new(
        "台帳は C2SP tlog-tiles の形式です。Akashi を信用しなくても、公開されているほかの道具で確かめられます。",
        "The log is in the form of C2SP tlog-tiles: whoever does not trust Akashi can verify it with public tools that are not ours.");
    public static readonly Text Meaning = new("検証に失敗したら", "If a verification fails");
    public static readonly Text MeaningRow = new(
        "登録内容の行が台帳と違う: データベースが操作を通さずに書き換えられました。行の内容を信用せず、台帳の履歴から正しい内容を確かめてください。",
        "A row differs from the log: the database was changed past the acts. Do not trust the row; its history in the log says what was right.");
    public static readonly Text MeaningTile = new(
        "タイルや記録が壊れている: ディスクの故障か、台帳ファイルの書き換えです。鏡像（“akashi mirror”）の写しと比べてください。データベースの葉から作り直すこともできます。",
        "A tile or entry is damaged: a broken disk, or somebody changed the files. Compare with a mirror's copy; the files can also be made again from the leaves in the database.");
    public static readonly Text MeaningSignature = new(
        "署名が合わない、または立会人が連署しない: 台帳が別の歴史を見せている恐れがあります。サーバーを止め、何も変更せず、監査人と立会人に連絡してください。",
        "A signature is wrong or a witness refuses: the log may be showing another history. Stop the server, change nothing, and call your auditor and the witnesses.");
    public static readonly Text MeaningKeep = new(
        "いずれの場合も、まずデータフォルダーをそのまま複製して保全してください。",
        "In every case, first copy the data folder as it is and keep the copy.");

    public static readonly Text History = new("履歴", "History");
    public static readonly Text HistoryOf = new("{0}の履歴", "History of {0}");
    public static readonly Text HistoryLead = new("この記録には{0}回の操作がありました。そのうち{1}回は署名済みの台帳に入っています。", "{0} acts happened to this entry; {1} of them stand in the signed log.");
    public static readonly Text HistoryTried = new("ほかに、拒否された操作が{0}回ありました。", " {0} more were tried and refused.");
    public static readonly Text Tried = new("記録は変わっていません。理由: {0}", "Nothing changed. Reason: {0}");
    public static readonly Text InLog = new("台帳に記録済み（番号 {0}）", "In the log, index {0}");
    public static readonly Text WitnessedBy = new("、立会人{0}名が確認", ", witnessed by {0}");
    public static readonly Text NotSigned = new("台帳に記録済み（番号 {0}、署名待ち）", "In the log, index {0}, not signed yet");
    public static readonly Text BeforeLog = new("台帳が始まる前の操作", "From before the log began");
    public static readonly Text Field = new("項目", "Field");
    public static readonly Text Before = new("変更前", "Before");
    public static readonly Text After = new("変更後", "After");
    public static readonly Text NoChange = new("値の変更はありません", "No value changed");
    public static readonly Text Bundle = new("証跡一式をダウンロード", "Download evidence bundle");
    public static readonly Text BundleLead = new("この記録の全操作、証明、公開鍵を一つの ZIP にまとめたものです。“akashi verify FILE.zip”で確かめられます。", "All acts on this entry with proofs and keys in one ZIP; akashi verify FILE.zip checks it.");
    public static readonly Text EmptyHistory = new("この記録は見つかりません。", "There is no such entry.");
    public static readonly Text Open = new("履歴と証跡", "History and evidence");

    public static Text Of(string outcome) => outcome switch
    {
        "done" => new("実施", "Done"),
        "refused" => new("規則により拒否", "Refused"),
        "denied" => new("権限なし", "Denied"),
        _ => new("閲覧・持ち出し", "Read"),
    };

    public static Text Register(string register) => register switch
    {
        "Statement" => new("対応状況", "Statement"),
        "Document" => new("文献", "Document"),
        "Party" => new("当事者", "Party"),
        "Service" => new("サービス", "Service"),
        "Catalog" => new("基準カタログ", "Catalog"),
        "Edition" => new("版", "Edition"),
        "ImportRun" => new("取り込み", "Import"),
        "HeaderMemory" => new("見出しの対応付け", "Header mapping"),
        "Person" => new("人", "Person"),
        "Organisation" => new("組織", "Organisation"),
        "VerificationRun" => new("台帳の検証", "Verification"),
        "LedgerSurvey" => new("台帳の巡回点検", "Survey of the ledger"),
        "Observation" => new("観測", "Observation"),
        "TargetSetting" => new("目標値", "Target"),
        "RetentionPolicy" => new("保存方針", "Retention policy"),
        "Notice" => new("通知", "Notice"),
        "PrivilegeRequest" => new("特権の申請", "Privilege"),
        "PrivilegeRule" => new("特権の規則", "Rule of privileges"),
        "SshCertificate" => new("SSH証明書", "SSH certificate"),
        "SshRecording" => new("操作記録", "Recording"),
        "ReviewCampaign" => new("権限の棚卸し", "Access review"),
        "ReviewLine" => new("棚卸しの明細", "Line of access review"),
        "ComponentSet" => new("部品表", "Component set"),
        "FeedRun" => new("脆弱性情報の取込み", "Feed run"),
        "Advisory" => new("脆弱性情報", "Advisory"),
        "Finding" => new("脆弱性の検出", "Finding"),
        "DutyPair" => new("職務分掌の組", "Pair of duties"),
        "DutyExemption" => new("職務分掌の例外", "Exception of duties"),
        "Incident" => new("インシデント", "Incident"),
        "ReportDuty" => new("インシデントの報告", "Report of incident"),
        "IncidentNote" => new("インシデントの経過", "Timeline of incident"),
        "Change" => new("変更", "Change"),
        "ChangeRule" => new("変更の規則", "Rule of changes"),
        "MaintenanceItem" => new("保守の要員・道具", "Worker or tool"),
        _ => new(register, register),
    };
}

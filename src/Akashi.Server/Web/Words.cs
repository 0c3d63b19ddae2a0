using Akashi.Server.Kernel;

namespace Akashi.Server.Web;

/// <summary>Words of the frame and of what every page shares.</summary>
internal static class Words
{
    public static readonly Text Product = new("Akashi", "Akashi");
    public static readonly Text ToFront = new("Akashi 概況へ", "Akashi, to the overview");
    public static readonly Text Seal = new("証", "証");
    public static readonly Text SkipToContent = new("本文へ移動", "Skip to content");
    public static readonly Text Menu = new("メニュー", "Menu");
    public static readonly Text MainNavigation = new("主なページ", "Main pages");
    public static readonly Text Common = new("共通", "Shared");
    public static readonly Text Breadcrumbs = new("現在地", "You are here");

    public static readonly Text Overview = new("概況", "Overview");
    public static readonly Text Catalogs = new("基準カタログ", "Catalogs");
    public static readonly Text Controls = new("要求事項", "Controls");
    public static readonly Text Reference = new("リファレンス", "Reference");
    public static readonly Text Coverage = new("カバー状況", "Coverage");
    public static readonly Text Todo = new("やること", "To do");
    public static readonly Text Checks = new("確認結果", "Checks");
    public static readonly Text Documents = new("文献", "Documents");
    public static readonly Text Import = new("取り込み", "Import");
    public static readonly Text Editions = new("版と公開", "Editions");
    public static readonly Text Services = new("サービスと当事者", "Services and parties");
    public static readonly Text Service = new("サービス", "Service");
    public static readonly Text ServiceChoice = new("表示するサービス", "Service to show");

    public static readonly Text OtherLanguage = new("English", "日本語");
    public static readonly Text DarkMode = new("暗い配色にする", "Use dark colours");
    public static readonly Text LightMode = new("明るい配色にする", "Use light colours");
    public static readonly Text Printed = new("{0} {1}が印刷", "{0}, printed by {1}");
    public static readonly Text PrintInSight = new("この印刷には画面に見えている行だけが入っています。すべての行は、画面の「印刷」ボタンから印刷できます。", "Only the rows in sight are printed here. The print button of the page prints them all.");
    public static readonly Text Print = new("印刷", "Print");
    public static readonly Text SampleMark = new("見本・人を替える", "Sample: change person");
    public static readonly Text SampleMarkMore = new("見本の組織です。ほかの立場で見るには、ここから人を選び直します。", "This is the sample organisation. Choose another person here to see it from another side.");
    public static readonly Text SignOut = new("サインアウト", "Sign out");

    public static readonly Text ConnectionLost = new("サーバーとの接続が切れました。", "The connection to the server was lost.");
    public static readonly Text ConnectionTrying = new("つなぎ直しています。保存済みの内容は失われません。", "Reconnecting. What you saved is safe.");
    public static readonly Text ConnectionGone = new("つなぎ直せませんでした。", "Could not reconnect.");
    public static readonly Text ConnectionReload = new("サーバーが動いていることを確かめて、再読み込みしてください。", "Check that the server is running, then reload.");
    public static readonly Text Reload = new("再読み込み", "Reload");
    public static readonly Text PageFailed = new("このページで問題が起きました。", "Something went wrong on this page.");
    public static readonly Text NotAvailable = new("ただいま利用できません", "Not available at the moment");
    public static readonly Text DatabaseAway = new("データベースに接続できません。", "The database cannot be reached.");
    public static readonly Text DiskFull = new("サーバーのディスクに空きがありません。管理者に連絡してください。", "The server's disk is full. Please tell whoever looks after it.");
    public static readonly Text TriesAgain = new("保存済みの内容は失われていません。このページは15秒ごとに自動で再試行します。", "What was saved is kept. This page tries again every 15 seconds.");
    public static readonly Text PageFailedKept = new("保存済みの内容は失われていません。再読み込みしてください。", "What you saved is kept. Please reload.");
    public static readonly Text Trace = new("追跡番号", "Trace number");
    public static readonly Text Retry = new("もう一度試す", "Try again");
    public static readonly Text ToOverview = new("概況へ", "Go to the overview");

    public static readonly Text All = new("すべて", "All");
    public static readonly Text Chapter = new("章", "Chapter");
    public static readonly Text State = new("状態", "State");
    public static readonly Text Search = new("検索", "Search");
    public static readonly Text SearchHint = new("番号・語句", "Number or words");
    public static readonly Text Class = new("区分", "Class");
    public static readonly Text Number = new("番号", "Number");
    public static readonly Text More = new("続きを表示", "More");
    public static readonly Text Less = new("折りたたむ", "Less");
    public static readonly Text Loading = new("読み込んでいます", "Loading");
    public static readonly Text Required = new("必須", "required");
    public static readonly Text Save = new("保存", "Save");
    public static readonly Text Saved = new("保存しました。", "Saved.");
    public static readonly Text Cancel = new("やめる", "Cancel");
    public static readonly Text StaleField = new("項目", "Field");
    public static readonly Text StaleTheirs = new("今の内容（第{0}版）", "As it stands now (version {0})");
    public static readonly Text StaleMine = new("入力した内容", "What you entered");
    public static readonly Text StaleSaveMine = new("入力した内容で保存し直す", "Save what I entered");
    public static readonly Text StaleTakeTheirs = new("今の内容から編集し直す", "Start again from what stands there");
    public static readonly Text Previous = new("前へ", "Previous");
    public static readonly Text Next = new("次へ", "Next");
    public static readonly Text Pages = new("ページ", "Pages");
    public static readonly Text ClearFilter = new("絞り込みを解除", "Clear filter");
    public static readonly Text NothingFound = new("条件に合うものはありません。", "Nothing matches.");
    public static readonly Text NoSuchService = new("このサービスは登録されていません。", "There is no such service.");
    public static readonly Text Items = new("{0}件", "{0}");
    public static readonly Text Range = new("{0}～{1}件目（全{2}件）", "{0}–{1} of {2}");
    public static readonly Text ReviewNeeded = new("要確認", "Review needed");

    public static Text Count(int n) => Items.With(n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
}

using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Pages;

/// <summary>Words of the pages that stand alone.</summary>
internal static class StandAloneWords
{
    public static readonly Text NotFound = new("ページが見つかりません", "Page not found");
    public static readonly Text NotFoundWhy = new(
        "アドレスが違うか、見たいものが登録されていません。アドレスを確かめるか、概況から探してください。",
        "The address is wrong, or what it names is not registered. Check the address, or start from the overview.");

    public static readonly Text Error = new("問題が起きました", "Something went wrong");
    public static readonly Text ErrorWhat = new("サーバーがこの依頼を最後まで処理できませんでした。", "The server could not finish this request.");
    public static readonly Text ErrorKept = new("それまでに保存した内容は残っています。途中の操作は取り消されました。", "Everything saved before is kept. The unfinished step was undone.");
    public static readonly Text ErrorDo = new("もう一度試してください。続くときは、下の追跡番号を管理者にお知らせください。", "Please try again. If it stays, give the trace number below to your administrator.");
}

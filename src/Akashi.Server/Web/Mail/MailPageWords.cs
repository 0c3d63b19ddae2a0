using Akashi.Server.Kernel;
using Akashi.Server.Mail;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Mail;

/// <summary>Words of the page on mail.</summary>
internal static class MailPageWords
{
    public static readonly Text Title = new("メールの送信状況", "Mail");
    public static readonly Text Lead = new("{0} から送信しています。送信済み{1}通、待ち{2}通、届けられなかったもの{3}通です。", "Sent through {0}: {1} delivered, {2} waiting, {3} refused.");
    public static readonly Text Off = new("メールは送信していません。通知は画面に表示され、招待リンクは手で渡します。", "No mail is sent. Notices show in the application; invitations are handed over by hand.");
    public static readonly Text OffDo = new("サーバーを --smtp と --mail-from を付けて起動すると、通知と招待をメールで送ります。", "Start the server with --smtp and --mail-from to have notices and invitations mailed.");
    public static readonly Text Down = new("メールサーバーにつながりません: {0}。つながるまで自動で再送し、ほかの機能は通常どおり使えます。", "The mail server cannot be reached: {0}. Sending goes on by itself; everything else works.");
    public static readonly Text Empty = new("送るメールはまだありません。", "Nothing to mail yet.");
    public static readonly Text About = new("内容", "About");
    public static readonly Text Invitation = new("招待", "Invitation");
    public static readonly Text Person = new("宛先", "To");
    public static readonly Text NoAddress = new("アドレスのある方なし", "nobody with an address");
    public static readonly Text Attempts = new("試行", "Attempts");
    public static readonly Text When = new("日時", "When");
    public static readonly Text Next = new("次は {0}", "next {0}");
    public static readonly Text Fault = new("直近の失敗", "Last failure");
    public static readonly Text Act = new("操作", "Act");
    public static readonly Text Retry = new("今すぐ再送", "Send now");
    public static readonly Text Done = new("再送します。", "It is being sent.");

    public static Mark Of(MailState state) => state switch
    {
        MailState.Waiting => new("□", "due", new("送信待ち", "waiting")),
        MailState.Sent => new("●", "ok", new("送信済み", "sent")),
        MailState.Rejected => new("■", "bad", new("受取拒否", "refused")),
        MailState.Expired => new("–", "mute", new("期限切れ", "too late")),
        _ => new("–", "mute", new("宛先なし", "no address")),
    };
}

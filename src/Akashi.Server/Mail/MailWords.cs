using System.Text;
using Akashi.Server.Kernel;
using MimeKit;

namespace Akashi.Server.Mail;

/// <summary>What stands in a mail, in both languages one after the other, since nobody has told us theirs. No more than the notice's title: mail is read by many machines.</summary>
internal static class MailWords
{
    private static readonly Text Subject = new("［Akashi］{0}", "[Akashi] {0}");
    private static readonly Text Urgent = new("［Akashi・至急］{0}", "[Akashi, urgent] {0}");
    private static readonly Text Look = new("Akashi を開いて内容を確認してください。", "Please open Akashi to look at it.");
    private static readonly Text Invitation = new("{0} の Akashi への招待", "Invitation to Akashi of {0}");
    private static readonly Text Go = new("{0} 様\n\n次のリンクを開き、ログイン名とパスワードを決めてください。リンクは{1:yyyy-MM-dd HH:mm}（日本時間）まで、1回だけ使えます。ほかの方に転送しないでください。", "Dear {0},\n\nplease open the link below and choose login name and password. It works once, until {1:yyyy-MM-dd HH:mm} in Japan. Please do not forward it.");
    private static readonly Text Stray = new("心当たりがない場合は、このメールを破棄してください。", "If you do not expect this, please delete it.");

    public static void Write(MimeMessage mail, Notice notice, Text organisation)
    {
        mail.Subject = OneLine((notice.Urgent ? Urgent : Subject).Ja, notice.Title.Ja);
        if (notice.Urgent) mail.Importance = MessageImportance.High;
        mail.Body = Plain($"{notice.Title.Ja}\n{Look.Ja}\n\n{notice.Title.En}\n{Look.En}\n\n-- \nAkashi / {organisation.Ja} / {organisation.En}\n");
    }

    public static void Write(MimeMessage mail, Text person, Text organisation, string link, DateTimeOffset until)
    {
        var (title, go) = (Invitation.With(organisation), Go.With(person, until.ToOffset(Clock.Japan)));
        mail.Subject = OneLine(Subject.Ja, title.Ja);
        mail.Body = Plain($"{go.Ja}\n\n{link}\n\n{Stray.Ja}\n\n{go.En}\n\n{link}\n\n{Stray.En}\n");
    }

    private static TextPart Plain(string text)
    {
        var part = new TextPart("plain");
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    /// <summary>Names are what somebody typed; a header has one line.</summary>
    private static string OneLine(string form, string title) => string.Concat(form.Replace("{0}", title, StringComparison.Ordinal).Select(c => char.IsControl(c) ? ' ' : c));
}

using Akashi.Server.Identity;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.SignIn;

/// <summary>Words at the door.</summary>
internal static class SignInWords
{
    public static readonly Text SignIn = new("サインイン", "Sign in");
    public static readonly Text Login = new("ログイン名", "Login name");
    public static readonly Text Password = new("パスワード", "Password");
    public static readonly Text Show = new("パスワードを表示する", "Show password");
    public static readonly Text Enter = new("サインイン", "Sign in");
    public static readonly Text AcceptAndEnter = new("同意してサインイン", "Accept and sign in");
    public static readonly Text Banner = new("サインイン前の注意", "Notice before sign-in");
    public static readonly Text WithPasskey = new("パスキーを使う", "Use a passkey");
    public static readonly Text WithProvider = new("組織のアカウントでサインイン", "Sign in with your organisation’s account");
    public static readonly Text AcceptWithProvider = new("同意して組織のアカウントでサインイン", "Accept and sign in with your organisation’s account");
    public static readonly Text PasskeyStopped = new("パスキーの操作が中断されました。もう一度試すか、パスワードでサインインしてください。", "The passkey was not used. Try again, or sign in with your password.");
    public static readonly Text SecondFactor = new("二つ目の確認", "Second step");
    public static readonly Text Code = new("確認コード", "Code");
    public static readonly Text CodeHint = new("認証アプリに表示される6桁の数字。端末が手元にないときは回復用コードを入力できます。", "The 6 digits that your authenticator app shows. Without your device, a recovery code will do.");
    public static readonly Text Restart = new("最初からやり直す", "Start again");

    public static readonly Text Sample = new("見本の組織に入る", "Enter the sample organisation");
    public static readonly Text SampleLead = new(
        "この画面は自分のコンピューターで見本を動かしているときだけ表示されます。名前を選ぶと、その方の立場で見られます。",
        "Shown only while the sample runs on your own computer. Choose a name to see Akashi as that person does.");
    public static readonly Text OwnPeople = new("組織の担当者", "The organisation's own people");

    public static readonly Text Stuck = new("サインインできないとき", "If you cannot sign in");
    public static readonly Text StuckPassword = new("パスワードを忘れたときは、利用者管理者に再設定を依頼してください。", "Forgot your password? Ask your user administrator to set a new one.");
    public static readonly Text StuckLocked = new("失敗が続いて止められたときは、表示された時間だけ待つか、利用者管理者にロックの解除を依頼してください。", "After too many failures, wait as long as it says, or ask your user administrator to unlock you.");
    public static readonly Text StuckLink = new(
        "サーバーの端末を使える方は、起動時に表示される1回限りのリンクか、コマンド“akashi sign-in”で入れます。",
        "Whoever has the server's terminal can enter by the one-time link that the start prints, or by the command “akashi sign-in”.");

    public static readonly Text Invited = new("アカウントの設定", "Set up your account");
    public static readonly Text InvitedLead = new("{0} さん、サインインに使う名前とパスワードを決めてください。パスワードはほかの誰にも知らされません。", "{0}, please choose the name and password with which you sign in. Nobody else learns your password.");
    public static readonly Text InvitedEnter = new("設定してサインイン", "Set up and sign in");

    /// <summary>Why the form came back.</summary>
    public static Text InvitedFault(string code, int shortest, int kinds) => code switch
    {
        "account.login" => new("ログイン名は空白を含めず100字までで入力してください。", "Please give a login name of up to 100 characters without spaces."),
        "duplicate" => new("そのログイン名はほかの方が使っています。", "Somebody else has this login name."),
        "password.short" => new Text("パスワードは{0}文字以上にしてください。", "Please use a password of at least {0} characters.").With(shortest),
        "password.kinds" => new Text("パスワードには英大文字・英小文字・数字・記号のうち{0}種類以上を使ってください。", "Please use at least {0} of upper case, lower case, digits and signs in the password.").With(kinds),
        "password.common" => new("よく使われる言葉や、ログイン名・氏名に近いパスワードは使えません。", "Common passwords, and ones near your name, cannot be used."),
        "password.used" => new("以前に使ったパスワードは使えません。", "A password that you used before cannot be taken again."),
        "sign-in.busy" => SignInRefusals.Busy.Message,
        _ => Invitation.Over.Message,
    };

    /// <summary>What a code in the address means; null for none, or one that says nothing here.</summary>
    public static Text? Of(string? code, int? left) => code switch
    {
        "sign-in.wrong" => SignInRefusals.Wrong.Message,
        "sign-in.wrong-code" => SignInRefusals.WrongCode.Message,
        "sign-in.code-used" => SignInRefusals.CodeUsed.Message,
        "sign-in.busy" => SignInRefusals.Busy.Message,
        "sign-in.expired" => SignInRefusals.Expired.Message,
        "sign-in.passkey" => SignInRefusals.PasskeyFailed.Message,
        "sign-in.link-used" => SignInRefusals.LinkUsed.Message,
        "sign-in.oidc-unknown" => SignInRefusals.OidcUnknown.Message,
        "sign-in.oidc-failed" => SignInRefusals.OidcFailed.Message,
        "sign-in.oidc-weak" => SignInRefusals.OidcWeak.Message,
        "sign-in.provider-down" => SignInRefusals.ProviderDown.Message,
        "session.ended" => SignInRefusals.SessionEnded.Message,
        "sign-in.locked" => SignInRefusals.Locked(TimeSpan.FromMinutes(Math.Clamp(left ?? 1, 1, 1_440))).Message,
        "sign-in.wait" => SignInRefusals.Wait(TimeSpan.FromSeconds(Math.Clamp(left ?? 1, 1, 60))).Message,
        _ => null,
    };
}

using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>What the door says. Wrong name and wrong password are one answer, so that nobody learns which names exist.</summary>
public static class SignInRefusals
{
    public static readonly Refusal Wrong = new("sign-in.wrong", new("ログイン名またはパスワードが違います。", "The login name or the password is wrong."), 401);
    public static readonly Refusal WrongCode = new("sign-in.wrong-code", new("確認コードが違います。端末の時計が合っているかも確かめてください。", "The code is wrong. Please check that the clock of your device is right, too."), 401);
    public static readonly Refusal CodeUsed = new("sign-in.code-used", new("この確認コードは使用済みです。次のコードが表示されるまでお待ちください。", "This code has been used. Please wait for the next one."), 401);
    public static readonly Refusal Busy = new("sign-in.busy", new("サインインが混み合っています。少し待ってからもう一度お試しください。", "Many people are signing in. Please try again in a moment."), 503);
    public static readonly Refusal Expired = new("sign-in.expired", new("時間がたったため、最初からやり直してください。", "This took too long; please start again."), 401);
    public static readonly Refusal PasskeyFailed = new("sign-in.passkey", new("パスキーを確認できませんでした。もう一度試すか、パスワードでサインインしてください。", "The passkey could not be checked. Try again, or sign in with your password."), 401);

    public static readonly Refusal LinkUsed = new("sign-in.link-used", new("このリンクは使用済みか、期限切れです。", "This link has been used or has expired."), 401);

    /// <summary>One answer for whom nobody added, whose address the provider has not checked, and who may not act: nobody learns who is here.</summary>
    public static readonly Refusal OidcUnknown = new("sign-in.oidc-unknown", new("このアカウントの方は登録されていないか、利用できません。利用者管理者にお問い合わせください。", "Nobody who may sign in here belongs to this account. Please ask your user administrator."), 401);
    public static readonly Refusal OidcFailed = new("sign-in.oidc-failed", new("組織のアカウントを確認できませんでした。もう一度お試しください。", "Your organisation’s account could not be checked. Please try again."), 401);
    public static readonly Refusal OidcWeak = new("sign-in.oidc-weak", new("あなたの役割には二要素認証が必要です。組織のアカウントで二要素認証を有効にしてからお試しください。", "Your role asks for two factors. Please turn on multi-factor sign-in for your organisation’s account, then try again."), 401);
    public static readonly Refusal ProviderDown = new("sign-in.provider-down", new("組織の認証基盤が応答しません。少し待つか、ほかの方法でサインインしてください。", "Your organisation’s sign-in service does not answer. Please wait a moment, or sign in another way."), 503);

    /// <summary>Who came from an identity provider and has no account here shows it there.</summary>
    public static readonly Refusal ConfirmAtProvider = new("session.confirm-at-provider", new("サインアウトして、組織のアカウントでもう一度サインインしてください。", "Please sign out and sign in once more with your organisation’s account."), 401);

    public static Refusal Locked(TimeSpan left) => new("sign-in.locked",
        new Text("失敗が続いたため一時的に止めています。約{0}分後にもう一度お試しください。", "Too many failures: this account rests. Please try again in about {0} minutes.").With(Minutes(left)), 429, Minutes(left));

    public static Refusal Wait(TimeSpan left) => new("sign-in.wait",
        new Text("続けて失敗したため、{0}秒待ってからお試しください。", "Please wait {0} seconds before trying again.").With(Seconds(left)), 429, Seconds(left));

    /// <summary>The session went out of use: it was ended here or elsewhere, or its time is over.</summary>
    public static readonly Refusal SessionEnded = new("session.ended", new("セッションは終了しました。サインインし直してください。", "This session has ended. Please sign in again."), 401);

    public static readonly Refusal SessionLocked = new("session.locked", new("画面がロックされています。パスワードなどで解除してください。", "This session is locked. Unlock it with your password or passkey."), 401);

    public static readonly Refusal Reauthenticate = new("session.reauthenticate", new("大事な操作なので、もう一度ご本人であることを確認してください。", "This is a sensitive step: please show once more that it is you."), 401);

    public static readonly Refusal MustChangePassword = new("session.password-change", new("先にパスワードを変更してください。", "Please change your password first."), 403);

    public static readonly Refusal SecondFactorNeeded = new("session.second-factor", new("先に二つ目の認証要素（確認コードまたはパスキー）を設定してください。", "Please set up a second factor (one-time codes or a passkey) first."), 403);

    private static int Minutes(TimeSpan left) => Math.Max(1, (int)Math.Ceiling(left.TotalMinutes));

    private static int Seconds(TimeSpan left) => Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
}

using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Me;

/// <summary>Words of the own account, the lock screen, and "you may not".</summary>
internal static class MeWords
{
    public const string Issuer = "Akashi";

    public static readonly Text Title = new("自分のアカウント", "My account");
    public static readonly Text LockNow = new("画面をロック", "Lock screen");
    public static readonly Text NoAccount = new("パスワードのないアカウントです（1回限りのリンク、または見本の人物）。ここで設定するものはありません。", "This is not a personal account (one-time link, or a person of the sample); there is nothing to set here.");
    public static readonly Text OwesPassword = new("続ける前に、パスワードを変更してください。", "Please change your password before you go on.");
    public static readonly Text OwesFactor = new("続ける前に、二つ目の認証要素（確認コードまたはパスキー）を設定してください。", "Please set up a second factor (one-time codes or a passkey) before you go on.");

    public static readonly Text PasswordTitle = new("パスワード", "Password");
    public static readonly Text PasswordSince = new("{0}に設定", "Set {0}");
    public static readonly Text PasswordNone = new("未設定", "None yet");
    public static readonly Text Password = new("パスワード", "Password");
    public static readonly Text Former = new("今のパスワード", "Current password");
    public static readonly Text Next = new("新しいパスワード", "New password");
    public static readonly Text Again = new("新しいパスワード（確認）", "New password again");
    public static readonly Text PasswordRule = new("{0}文字以上。日本語や空白も使え、貼り付けもできます。", "At least {0} characters, of any script, spaces too; pasting is fine.");
    public static readonly Text NotTheSame = new("二つの入力が違います。", "The two are not the same.");
    public static readonly Text ChangePassword = new("パスワードを変更", "Change password");
    public static readonly Text PasswordChanged = new("パスワードを変更し、ほかの端末のセッションを終了しました。", "Password changed; sessions on other devices have ended.");

    public static readonly Text Factors = new("二つ目の認証要素", "Second factor");
    public static readonly Text FactorsLead = new("パスワードが漏れても、手元の端末がなければ入れなくなります。", "Keeps others out even if they learn your password.");
    public static readonly Text CodesOn = new("確認コードを使用中", "One-time codes are on");
    public static readonly Text CodesBegin = new("認証アプリを設定", "Set up an authenticator app");
    public static readonly Text CodesScan = new("認証アプリでこのQRコードを読み取り、表示された6桁を入力してください。", "Scan this QR code with an authenticator app, then type the 6 digits it shows.");
    public static readonly Text CodesTyped = new("読み取れないときは次の文字を入力:", "If it cannot be scanned, type:");
    public static readonly Text CodesFirst = new("アプリに表示された6桁", "The 6 digits");
    public static readonly Text CodesEnd = new("確認して有効にする", "Check and turn on");
    public static readonly Text CodesOff = new("確認コードをやめる", "Turn codes off");
    public static readonly Text CodesSet = new("確認コードを有効にしました。", "One-time codes are on.");
    public static readonly Text Recovery = new("回復用コード", "Recovery codes");
    public static readonly Text RecoveryLead = new("端末をなくしたときに一つずつ使えます。表示は今だけです。印刷するなどして安全な場所に保管してください。", "Each works once when your device is lost. They are shown only now: print them or keep them somewhere safe.");
    public static readonly Text RecoveryKept = new("保管しました", "I have kept them");
    public static readonly Text RecoveryLeft = new("回復用コードの残り {0}", "{0} recovery codes left");
    public static readonly Text RecoveryRenew = new("回復用コードを再発行", "Renew recovery codes");
    public static readonly Text RecoveryRenewed = new("新しい回復用コードです。以前のものは使えません。", "New recovery codes; the former ones no longer work.");
    public static readonly Text FactorRemoved = new("認証要素を削除しました。", "The factor was removed.");

    public static readonly Text Passkeys = new("パスキー", "Passkeys");
    public static readonly Text PasskeyName = new("名前", "Name");
    public static readonly Text PasskeyNew = new("新しいパスキーの名前", "Name of a new passkey");
    public static readonly Text PasskeyHint = new("例: 会社のノートPC。パスキーはこのページのアドレスが localhost かドメイン名のときに使えます。", "For example: office laptop. Passkeys work when this page's address is localhost or a domain name.");
    public static readonly Text PasskeyAdd = new("パスキーを登録", "Add passkey");
    public static readonly Text PasskeyAdded = new("パスキーを登録しました。", "Passkey added.");
    public static readonly Text PasskeyStopped = new("パスキーの登録が中断されました。", "Adding the passkey was broken off.");
    public static readonly Text RemovePasskey = new("削除", "Remove");
    public static readonly Text CountsAs = new("強さ", "Counts as");
    public static readonly Text TwoFactors = new("二要素（本人確認あり）", "two factors (with PIN or biometrics)");
    public static readonly Text OneFactor = new("一要素", "one factor");
    public static readonly Text Added = new("登録", "Added");
    public static readonly Text Used = new("最終利用", "Last used");
    public static readonly Text Never = new("なし", "never");
    public static readonly Text Act = new("操作", "Action");

    public static readonly Text Sessions = new("サインイン中の端末", "Where you are signed in");
    public static readonly Text Device = new("端末", "Device");
    public static readonly Text Address = new("アドレス", "Address");
    public static readonly Text Began = new("サインイン", "Signed in");
    public static readonly Text Seen = new("最終操作", "Last active");
    public static readonly Text Methods = new("確認方法", "How");
    public static readonly Text ThisOne = new("この画面", "this one");
    public static readonly Text EndSession = new("終了", "End");
    public static readonly Text SessionEnded = new("セッションを終了しました。", "The session has ended.");

    public static readonly Text Tokens = new("APIトークン", "API tokens");
    public static readonly Text TokensLead = new("プログラムがあなたとして操作するための鍵です。使える操作と期限を絞ってください。", "Keys with which programs act for you. Keep acts and time as narrow as you can.");
    public static readonly Text TokenName = new("用途", "What it is for");
    public static readonly Text TokenActs = new("使える操作", "Acts");
    public static readonly Text TokenActsHint = new("空白区切り。例: references.* statements.read", "Separated by spaces, e.g. references.* statements.read");
    public static readonly Text TokenDays = new("有効日数", "Days");
    public static readonly Text TokenIssue = new("トークンを発行", "Issue token");
    public static readonly Text TokenIssued = new("トークンを発行しました。", "Token issued.");
    public static readonly Text TokenOnce = new("このトークンは今だけ表示されます。", "The token is shown only now.");
    public static readonly Text TokenRevoked = new("トークンを失効させました。", "Token revoked.");
    public static readonly Text Revoke = new("失効", "Revoke");
    public static readonly Text Expires = new("期限", "Expires");

    public static readonly Text Locked = new("画面はロックされています", "Screen locked");
    public static readonly Text LockedLead = new("入力中の内容は残っています。本人確認をすると続きから作業できます。", "What you were doing is kept. Show that it is you to go on.");
    public static readonly Text ConfirmTitle = new("本人確認", "Is it you?");
    public static readonly Text ConfirmLead = new("重要な操作です。続けるにはもう一度確認してください。", "This is a sensitive step. Please confirm once more to go on.");
    public static readonly Text Unlock = new("ロックを解除", "Unlock");
    public static readonly Text Confirm = new("確認して続ける", "Confirm and go on");
    public static readonly Text ByPasskey = new("パスキーで確認", "Use a passkey");
    public static readonly Text OtherPerson = new("別の人としてサインイン", "Sign in as somebody else");

    public static readonly Text NoPermission = new("このページを見る権限がありません", "You may not see this page");
    public static readonly Text NoPermissionNeeds = new("必要な権限: {1}（{0}）", "Needed permission: {1} ({0})");
    public static readonly Text NoPermissionAsk = new("必要な場合は、次の方に依頼してください: {0}", "If you need it, please ask: {0}");
    public static readonly Text NoPermissionAskAnybody = new("必要な場合は、利用者管理者に依頼してください。", "If you need it, please ask your user administrator.");

    /// <summary>Browser and system as people call them; what the browser said when it is none that is known.</summary>
    public static string DeviceOf(string agent)
    {
        string? Found(params (string Mark, string Name)[] known) => known.FirstOrDefault(k => agent.Contains(k.Mark, StringComparison.Ordinal)).Name;
        var browser = Found(("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = Found(("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"), ("Linux", "Linux"));
        return browser is null ? agent : system is null ? browser : $"{browser} / {system}";
    }

    public static string MethodsOf(string methods) => string.Join(Text.English ? " + " : "＋", methods.Split(' ').Select(m => (m switch
    {
        "password" => new Text("パスワード", "password"),
        "code" => new("確認コード", "one-time code"),
        "recovery" => new("回復用コード", "recovery code"),
        "passkey" => new("パスキー", "passkey"),
        "passkey-touch" => new("パスキー（本人確認なし）", "passkey without PIN"),
        "link" => new("1回限りのリンク", "one-time link"),
        "sample" => new("見本の人物", "person of the sample"),
        _ => new Text(m, m),
    }).ToString()));
}

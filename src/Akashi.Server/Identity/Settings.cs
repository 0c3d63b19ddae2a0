using System.Collections.Frozen;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>
/// Every limit an organisation may set, with the default that NIST SP 800-63B-4 and ASVS 5.0 suggest: length and a blocklist instead of
/// kinds of characters and forced changes. The stricter ones are there for organisations whose guideline names them.
/// </summary>
public static class Settings
{
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        Number("password.length", new("パスワードの最小文字数", "Shortest password"), new("文字数（Unicode）。8未満にはできません。", "Characters (Unicode); never fewer than 8."), 15, 8, 64, "NIST SP 800-63B-4 3.1.1.2; ASVS 6.2.1"),
        Number("password.kinds", new("必要な文字種の数", "Kinds of characters asked for"), new("英大文字・英小文字・数字・記号のうちいくつ以上。0は求めない。", "How many of upper case, lower case, digit, sign; 0 asks for none."), 0, 0, 4, "MHLW 6.5; 12.3.2"),
        Number("password.history", new("使い回しを禁じる世代数", "Former passwords refused"), new("直近いくつのパスワードを使えなくするか。", "How many of the last passwords cannot be taken again."), 0, 0, 24, "12.3.2"),
        Number("password.days", new("パスワードの有効日数", "Days a password lasts"), new("0は期限なし。", "0 means no end."), 0, 0, 730, "MHLW 6.5; 12.3.2"),
        Number("lock.failures", new("ロックまでの失敗回数", "Failures until locked"), new("続けて失敗した回数。", "Failures in a row."), 10, 3, 100, "NIST SP 800-63B-4 3.2.2; ASVS 6.3.1"),
        Number("lock.minutes", new("ロックする時間（分）", "Minutes locked"), new("過ぎると自動で解けます。", "Ends by itself."), 15, 1, 1_440, "12.3.2"),
        Number("lock.delay", new("失敗後の待ち時間（秒）", "Seconds to wait after a failure"), new("失敗のたびに倍になります（最長60秒）。0は待たない。", "Doubles with each failure, up to 60 seconds; 0 does not wait."), 1, 0, 60, "12.3.2"),
        Number("session.idle", new("無操作でロックするまで（分）", "Idle minutes until locked"), new("画面の内容は残り、本人確認で続けられます。", "The page stays; it goes on once you show that it is you."), 30, 1, 720, "ASVS 7.3.1; 12.3.1"),
        Number("session.hours", new("セッションの最長時間（時間）", "Longest session in hours"), new("過ぎるとサインインし直します。", "After that one signs in anew."), 12, 1, 168, "ASVS 7.3.2; 12.3.1"),
        Number("session.parallel", new("同時に開けるセッション数", "Sessions at once"), new("超えると最も古いものが終わります。", "One more ends the oldest."), 5, 1, 50, "ASVS 7.1.2; 12.3.3"),
        Number("session.fresh", new("重要な操作の前に再確認するまで（分）", "Minutes before a sensitive step asks again"), new("この時間内に本人確認をしていれば聞きません。", "Within this time after showing who you are it does not ask."), 15, 1, 240, "ASVS 7.5.1"),
        Choice("factors.required", new("二要素認証を求める相手", "Who must use two factors"), new("none: 求めない / privileged: 管理者・承認者 / everyone: 全員", "none, privileged (administrators and approvers), everyone"), "privileged", ["none", "privileged", "everyone"], "NIST SP 800-63B-4 2.2; ASVS 6.3.3; MHLW 6.5"),
        Choice("factors.sensitivity", new("二要素認証を求める情報", "Which information asks for two factors"), new("none: 求めない / nda: 要NDA以上の閲覧", "none, or nda: reading anything under NDA or internal"), "none", ["none", "nda"], "ASVS 8.4.2"),
        Choice("passkey.verification", new("パスキーの本人確認（PIN・生体）", "PIN or biometrics with a passkey"), new("required: 必須 / preferred: 端末ができる場合のみ。本人確認のないパスキーは一要素と数えます。", "required, or preferred where the device can; without it a passkey counts as one factor."), "required", ["required", "preferred"], "W3C WebAuthn; NIST SP 800-63B-4 3.1.7"),
        Choice("passkey.attestation", new("パスキーの端末証明", "Attestation of passkeys"), new("none: 求めない / direct: 製造元の証明を求めて保存", "none, or direct: ask for the maker's statement and keep it"), "none", ["none", "direct"], "NIST SP 800-63B-4 3.1.7"),
        Number("review.grace", new("棚卸しの猶予日数", "Days after an access review is due"), new("期日を過ぎてから未判断を期限切れとするまで。次に始める棚卸しから有効です。", "Until what nobody decided is overdue; holds for reviews opened from now on."), 7, 0, 90, "4.4; 5.3.1"),
        Choice("review.lapse", new("判断されなかった割当て", "Assignments nobody decided about"), new("none: 期限切れとして残す / end: 猶予を過ぎたら自動で終了", "none: stay and show as overdue; end: end by themselves"), "none", ["none", "end"], "4.4; 5.3.1"),
        Number("incidents.first-minutes", new("利用者への速報までの時間（分）", "Minutes until customers have a first report"), new("気づいた時から。次に重大度を判断するインシデントから有効です。", "From the discovery; holds for incidents judged from now on."), 60, 5, 10_080, "11.1.3; 6.1.2"),
        Number("incidents.manager-hours", new("責任者への報告までの時間（時間）", "Hours until management is told"), new("気づいた時から。", "From the discovery."), 24, 1, 168, "11.1.3"),
        Number("incidents.follow-up-hours", new("続報までの時間（時間）", "Hours until a follow-up"), new("前の報告から。", "From the report before."), 24, 1, 336, "11.1.4"),
        Number("incidents.authority-days", new("監督官庁への速報までの日数", "Days until the authority is told"), new("個人データに関わるとき、気づいた時から。", "Where personal data are concerned, from the discovery."), 3, 1, 30, "APPI Art. 26"),
        Number("incidents.final-workdays", new("最終報告までの営業日数", "Work days until the final report"), new("復旧から。土日祝日を除きます。", "From the recovery; without weekends and holidays."), 10, 1, 60, "11.1.4"),
        Number("vulnerabilities.due-exploited", new("悪用が確認された脆弱性の期限（営業日）", "Work days for exploited weaknesses"), new("CISA KEVに載るもの。深刻度の期限の方が短ければそちら。土日祝日を除きます。", "Listed in CISA KEV; the days of the severity count when they are fewer. Without weekends and holidays."), 5, 1, 90, "11.1.15"),
        Number("vulnerabilities.due-critical", new("緊急の脆弱性の期限（営業日）", "Work days for critical weaknesses"), new("検出した日（日本時間）から。次に検出するものから有効です。", "From the day it was found, in Japan; holds for what is found from now on."), 5, 1, 260, "11.1.15"),
        Number("vulnerabilities.due-high", new("重要な脆弱性の期限（営業日）", "Work days for high weaknesses"), new("検出した日から。点数のないものも重要とみなします。", "From the day it was found; one without a score counts as high."), 20, 1, 260, "11.1.15"),
        Number("vulnerabilities.due-other", new("その他の脆弱性の期限（営業日）", "Work days for other weaknesses"), new("検出した日から。", "From the day it was found."), 60, 1, 520, "11.1.15"),
        Words("banner.ja", new("サインイン前の注意（日本語）", "Notice before sign-in (Japanese)"), new("空なら表示しません。同意は記録されます。", "Empty shows none. Acceptance is recorded."), "7.1.2"),
        Words("banner.en", new("サインイン前の注意（英語）", "Notice before sign-in (English)"), new("空なら表示しません。同意は記録されます。", "Empty shows none. Acceptance is recorded."), "7.1.2"),
    ];

    private static readonly FrozenDictionary<string, SettingDefinition> ByName = All.ToFrozenDictionary(d => d.Name);

    public static SettingDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    private static SettingDefinition Number(string name, Text title, Text about, int standard, int smallest, int largest, string source) =>
        new(name, title, about, standard.ToString(System.Globalization.CultureInfo.InvariantCulture), smallest, largest, [], source);

    private static SettingDefinition Choice(string name, Text title, Text about, string standard, string[] choices, string source) => new(name, title, about, standard, null, null, choices, source);

    private static SettingDefinition Words(string name, Text title, Text about, string source) => new(name, title, about, "", null, null, [], source);
}

using System.Collections.Frozen;
using System.Globalization;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>What a new password must keep: the organisation's own limits, a list of common ones, and no word that stands beside it (NIST SP 800-63B-4, 3.1.1.2).</summary>
public sealed class PasswordRules(PasswordHashing queue)
{
    /// <summary>Characters; longer ones are refused, never cut.</summary>
    public const int Longest = 256;

    private static readonly Lazy<FrozenSet<string>> Common = new(() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "common-passwords.txt")).ToFrozenSet(StringComparer.Ordinal));

    /// <returns>Refusals: <c>password.short</c>, <c>password.long</c>, <c>password.kinds</c>, <c>password.common</c>, <c>password.used</c>, <c>sign-in.busy</c>; null when it may be taken.</returns>
    public async Task<Refusal?> CheckAsync(string password, Account account, Membership members, CancellationToken ct)
    {
        var form = PasswordHashing.Form(password);
        var length = new StringInfo(form).LengthInTextElements;
        if (length < members.Number("password.length"))
            return new("password.short", new Text("{0}文字以上にしてください（今は{1}文字）。長い文章でもかまいません。", "Please use at least {0} characters (this has {1}); a sentence is fine.").With(members.Number("password.length"), length), 400);
        if (form.Length > Longest) return new("password.long", new Text("{0}文字までにしてください。", "Please use up to {0} characters.").With(Longest), 400);
        if (KindsOf(form) < members.Number("password.kinds"))
            return new("password.kinds", new Text("英大文字・英小文字・数字・記号のうち{0}種類以上を使ってください。", "Please use at least {0} of upper case, lower case, digits and signs.").With(members.Number("password.kinds")), 400);
        if (IsCommon(form, [account.Login, members.People.GetValueOrDefault(account.Person)?.Name.En ?? "", members.People.GetValueOrDefault(account.Person)?.Name.Ja ?? "", "akashi"]))
            return new("password.common", new("よく使われる言葉や、ログイン名・氏名に近いものは使えません。", "Common passwords, and ones near your name, cannot be used."), 400);
        foreach (var former in account.FormerPasswords.Take(members.Number("password.history")).Prepend(account.PasswordHash))
        {
            if (former is null) continue;
            if (await queue.CheckAsync(former, password, ct) is not { } check) return SignInRefusals.Busy;
            if (check.Right) return new("password.used", new("今のもの、または以前に使ったものとは違うパスワードにしてください。", "Please use a password that you have not used before."), 400);
        }
        return null;
    }

    /// <summary>True for a word of the list, one with digits and signs behind it, one character over and over, a run of neighbours, or little more than a word from beside it.</summary>
    internal static bool IsCommon(string password, IEnumerable<string> beside)
    {
        var low = password.ToLowerInvariant();
        var core = low.TrimEnd([.. "0123456789!?#$%&*+-_.@"]);
        if (Common.Value.Contains(low) || (core.Length >= 6 && Common.Value.Contains(core))) return true;
        if (low.Distinct().Count() <= 2 || low.Zip(low.Skip(1)).All(p => Math.Abs(p.First - p.Second) == 1)) return true;
        return beside.Select(b => b.ToLowerInvariant().Trim()).Any(b => b.Length >= 3 && low.Contains(b, StringComparison.Ordinal) && low.Length - b.Length < 6);
    }

    private static int KindsOf(string text) =>
        (text.Any(char.IsUpper) ? 1 : 0) + (text.Any(char.IsLower) ? 1 : 0) + (text.Any(char.IsDigit) ? 1 : 0) + (text.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
}

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct AccountId(Guid Value) : IId;

/// <summary>
/// アカウント. How a person shows that it is them: login name, password, one-time codes, recovery codes, passkeys. Secrets are computed before
/// the act (hashing takes long, and a line of acts must not wait for it); events say that something was set, never what.
/// </summary>
public sealed class Account : Entry
{
    /// <summary>Characters of a login name.</summary>
    public const int LongestLogin = 100;

    public AccountId Id { get; private set; }

    /// <summary>Whose it is; one account per person.</summary>
    public PersonId Person { get; private set; }

    /// <summary>Unique in the organisation, in the form of <see cref="LoginOf"/>.</summary>
    public string Login { get; private set; } = "";

    /// <summary>PBKDF2 in the format of ASP.NET Core Identity; null while no password was set.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>UTC; null while there is no password.</summary>
    public DateTimeOffset? PasswordSetAt { get; private set; }

    /// <summary>True while the password is one that somebody else knew: it must be changed before anything else.</summary>
    public bool MustChange { get; private set; }

    /// <summary>Hashes of former passwords, newest first; as many as the organisation's rule wants kept.</summary>
    public IReadOnlyList<string> FormerPasswords { get; private set; } = [];

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>UTC; null when never.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>UTC. Until then nothing is tried; null when not locked.</summary>
    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>Seed of one-time codes (RFC 6238), sealed by the server's key; null without.</summary>
    public string? CodeSeed { get; private set; }

    /// <summary>Time step of the last code that was accepted: none is taken twice.</summary>
    public long CodeStep { get; private set; }

    /// <summary>SHA-256 of recovery codes that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    public override Guid Key => Id.Value;

    /// <summary>True when the person can show a second factor.</summary>
    public bool HasSecondFactor => CodeSeed is not null || Passkeys.Count > 0;

    /// <summary>Login names are compared without regard to case and width (NFKC).</summary>
    public static string LoginOf(string typed) => typed.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Refusal: <c>account.login</c>; <c>duplicate</c> when the login or the person has one.</summary>
    public static readonly OpenAct<Account, NewAccount> Open = new("accounts.open", new("アカウントの開設", "Open account"), (body, stand, id) =>
    {
        var login = LoginOf(body.Login ?? "");
        if (login.Length is 0 or > LongestLogin || login.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return new Refusal("account.login", new Text("ログイン名は空白を含めず{0}字までで入力してください。", "Please give a login name of up to {0} characters without spaces.").With(LongestLogin), 400);
        var account = new Account { Id = new(id), Person = body.Person, Login = login };
        account.Record(new AccountOpened(body.Person), stand.At);
        return account;
    });

    public static readonly Act<Account, NewPassword> SetPassword = new("accounts.set-password", new("パスワードの設定", "Set password"), (account, body, stand) =>
    {
        account.FormerPasswords = account.PasswordHash is { } former ? [.. account.FormerPasswords.Prepend(former).Take(body.Keep)] : [.. account.FormerPasswords.Take(body.Keep)];
        (account.PasswordHash, account.PasswordSetAt, account.MustChange) = (body.Hash, stand.At, body.MustChange);
        (account.Failures, account.LockedUntil) = (0, null);
        account.Record(new PasswordSet(account.Person, body.MustChange), stand.At);
        return null;
    });

    /// <summary>A sign-in that failed. The rule says what follows.</summary>
    public static readonly Act<Account, FailedAttempt> Fail = new("accounts.fail", new("サインインの失敗", "Failed sign-in"), (account, body, stand) =>
    {
        (account.Failures, account.FailedAt) = (account.Failures + 1, stand.At);
        if (account.Failures >= body.LockAfter) (account.LockedUntil, account.Failures) = (stand.At + body.LockFor, 0);
        account.Record(new SignInFailed(account.Person, body.Factor, account.LockedUntil), stand.At);
        return null;
    });

    /// <summary>A sign-in that succeeded, with the traces that the factors leave. Refusal: <c>sign-in.code-used</c> when the code was taken before.</summary>
    public static readonly Act<Account, Success> Succeed = new("accounts.succeed", new("サインインの成功", "Successful sign-in"), (account, body, stand) =>
    {
        if (body.CodeStep is { } step)
        {
            if (step <= account.CodeStep) return SignInRefusals.CodeUsed;
            account.CodeStep = step;
        }
        if (body.RecoveryCode is { } code)
        {
            if (!account.RecoveryCodes.Contains(code)) return SignInRefusals.Wrong;
            account.RecoveryCodes = [.. account.RecoveryCodes.Where(c => c != code)];
        }
        if (body.Passkey is { } used) account.Passkeys = [.. account.Passkeys.Select(p => p.Id == used.Id ? used with { UsedAt = stand.At } : p)];
        if (body.Hash is { } hash) account.PasswordHash = hash;
        (account.Failures, account.LockedUntil) = (0, null);
        account.Record(new SignedIn(account.Person, body.Methods), stand.At);
        return null;
    });

    public static readonly Act<Account, NewCodes> SetCodes = new("accounts.set-codes", new("確認コードの設定", "Set up one-time codes"), (account, body, stand) =>
    {
        (account.CodeSeed, account.CodeStep, account.RecoveryCodes) = (body.SealedSeed, body.Step, [.. body.RecoveryCodes]);
        account.Record(new CodesSet(account.Person), stand.At);
        return null;
    }) { Dangerous = true };

    public static readonly Act<Account, IReadOnlyList<string>> RenewRecovery = new("accounts.renew-recovery", new("回復用コードの再発行", "Renew recovery codes"), (account, codes, stand) =>
    {
        account.RecoveryCodes = [.. codes];
        account.Record(new RecoveryCodesRenewed(account.Person), stand.At);
        return null;
    }) { Dangerous = true };

    /// <summary>Refusal: <c>passkey.known</c>.</summary>
    public static readonly Act<Account, Passkey> AddPasskey = new("accounts.add-passkey", new("パスキーの登録", "Add passkey"), (account, passkey, stand) =>
    {
        if (account.Passkeys.Any(p => p.Id == passkey.Id)) return new("passkey.known", new("このパスキーは登録済みです。", "This passkey is registered already."));
        account.Passkeys = [.. account.Passkeys, passkey with { AddedAt = stand.At }];
        account.Record(new PasskeyAdded(account.Person, passkey.Id), stand.At);
        return null;
    }) { Dangerous = true };

    /// <summary>Takes away a passkey, or the one-time codes when <see cref="FactorRemoval.Passkey"/> is null. Refusal: <c>passkey.unknown</c>.</summary>
    public static readonly Act<Account, FactorRemoval> RemoveFactor = new("accounts.remove-factor", new("認証要素の削除", "Remove factor"), (account, body, stand) =>
    {
        if (body.Passkey is null) (account.CodeSeed, account.RecoveryCodes) = (null, []);
        else if (account.Passkeys.Any(p => p.Id == body.Passkey)) account.Passkeys = [.. account.Passkeys.Where(p => p.Id != body.Passkey)];
        else return new("passkey.unknown", new("そのパスキーは登録されていません。", "There is no such passkey."), 404);
        account.Record(new FactorRemoved(account.Person, body.Passkey), stand.At);
        return null;
    }) { Dangerous = true };

    public static readonly Act<Account, NoBody> Unlock = new("accounts.unlock", new("ロックの解除", "Unlock account"), (account, _, stand) =>
    {
        (account.Failures, account.LockedUntil) = (0, null);
        account.Record(new AccountUnlocked(account.Person), stand.At);
        return null;
    });

    internal sealed class Table : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Login }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Person }).IsUnique();
            builder.Property(x => x.Login).HasMaxLength(LongestLogin);
            builder.Property(x => x.PasswordHash).IsSecret();
            builder.Property(x => x.FormerPasswords).AsJson().IsSecret();
            builder.Property(x => x.CodeSeed).IsSecret();
            builder.Property(x => x.RecoveryCodes).AsJson().IsSecret();
            builder.Property(x => x.Passkeys).AsJson();
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>What people do with their own account: password, one-time codes, recovery codes, passkeys, tokens; and showing once more that it is them.</summary>
public sealed class MyAccount(DbFactory databases, Desk desk, Permissions permissions, Sessions sessions, PasswordHashing passwords, PasswordRules rules, OneTimeCodes codes, TimeProvider time)
{
    /// <summary>Null for somebody without an account: the machine's operator, the sample's people.</summary>
    public async Task<Account?> FindAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        return await db.Accounts.FirstOrDefaultAsync(a => a.Person == by.Person, ct);
    }

    /// <summary>Changes the password; the old one must be known, and all other sessions end.</summary>
    /// <returns>Refusals: <c>account.none</c>, <c>sign-in.wrong</c>, those of <see cref="PasswordRules"/>.</returns>
    public async Task<Refusal?> ChangePasswordAsync(Actor by, LiveSession session, string former, string next, CancellationToken ct)
    {
        var members = permissions.Of(by.Organisation);
        if (await FindAsync(by, ct) is not { } account) return None;
        if (account.PasswordHash is not null)
        {
            if (await passwords.CheckAsync(account.PasswordHash, former, ct) is not { } check) return SignInRefusals.Busy;
            if (!check.Right) return FormerWrong;
        }
        if (await rules.CheckAsync(next, account, members, ct) is { } no) return no;
        if (await passwords.HashAsync(next, ct) is not { } hash) return SignInRefusals.Busy;
        var outcome = await desk.ActAsync(Account.SetPassword, account.Id.Value, account.Version, new NewPassword(hash, false, members.Number("password.history")), Own(by, Account.SetPassword), ct);
        if (outcome.Refusal is not null) return outcome.Refusal;
        await sessions.EndAllAsync(by.Organisation, by.Person, "revoked", by, session.Id, ct);
        return null;
    }

    /// <summary>Turns one-time codes on once the app has shown that it has the seed; gives the recovery codes, which are never shown again.</summary>
    /// <returns>Refusals: <c>account.none</c>, <c>sign-in.wrong-code</c>, <c>session.reauthenticate</c>.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> SetCodesAsync(Actor by, string seed, string typed, CancellationToken ct)
    {
        if (await FindAsync(by, ct) is not { } account) return None;
        if (codes.StepOf(seed, typed, 0) is not { } step) return SignInRefusals.WrongCode;
        var recovery = OneTimeCodes.NewRecovery();
        var outcome = await desk.ActAsync(Account.SetCodes, account.Id.Value, account.Version, new NewCodes(codes.Seal(seed), step, [.. recovery.Select(OneTimeCodes.HashOf)]), Own(by, Account.SetCodes), ct);
        return outcome.Refusal is { } no ? no : new Outcome<IReadOnlyList<string>>(recovery, null);
    }

    public async Task<Outcome<IReadOnlyList<string>>> RenewRecoveryAsync(Actor by, CancellationToken ct)
    {
        if (await FindAsync(by, ct) is not { CodeSeed: not null } account) return None;
        var recovery = OneTimeCodes.NewRecovery();
        var outcome = await desk.ActAsync(Account.RenewRecovery, account.Id.Value, account.Version, [.. recovery.Select(OneTimeCodes.HashOf)], Own(by, Account.RenewRecovery), ct);
        return outcome.Refusal is { } no ? no : new Outcome<IReadOnlyList<string>>(recovery, null);
    }

    /// <returns>Refusals: <c>account.none</c>, <c>passkey.known</c>, <c>session.reauthenticate</c>.</returns>
    public async Task<Refusal?> AddPasskeyAsync(Actor by, Passkey passkey, CancellationToken ct) =>
        await FindAsync(by, ct) is { } account ? (await desk.ActAsync(Account.AddPasskey, account.Id.Value, account.Version, passkey, Own(by, Account.AddPasskey), ct)).Refusal : None;

    /// <summary>Takes a factor away; not the last one of somebody of whom two are asked.</summary>
    public async Task<Refusal?> RemoveFactorAsync(Actor by, string? passkey, CancellationToken ct)
    {
        if (await FindAsync(by, ct) is not { } account) return None;
        return (await desk.ActAsync(Account.RemoveFactor, account.Id.Value, account.Version, new FactorRemoval(passkey), Own(by, Account.RemoveFactor), ct)).Refusal;
    }

    /// <summary>A token for programs that act for this person; shown once.</summary>
    public async Task<Outcome<string>> IssueTokenAsync(Actor by, string name, IReadOnlyList<string> acts, DateTimeOffset expires, CancellationToken ct)
    {
        var (token, hash) = ApiTokens.Fresh(by.Organisation);
        var outcome = await desk.OpenAsync(ApiToken.IssueOwn, new HashedToken(by.Person, name, acts, expires, hash), by, ct);
        return outcome.Refusal is { } no ? no : token;
    }

    /// <summary>The same person with the permission for one act on their own account.</summary>
    private static Actor Own(Actor by, Act act) => by with
    {
        Permits = id => id == act.Id && by.May(MeApi.OwnAccount.Id), PermitsAt = null,
        // Whoever owes a new password or a second factor can do just this.
        Hindrance = _ => by.Hindrance?.Invoke(act with { Id = MeApi.OwnAccount.Id }),
    };

    /// <summary>Whether a person who has shown two factors before still owes one.</summary>
    public async Task<string?> OwesAsync(Actor by, LiveSession session, CancellationToken ct)
    {
        if (session.Row.Owes is null || await FindAsync(by, ct) is not { } account) return null;
        var days = permissions.Of(by.Organisation).Number("password.days");
        if (session.Row.Owes is Sessions.OwesPassword && (account.MustChange || (days > 0 && account.PasswordSetAt?.AddDays(days) < time.GetUtcNow()))) return Sessions.OwesPassword;
        return session.Row.Owes is Sessions.OwesFactor && !account.HasSecondFactor ? Sessions.OwesFactor : null;
    }

    private static readonly Refusal None = new("account.none", new("アカウントがないため、この操作はできません。", "You have no account of your own here."), 409);
    private static readonly Refusal FormerWrong = new("sign-in.wrong", new("今のパスワードが違います。", "The current password is wrong."), 400);
}

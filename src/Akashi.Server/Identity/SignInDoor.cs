using System.Collections.Concurrent;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>How far somebody came at the door.</summary>
/// <param name="Methods">What they showed so far.</param>
/// <param name="Traces">What the factors leave on the account once they are in.</param>
/// <param name="Owes">What they must do first when in; null for nothing.</param>
public sealed record Shown(Account Account, string Methods, bool Strong, Success Traces, string? Owes)
{
    /// <summary>True when a second factor must be shown before they are in.</summary>
    public bool NeedsSecond => !Strong && Account.HasSecondFactor;
}

/// <summary>
/// Checks who somebody is (provision standard 12.3.2; NIST SP 800-63B-4; ASVS 5.0 chapter 6). Every attempt is an act of its account or, without one, a leaf;
/// it answers neither sooner nor otherwise for a name that does not exist.
/// </summary>
public sealed class SignInDoor(DbFactory databases, Desk desk, Sequencer log, Permissions permissions, PasswordHashing passwords, OneTimeCodes codes, TimeProvider time)
{
    public static readonly Act Enter = new("identity.sign-in", new("サインイン", "Sign in"));

    /// <summary>Names that nobody has, with their failures: they are slowed and locked like those that exist.</summary>
    private const int MostStrangers = 10_000;

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset At, DateTimeOffset? Until)> _strangers = [];

    /// <returns>Refusals: <c>sign-in.wrong</c>, <c>sign-in.locked</c>, <c>sign-in.busy</c>.</returns>
    public async Task<Outcome<Shown>> PasswordAsync(OrganisationId organisation, string login, string password, Access access, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(organisation, ct);
        var name = Account.LoginOf(login.Length > Account.LongestLogin ? login[..Account.LongestLogin] : login);
        var account = await FindAsync(organisation, a => a.Login == name, ct);
        var stranger = account is null ? _strangers.GetValueOrDefault(name) : default;
        if (Rest(account?.Failures ?? stranger.Failures, account is null ? stranger.At : account.FailedAt, account is null ? stranger.Until : account.LockedUntil, members) is { } rest)
            return await RefusedAsync(organisation, account, rest, access);
        if (password.Length > PasswordRules.Longest) password = "";
        if (await passwords.CheckAsync(account?.PasswordHash, password, ct) is not { } check) return await RefusedAsync(organisation, account, SignInRefusals.Busy, access);
        if (account is null)
        {
            CountStranger(name, members);
            return await RefusedAsync(organisation, null, SignInRefusals.Wrong, access);
        }
        if (!check.Right) return await FailedAsync(account, "password", SignInRefusals.Wrong, members, access, ct);
        if (members.People.GetValueOrDefault(account.Person)?.State is not PersonState.Active) return await RefusedAsync(organisation, account, SignInRefusals.Wrong, access);
        var hash = check.Outdated ? await passwords.HashAsync(password, ct) : null;
        return new Shown(account, "password", false, new Success("password", Hash: hash), Owes(account, members));
    }

    /// <summary>A code of the app, or a recovery code, after the password.</summary>
    /// <returns>Refusals: <c>sign-in.wrong-code</c>, <c>sign-in.locked</c>.</returns>
    public async Task<Outcome<Shown>> CodeAsync(Shown shown, string typed, Access access, CancellationToken ct)
    {
        var members = permissions.Of(shown.Account.Organisation);
        var account = await FindAsync(shown.Account.Organisation, a => a.Id == shown.Account.Id, ct) ?? shown.Account;
        if (Rest(account.Failures, account.FailedAt, account.LockedUntil, members) is { } rest) return await RefusedAsync(account.Organisation, account, rest, access);
        if (account.CodeSeed is { } seal && codes.StepOfSealed(seal, typed, account.CodeStep) is { } step)
            return shown with { Account = account, Methods = shown.Methods + " code", Strong = true, Traces = shown.Traces with { Methods = shown.Methods + " code", CodeStep = step } };
        if (OneTimeCodes.HashOf(typed) is var hash && account.RecoveryCodes.Contains(hash))
            return shown with { Account = account, Methods = shown.Methods + " recovery", Strong = true, Traces = shown.Traces with { Methods = shown.Methods + " recovery", RecoveryCode = hash } };
        return await FailedAsync(account, "code", SignInRefusals.WrongCode, members, access, ct);
    }

    /// <summary>A passkey whose signature the handler has checked: two factors when the device has verified the person, else one.</summary>
    public async Task<Outcome<Shown>> PasskeyAsync(Account account, Passkey used, bool verified, Shown? before, Access access, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(account.Organisation, ct);
        if (account.LockedUntil > time.GetUtcNow() || members.People.GetValueOrDefault(account.Person)?.State is not PersonState.Active)
            return await RefusedAsync(account.Organisation, account, SignInRefusals.PasskeyFailed, access);
        var methods = (before is null ? "" : before.Methods + " ") + (verified ? "passkey" : "passkey-touch");
        return new Shown(account, methods, verified || before is not null, (before?.Traces ?? new(methods)) with { Methods = methods, Passkey = used }, Owes(account, members, withoutPassword: verified));
    }

    /// <summary>Puts the success on record. The session is the next step.</summary>
    /// <returns>Refusal: <c>sign-in.code-used</c>, when the same code came in twice at once.</returns>
    public Task<Outcome<Account>> SucceedAsync(Shown shown, Access access, CancellationToken ct) => OnAccountAsync(shown.Account, Account.Succeed, shown.Traces, access, ct);

    /// <summary>Puts on record that the door stayed shut, and passes on why.</summary>
    public async Task<Refusal> RefusedAsync(OrganisationId organisation, Account? account, Refusal why, Access access)
    {
        await log.NoteAsync(new LeafFacts(Enter.Id, LeafOutcome.Refused) { Code = why.Code }, Comer(organisation, account, access));
        return why;
    }

    /// <summary>One factor was wrong: counted, and locked when the rule says so.</summary>
    public async Task<Refusal> FailedAsync(Account account, string factor, Refusal why, Membership members, Access access, CancellationToken ct)
    {
        await OnAccountAsync(account, Account.Fail, new FailedAttempt(factor, members.Number("lock.failures"), TimeSpan.FromMinutes(members.Number("lock.minutes"))), access, ct);
        return await RefusedAsync(account.Organisation, account, why, access);
    }

    /// <summary>Why it is too early to try: locked, or just failed. Null when it is not.</summary>
    private Refusal? Rest(int failures, DateTimeOffset? failedAt, DateTimeOffset? until, Membership members)
    {
        var now = time.GetUtcNow();
        if (until > now) return SignInRefusals.Locked(until.Value - now);
        if (failures == 0 || failedAt is null) return null;
        var wait = TimeSpan.FromSeconds(Math.Min(60, members.Number("lock.delay") * Math.Pow(2, Math.Min(failures - 1, 6))));
        return failedAt + wait > now ? SignInRefusals.Wait(failedAt.Value + wait - now) : null;
    }

    private void CountStranger(string name, Membership members)
    {
        if (_strangers.Count > MostStrangers) _strangers.Clear();
        var now = time.GetUtcNow();
        _strangers.AddOrUpdate(name, _ => (1, now, null), (_, was) => was.Failures + 1 >= members.Number("lock.failures") ? (0, now, now.AddMinutes(members.Number("lock.minutes"))) : (was.Failures + 1, now, null));
    }

    /// <summary>An identity provider has said who they are: a password is not asked for, a second factor is where the provider asked for none.</summary>
    internal Shown ShownByProvider(Account account, bool strong, Membership members) => new(account, "oidc", strong, new Success("oidc"), strong ? null : Owes(account, members, withoutPassword: true));

    private string? Owes(Account account, Membership members, bool withoutPassword = false)
    {
        var days = members.Number("password.days");
        if (!withoutPassword && (account.MustChange || (days > 0 && account.PasswordSetAt?.AddDays(days) < time.GetUtcNow()))) return Sessions.OwesPassword;
        return !account.HasSecondFactor && Requires(members, account.Person) ? Sessions.OwesFactor : null;
    }

    /// <summary>True when the organisation asks this person for two factors.</summary>
    internal bool Requires(Membership members, PersonId person) => members.Words("factors.required") switch
    {
        "everyone" => true,
        "privileged" => members.Permits(person, "assignments.assign", null, time.GetUtcNow()) || members.Permits(person, "privileges.approve", null, time.GetUtcNow()),
        _ => false,
    };

    /// <summary>An act of the door on an account, again when another attempt came in between.</summary>
    private async Task<Outcome<Account>> OnAccountAsync<TBody>(Account account, Act<Account, TBody> act, TBody body, Access access, CancellationToken ct)
    {
        var by = Comer(account.Organisation, account, access) with { Permits = id => id == act.Id };
        for (var tries = 0; ; tries++)
        {
            var outcome = await desk.ActAsync(act, account.Id.Value, account.Version, body, by, ct);
            if (outcome.Refusal is not { Code: "stale" } || tries == 5) return outcome;
            account = await FindAsync(account.Organisation, a => a.Id == account.Id, ct) ?? account;
        }
    }

    private Actor Comer(OrganisationId organisation, Account? account, Access access) =>
        new(account?.Person ?? default, organisation, _ => false) { Access = access with { Role = account is null ? "nobody" : permissions.Of(organisation).RolesOf(account.Person, time.GetUtcNow()) } };

    private async Task<Account?> FindAsync(OrganisationId organisation, System.Linq.Expressions.Expression<Func<Account, bool>> which, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.Accounts.FirstOrDefaultAsync(which, ct);
    }
}

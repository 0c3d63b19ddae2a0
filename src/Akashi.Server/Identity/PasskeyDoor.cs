using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Identity;

namespace Akashi.Server.Identity;

/// <summary>Passkeys (W3C Web Authentication) by the handler of ASP.NET Core Identity: challenges out, answers checked, what the organisation asks of devices.</summary>
public sealed partial class PasskeyDoor(IPasskeyHandler<Account> handler, PendingSignIn pending, SignInDoor door, LocalOperator local, Permissions permissions, ILogger<PasskeyDoor> logger)
{
    /// <summary>Options for <c>navigator.credentials.get</c>, as JSON; the account when it is known, so that its own passkeys are asked for.</summary>
    public async Task<string> AskAsync(HttpContext http, Account? account)
    {
        var options = await handler.MakeRequestOptionsAsync(account!, http);
        pending.KeepState(http, options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <summary>Who answered the challenge.</summary>
    /// <returns>Refusal: <c>sign-in.passkey</c>.</returns>
    public async Task<Outcome<Shown>> AnswerAsync(HttpContext http, string credential, Shown? before, CancellationToken ct)
    {
        var access = Entrance.AccessOf(http);
        await permissions.LoadAsync(local.Actor.Organisation, ct);
        if (pending.TakeState(http) is not { } state) return await door.RefusedAsync(local.Actor.Organisation, before?.Account, SignInRefusals.Expired, access);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!result.Succeeded) Failed(logger, result.Failure.Message);
        // After a password only the same person's passkey counts.
        if (!result.Succeeded || (before is not null && result.User.Id != before.Account.Id) || result.User.Passkeys.FirstOrDefault(p => p.Id == PasskeyStore.IdOf(result.Passkey.CredentialId)) is not { } known)
            return await door.RefusedAsync(local.Actor.Organisation, before?.Account ?? result.User, SignInRefusals.PasskeyFailed, access);
        var used = known with { SignCount = result.Passkey.SignCount, BackedUp = result.Passkey.IsBackedUp };
        return await door.PasskeyAsync(result.User, used, result.Passkey.IsUserVerified, before, access, ct);
    }

    /// <summary>Options for <c>navigator.credentials.create</c>, as JSON.</summary>
    public async Task<string> OfferAsync(HttpContext http, Account account, string displayName)
    {
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = PasskeyStore.HandleOf(account), Name = account.Login, DisplayName = displayName }, http);
        pending.KeepState(http, options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>The new passkey when its device answered rightly.</summary>
    /// <returns>Refusal: <c>sign-in.passkey</c>, <c>sign-in.expired</c>.</returns>
    public async Task<Outcome<Passkey>> TakeAsync(HttpContext http, string credential, string name)
    {
        if (pending.TakeState(http) is not { } state) return SignInRefusals.Expired;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (result.Succeeded) return PasskeyStore.Of(result.Passkey, name);
        Failed(logger, result.Failure.Message);
        return SignInRefusals.PasskeyFailed;
    }

    [LoggerMessage(4201, LogLevel.Warning, "A passkey was not accepted: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}

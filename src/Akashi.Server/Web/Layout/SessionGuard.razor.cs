using System.Text.Json.Serialization;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Akashi.Server.Web.Layout;

/// <summary>
/// Makes a live page obey its session: covers it while locked, with what was typed still underneath, leads to the door when it ended, and asks once more who
/// somebody is before a dangerous act (provision standard 12.3.1; ASVS 7.3–7.5).
/// </summary>
public sealed partial class SessionGuard(AuthenticationStateProvider authentication, Sessions sessions, MyAccount account, ActorOfCircuit who, NavigationManager navigation, IJSRuntime js, Reauthentication reauthentication) : IDisposable
{
    private LiveSession? _session;
    private bool _asking, _locked, _account, _passkeys, _busy;
    private string _password = "";
    private string? _fault;

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive || (_session = sessions.Of((await authentication.GetAuthenticationStateAsync()).User)) is null) return;
        _session.Changed += Told;
        reauthentication.Asked += Ask;
        var mine = await account.FindAsync(await who.GetAsync(), default);
        (_account, _passkeys) = (mine?.PasswordHash is not null, mine?.Passkeys.Count > 0);
        Look();
    }

    private void Told() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    private void Look()
    {
        if (_session!.Ended) navigation.NavigateTo("/sign-in?no=session.ended&back=" + Uri.EscapeDataString(new Uri(navigation.Uri).PathAndQuery), forceLoad: true);
        if (_locked && !_session.Locked) Close(true);
        else if (_session.Locked) (_asking, _locked) = (true, true);
    }

    private void Ask() => _ = InvokeAsync(() =>
    {
        (_asking, _locked, _fault) = (true, _session!.Locked, null);
        StateHasChanged();
    });

    private Task ByPasswordAsync() => ConfirmAsync("akashiAccount.confirm", _password);

    private Task ByPasskeyAsync() => ConfirmAsync("akashiAccount.confirmByPasskey");

    private async Task ConfirmAsync(string function, params object?[] arguments)
    {
        (_busy, _fault) = (true, null);
        var answer = await js.InvokeAsync<Answer>(function, arguments);
        (_busy, _password) = (false, "");
        if (answer.Ok) Close(true);
        else _fault = answer.Message ?? SignInRefusals.PasskeyFailed.Message.ToString();
    }

    private void Close(bool confirmed)
    {
        (_asking, _locked, _fault) = (false, false, null);
        reauthentication.Answer(confirmed);
    }

    public void Dispose()
    {
        if (_session is not null) _session.Changed -= Told;
        reauthentication.Asked -= Ask;
    }
}

/// <summary>What a post of <c>akashiAccount</c> came to.</summary>
public sealed record Answer([property: JsonPropertyName("ok")] bool Ok, [property: JsonPropertyName("status")] int Status, [property: JsonPropertyName("code")] string? Code, [property: JsonPropertyName("message")] string? Message);

/// <summary>Asks who somebody is before a dangerous act, and lets the page try again.</summary>
public sealed class Reauthentication
{
    private TaskCompletionSource<bool>? _answer;

    public event Action? Asked;

    /// <summary>Runs an act; when it is refused because the last confirmation is too old, asks, and runs it once more.</summary>
    public async Task<Outcome<T>> RunAsync<T>(Func<Task<Outcome<T>>> act)
    {
        var outcome = await act();
        return outcome.Refusal?.Code == SignInRefusals.Reauthenticate.Code && await AskAsync() ? await act() : outcome;
    }

    public async Task<Refusal?> RunAsync(Func<Task<Refusal?>> act)
    {
        var refusal = await act();
        return refusal?.Code == SignInRefusals.Reauthenticate.Code && await AskAsync() ? await act() : refusal;
    }

    internal void Answer(bool confirmed) => _answer?.TrySetResult(confirmed);

    private Task<bool> AskAsync()
    {
        _answer?.TrySetResult(false);
        _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Asked?.Invoke();
        return _answer.Task;
    }
}

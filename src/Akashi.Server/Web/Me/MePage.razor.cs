using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using QRCoder;

namespace Akashi.Server.Web.Me;

/// <summary>One's own account: password, factors, sessions, tokens.</summary>
public sealed partial class MePage
{
    private Person? _person;
    private Account? _account;
    private LiveSession? _mine;
    private IReadOnlyList<Text> _roles = [];
    private IReadOnlyList<Session> _sessions = [];
    private IReadOnlyList<ApiToken> _tokens = [];
    private IReadOnlyList<string> _recovery = [];
    private string _former = "", _next = "", _again = "", _typed = "", _passkeyName = "", _qr = "";
    private string? _seed, _said, _token;
    private bool _bad, _busy;
    private int _shortest;

    /// <summary>What must be done first: <c>password</c> or <c>factor</c>.</summary>
    [SupplyParameterFromQuery]
    private string? Owes { get; set; }

    [Inject]
    private MyAccount Mine { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Reauthentication Reauthentication { get; set; } = null!;

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task LoadAsync()
    {
        var members = Permissions.Of(Actor.Organisation);
        _person = members.People.GetValueOrDefault(Actor.Person);
        _roles = [.. members.Of(Actor.Person).Where(a => a.HoldsAt(Time.GetUtcNow())).Select(a => members.TitleOf(a.Role)).Distinct()];
        _shortest = members.Number("password.length");
        _mine = Guid.TryParse(Actor.Access.Session, out var id) ? Sessions.Known(new(id)) : null;
        await using var db = Databases.Open(Actor.Organisation);
        _account = await Mine.FindAsync(Actor, Gone);
        _tokens = await db.ApiTokens.Where(t => t.Person == Actor.Person && t.RevokedAt == null).OrderByDescending(t => t.ExpiresAt).ToListAsync(Gone);
        _sessions = await Sessions.OpenOfAsync(Actor.Organisation, Actor.Person, Gone);
    }

    private async Task ChangePasswordAsync()
    {
        if (_again != _next || _busy) return;
        var answer = await PostAsync("akashiAccount.changePassword", _former, _next);
        await SayAsync(answer.Ok ? null : new(answer.Code ?? "", new(answer.Message ?? "", answer.Message ?? "")), MeWords.PasswordChanged);
        if (!answer.Ok) return;
        (_former, _next, _again) = ("", "", "");
        if (Owes == Identity.Sessions.OwesPassword) Navigation.NavigateTo("/");
    }

    private void BeginCodes()
    {
        _seed = OneTimeCodes.NewSeed();
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(OneTimeCodes.AddressOf(_seed, _account!.Login, MeWords.Issuer), QRCodeGenerator.ECCLevel.M);
        _qr = new SvgQRCode(data).GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true);
    }

    private async Task EndCodesAsync()
    {
        var outcome = await Reauthentication.RunAsync(() => Mine.SetCodesAsync(Actor, _seed!, _typed, Gone));
        _typed = "";
        if (outcome.Done) (_seed, _recovery) = (null, outcome.Value!);
        await SayAsync(outcome.Refusal, MeWords.CodesSet);
        if (outcome.Done) await SettleAsync();
    }

    private async Task RenewRecoveryAsync()
    {
        var outcome = await Reauthentication.RunAsync(() => Mine.RenewRecoveryAsync(Actor, Gone));
        if (outcome.Done) _recovery = outcome.Value!;
        await SayAsync(outcome.Refusal, MeWords.RecoveryRenewed);
    }

    private async Task RemoveAsync(string? passkey) => await SayAsync(await Reauthentication.RunAsync(() => Mine.RemoveFactorAsync(Actor, passkey, Gone)), MeWords.FactorRemoved);

    private async Task AddPasskeyAsync()
    {
        Refusal? refused = null;
        refused = await Reauthentication.RunAsync(async () =>
        {
            var answer = await PostAsync("akashiAccount.addPasskey", _passkeyName);
            return answer.Ok ? null : answer.Code == SignInRefusals.Reauthenticate.Code ? SignInRefusals.Reauthenticate : new Refusal(answer.Code ?? "", answer.Message is { } said ? new(said, said) : MeWords.PasskeyStopped);
        });
        await SayAsync(refused, MeWords.PasskeyAdded);
        if (refused is not null) return;
        _passkeyName = "";
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        if (Owes is null) return;
        await PostAsync("akashiAccount.settle");
        Navigation.NavigateTo(_recovery.Count > 0 ? "/me" : "/");
    }

    private async Task EndAsync(Session session)
    {
        // To end this one needs no proof; to end another one does, or whoever sits down at an open page could throw its owner out (ASVS 7.5.2).
        var own = session.Id == _mine?.Id;
        await SayAsync(await Reauthentication.RunAsync(async () =>
        {
            if (!own && Actor.Hindrance?.Invoke(MeApi.EndSession) is { } no) return no;
            await Sessions.EndAsync(Actor.Organisation, session.Id, own ? "signed-out" : "revoked", Actor, Gone);
            return null;
        }), MeWords.SessionEnded);
    }

    private async Task IssueAsync((string Name, string Acts, int Days) wish)
    {
        var acts = wish.Acts.Split([' ', ',', '\n', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var outcome = await Reauthentication.RunAsync(() => Mine.IssueTokenAsync(Actor, wish.Name, acts, Time.GetUtcNow().AddDays(wish.Days), Gone));
        _token = outcome.Value;
        await SayAsync(outcome.Refusal, MeWords.TokenIssued);
    }

    private async Task RevokeAsync(ApiToken token) => await SayAsync((await Desk.ActAsync(ApiToken.RevokeOwn, token.Id.Value, token.Version, new NoBody(), Actor, Gone)).Refusal, MeWords.TokenRevoked);

    private async Task LockAsync() => await PostAsync("akashiAccount.lock");

    private async ValueTask<Answer> PostAsync(string function, params object?[] arguments)
    {
        _busy = true;
        var answer = await Js.InvokeAsync<Answer>(function, Gone, arguments);
        _busy = false;
        return answer;
    }

    private async Task SayAsync(Refusal? refusal, Text done)
    {
        (_said, _bad) = ((refusal?.Message ?? done).ToString(), refusal is not null);
        await LoadAsync();
    }
}

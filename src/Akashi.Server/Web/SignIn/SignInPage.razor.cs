using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.SignIn;

/// <summary>The door: password or passkey, the organisation's notice, and in the sample a button for each of its people.</summary>
public sealed partial class SignInPage(DbFactory databases, LocalOperator local, Permissions permissions, TimeProvider time, IServiceProvider services)
{
    private string? _banner;
    private bool _provider;
    private IReadOnlyList<SamplePerson> _sample = [];

    /// <summary>Code of the refusal that led back here; null at first.</summary>
    [SupplyParameterFromQuery]
    private string? No { get; set; }

    [SupplyParameterFromQuery]
    private int? Left { get; set; }

    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private string OtherLanguage => $"/language/{(Text.English ? "ja" : "en")}?back={Uri.EscapeDataString(Http.Request.Path + Http.Request.QueryString)}";

    protected override async Task OnInitializedAsync()
    {
        _provider = services.GetService<Identity.Oidc.OidcOptions>() is not null;
        var members = await permissions.LoadAsync(local.Actor.Organisation, Http.RequestAborted);
        _banner = members.Words(Text.English ? "banner.en" : "banner.ja");
        await using var db = databases.Open(local.Actor.Organisation);
        if (await SamplePeople.OpenAsync(db, Http, Http.RequestAborted)) _sample = await SamplePeople.ListAsync(db, members, time.GetUtcNow(), Http.RequestAborted);
    }
}

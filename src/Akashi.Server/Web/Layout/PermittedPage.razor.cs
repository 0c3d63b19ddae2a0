using System.Reflection;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Layout;

/// <summary>Shows a page to who may see it; tells others what it needs and whom to ask, and puts the attempt on record.</summary>
public sealed partial class PermittedPage(ActorOfCircuit who, Desk desk, Permissions permissions, Sessions sessions, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private bool? _permitted;
    private string? _act;
    private string _ask = "";
    private LiveSession? _waited;

    [Parameter, EditorRequired]
    public Type Page { get; set; } = null!;

    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (Page.GetCustomAttribute<AllowAnonymousAttribute>() is not null)
        {
            _permitted = true;
            return;
        }
        var actor = await who.GetAsync();
        _act = Page.GetCustomAttribute<PermissionAttribute>()?.Act;
        switch (actor.Hindrance?.Invoke(new Act(_act ?? MeApi.OwnAccount.Id, default))?.Code)
        {
            // Nothing of a page is drawn under a lock; one that was there before stays as it is, covered.
            case "session.locked" when _permitted is null && _waited is null && Guid.TryParse(actor.Access.Session, out var id):
                _waited = sessions.Known(new(id));
                if (_waited is not null) _waited.Changed += Again;
                return;
            case "session.password-change": navigation.NavigateTo("/me?owes=password"); return;
            case "session.second-factor": navigation.NavigateTo("/me?owes=factor"); return;
        }
        var permitted = _act is null ? Page.GetCustomAttribute<ForEverybodyAttribute>() is not null : actor.May(_act);
        if (!permitted && _act is not null)
        {
            await desk.NoteDeniedAsync(_act, actor);
            var members = permissions.Of(actor.Organisation);
            _ask = string.Join(Text.English ? ", " : "、", members.People.Values
                .Where(p => !p.Machine && members.Permits(p.Id, Assignment.Assign.Id, Place.Organisation, time.GetUtcNow())).Select(p => p.Name.ToString()).Take(3));
        }
        _permitted = permitted;
    }

    private void Again() => _ = InvokeAsync(async () =>
    {
        if (_waited is not { Locked: false, Ended: false }) return;
        Dispose();
        await OnParametersSetAsync();
        StateHasChanged();
    });

    public void Dispose()
    {
        if (_waited is not null) _waited.Changed -= Again;
        _waited = null;
    }
}

using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Akashi.Server.Web.Privileges.Recordings;

/// <summary>One recording, played in the browser by asciinema-player, which comes with the program.</summary>
public sealed partial class RecordingPage
{
    private bool _may;
    private bool _playing;
    private SshRecording? _item;
    private RecordingStatus _status;
    private string? _grant;
    private People _people = People.Nobody;
    private ElementReference _player;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private RecordingFiles Files { get; set; } = null!;

    [Inject]
    private PrivilegesReading Reading { get; set; } = null!;

    [Inject]
    private PrivilegePeople Names { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    protected override async Task LoadAsync()
    {
        _may = await Desk.PermitsAsync(RecordingFiles.Play, Actor);
        if (!_may) return;
        if (await Files.FindAsync(Actor, Id, Gone) is not { } item)
        {
            Navigation.NotFound();
            return;
        }
        (_item, _status) = (item, item.StandAt(Reading.Now));
        _people = await Names.OfAsync(Actor.Organisation, Gone);
        _grant = item.Request is { } grant ? (await Reading.FindAsync(Actor.Organisation, grant.Value, Gone))?.Title : null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_playing || _item?.File is null) return;
        _playing = true;
        try
        {
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", Gone, "/js/playback.js");
            await module.InvokeVoidAsync("play", Gone, _player, $"/api/recordings/{Id}/cast");
        }
        catch (Exception left) when (left is OperationCanceledException or JSDisconnectedException)
        {
            // The reader has left.
        }
    }
}

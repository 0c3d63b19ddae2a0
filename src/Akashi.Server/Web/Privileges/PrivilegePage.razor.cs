using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Privileges.PrivilegeWords;

namespace Akashi.Server.Web.Privileges;

/// <summary>One request: what is asked for, what happened, what I may do next.</summary>
public sealed partial class PrivilegePage
{
    private bool _may;
    private bool _busy;
    private bool _proper = true;
    private string _text = "";
    private string _done = "";
    private string? _touched;
    private Refusal? _refused;
    private PrivilegeRequest? _request;
    private PrivilegeStand _stand;
    private DateTimeOffset _now;
    private People _people = People.Nobody;
    private IReadOnlyList<SshRecording> _recordings = [];

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private PrivilegesReading Reading { get; set; } = null!;

    [Inject]
    private PrivilegePeople Names { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private RecordingFiles Files { get; set; } = null!;

    private bool Own => _request!.Person == Actor.Person;

    private IEnumerable<(DateTimeOffset At, string What)> Steps => StepsOf(_request!, _now, _people).OrderBy(s => s.At);

    protected override async Task LoadAsync()
    {
        _may = await Desk.PermitsAsync(PrivilegesReading.Read, Actor);
        if (!_may) return;
        if (await Reading.FindAsync(Actor.Organisation, Id, Gone) is not { } request)
        {
            Navigation.NotFound();
            return;
        }
        _people = await Names.OfAsync(Actor.Organisation, Gone);
        _now = Reading.Now;
        _recordings = await Files.OfAsync(Actor, Id, Gone);
        (_request, _stand) = (request, request.StandAt(_now));
    }

    private async Task ActAsync<TBody>(Act<PrivilegeRequest, TBody> act, TBody body)
    {
        (_busy, _refused) = (true, null);
        var outcome = await Desk.ActAsync(act, Id, _request!.Version, body, Actor, Gone);
        (_busy, _refused) = (false, outcome.Refusal);
        if (outcome.Done) _text = _done = _touched = "";
        await LoadAsync();
    }

    private static string[] Listed(string? typed) => PrivilegeRequestPage.Listed(typed);

    private static IEnumerable<(DateTimeOffset At, string What)> StepsOf(PrivilegeRequest r, DateTimeOffset now, People people)
    {
        yield return (r.RequestedAt, (r.BreakGlass ? W.StepTaken : W.StepAsked).With(people.Of(r.Person)));
        foreach (var vote in r.Approval.Votes) yield return (vote.At, W.StepApproved.With(people.Of(vote.By)));
        if (r.Status is PrivilegeStatus.Rejected) yield return (r.ChangedAt, W.StepRejected.With(r.Remark));
        if (r.Status is PrivilegeStatus.Withdrawn) yield return (r.ChangedAt, W.StepWithdrawn);
        if (r.StandAt(now) is PrivilegeStand.Lapsed) yield return (r.DecideBy, W.StepLapsed);
        if (r.From is { } from && !r.BreakGlass) yield return (from, W.StepBegins);
        if (r.FirstUsedAt is { } used) yield return (used, W.StepUsed);
        if (r.Until is { } until && until <= now)
        {
            yield return (until, r.Status switch { PrivilegeStatus.GivenBack => W.StepGivenBack, PrivilegeStatus.Revoked => W.StepRevoked.With(r.Remark), _ => W.StepExpired });
            if (r.FirstUsedAt is null) yield return (until, W.StepUnused);
        }
        if (r.ReviewBy is { } due && due <= now && (r.ReviewedAt ?? now) >= due) yield return (due, W.StepMissed);
        if (r.ReviewedAt is { } reviewed) yield return (reviewed, W.StepReviewed.With(people.Of(r.ReviewedBy!.Value), r.ReviewedProper is true ? W.Proper : W.Improper, r.ReviewNote));
    }
}

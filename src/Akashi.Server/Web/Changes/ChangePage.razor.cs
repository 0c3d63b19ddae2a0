using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Changes.ChangeWords;

namespace Akashi.Server.Web.Changes;

/// <summary>One change: its next step on top, then the plan and what happened.</summary>
public sealed partial class ChangePage
{
    private Change? _change;
    private Membership? _members;
    private IReadOnlyList<Change> _collisions = [];
    private DateTimeOffset _now;
    private string? _text, _note, _content, _technical, _proof;
    private ChangeResult _result;
    private bool _busy;
    private Refusal? _refused;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ChangesReading Reading { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    private bool MayDecide => _change is { ApprovedAt: null } c && c.Approval.Refuses(Actor) is null
        && (c is { Status: ChangeStatus.Requested, Test.Passed: true } or { Kind: ChangeKind.Emergency, Status: ChangeStatus.Started or ChangeStatus.Finished });

    private IEnumerable<(Text Name, string Value)> Facts
    {
        get
        {
            var c = _change!;
            yield return (W.Asker, NameOf(c.Person));
            yield return (W.Reason, c.Plan.Reason);
            yield return (W.Services, Joined([.. c.Plan.Services.Select(s => _members!.Services.TryGetValue(s, out var known) ? known.Name.ToString() : "–"), .. c.Plan.Components]));
            yield return (W.Customers, Joined([.. c.Plan.Customers.Select(p => _members!.Parties.TryGetValue(p, out var known) ? known.Name.ToString() : "–")]));
            yield return (W.Risk, W.Of(c.Plan.Risk).ToString());
            yield return (W.Impact, c.Plan.Impact);
            yield return (W.Rollback, c.Plan.Rollback);
            yield return (W.Minutes, $"{c.Plan.RollbackMinutes}");
            yield return (W.Window, $"{Dates.Moment(c.From)} – {Dates.Moment(c.To)}");
            if (c.Test is { } test) yield return (W.Test, $"{(test.Passed ? W.Passed : W.Failed)} · {test.Evidence} · {NameOf(test.By)} · {Dates.Moment(test.At)}");
            yield return (W.Approvals, $"{W.ApprovalsOf.With(c.Approval.Votes.Count, c.Approval.Needed)} {Joined([.. c.Approval.Votes.Select(v => $"{NameOf(v.By)} {Dates.Moment(v.At)}")])}");
            if (c.ApproveBy is { } by) yield return (W.ApproveBy, Dates.Moment(by));
            if (c.Told is { } told) yield return (W.Told, $"{Dates.Moment(told.At)} · {told.Notice.Content} · {told.Notice.Technical} · {told.Notice.Proof}");
            if (c.StartedAt is { } started) yield return (W.Started, $"{Dates.Moment(started)} · {NameOf(c.StartedBy!.Value)}");
            if (c.Ended is { } end)
            {
                yield return (W.Ended, $"{Dates.Moment(c.FinishedAt!.Value)} · {W.Of(end.Result)} · {end.Verification}");
                if (end.Deviation is { Length: > 0 } deviation) yield return (W.Deviation, deviation);
            }
            if (c.Remark is { } remark) yield return (W.Note, remark);
        }
    }

    protected override async Task LoadAsync()
    {
        if (await Reading.FindAsync(Actor.Organisation, Id, Gone) is not { } found)
        {
            Navigation.NotFound();
            return;
        }
        (_change, _now, _members) = (found, Reading.Now, Permissions.Of(Actor.Organisation));
        _collisions = await Reading.CollisionsAsync(found, Gone);
    }

    private async Task ActAsync<TBody>(Act<Change, TBody> act, TBody body)
    {
        (_busy, _refused) = (true, null);
        var outcome = await Desk.ActAsync(act, Id, _change!.Version, body, Actor, Gone);
        (_busy, _refused) = (false, outcome.Refusal);
        if (outcome.Done) (_text, _note, _content, _technical, _proof) = (null, null, null, null, null);
        await LoadAsync();
    }

    private string NameOf(PersonId person) => _members!.People.TryGetValue(person, out var who) ? who.Name.ToString() : "–";

    private static string Joined(IReadOnlyList<string> parts) => parts.Count == 0 ? W.Nobody.ToString() : string.Join(" / ", parts);
}

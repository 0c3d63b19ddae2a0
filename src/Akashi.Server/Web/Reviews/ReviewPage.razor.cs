using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Web.Layout;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Akashi.Server.Web.Reviews;

/// <summary>One access review: what waits for whoever looks, on top, with keep or take away on every line.</summary>
public sealed partial class ReviewPage
{
    private ReviewState? _state;
    private Membership? _members;
    private IReadOnlyList<ReviewLineState> _lines = [];
    private IReadOnlyList<Person> _heirs = [];
    private ElementReference[] _rows = [];
    private ReviewLineId? _removing;
    private string? _reason, _said;
    private bool _bad, _next;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private Registers.AccessReviews.Reviews Room { get; set; } = null!;

    [Inject]
    private ReviewsReading Reading { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Reauthentication Reauthentication { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Text Lead
    {
        get
        {
            var (c, counts) = (_state!.Campaign, _state.Counts);
            return c.ClosedAt is { } at ? ReviewWords.ClosedLead.With(Dates.Moment(at), counts.Keep, counts.Remove, counts.Lapsed, counts.Gone, counts.Undecided)
                : ReviewWords.LinesLead.With(c.Lines, c.Lines - counts.Undecided, counts.Undecided, _state.Mine, Dates.Day(c.Due));
        }
    }

    protected override async Task LoadAsync()
    {
        if (await Reading.FindAsync(new(Id), Actor, Gone) is not { } found)
        {
            Navigation.NotFound();
            return;
        }
        _members = Permissions.Of(Actor.Organisation);
        (_state, _lines) = (found.State, found.Lines);
        if (_rows.Length != _lines.Count) _rows = new ElementReference[_lines.Count];
        _heirs = [.. _members.People.Values.Where(p => p is { State: PersonState.Active, Machine: false } && _members.Permits(p.Id, Registers.AccessReviews.Reviews.Decide.Id, Place.Organisation, Time.GetUtcNow())).OrderBy(p => p.Id.Value)];
    }

    /// <summary>After a decision the next line that waits is in focus.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_next) return;
        _next = false;
        if (_lines.Count > 0 && Mine(_lines[0])) await _rows[0].FocusAsync();
    }

    private bool Mine(ReviewLineState row) => row.Waits && row.Line.Responsible == Actor.Person && _state!.Campaign.ClosedAt is null;

    private string NameOf(PersonId person) => _members!.People.TryGetValue(person, out var who) ? who.Name.ToString() : "–";

    private string PlaceOf(ReviewLine line) => line.Service is { } service && _members!.Services.TryGetValue(service, out var known) ? known.Name.ToString() : ReviewWords.Everywhere.ToString();

    private async Task KeyAsync(KeyboardEventArgs e, ReviewLineState row, int at)
    {
        if (_removing is not null || !Mine(row) || e.CtrlKey || e.AltKey || e.MetaKey) return;
        switch (e.Key)
        {
            case "k" or "K": await DecideAsync(row, true); break;
            case "r" or "R": _removing = row.Line.Id; break;
            case "ArrowDown" when at + 1 < _lines.Count && Mine(_lines[at + 1]): await _rows[at + 1].FocusAsync(); break;
            case "ArrowUp" when at > 0: await _rows[at - 1].FocusAsync(); break;
        }
    }

    private async Task DecideAsync(ReviewLineState row, bool keep)
    {
        var outcome = await Reauthentication.RunAsync(() => Room.DecideAsync(row.Line.Id, row.Line.Version, new(keep, keep ? null : _reason), Actor, Gone));
        if (outcome.Done) (_removing, _reason, _next) = (null, null, true);
        await SayAsync(outcome.Refusal);
    }

    private async Task HandOverAsync(ReviewLineState row, string? to)
    {
        if (!Guid.TryParse(to, out var heir)) return;
        await SayAsync((await Room.HandOverAsync(row.Line.Id, row.Line.Version, new(new(heir)), Actor, Gone)).Refusal);
    }

    private async Task CloseAsync() => await SayAsync((await Room.CloseAsync(new(Id), _state!.Campaign.Version, Actor, Gone)).Refusal);

    private async Task SayAsync(Refusal? refusal)
    {
        (_said, _bad) = ((refusal?.Message ?? ReviewWords.Done).ToString(), refusal is not null);
        await LoadAsync();
    }
}

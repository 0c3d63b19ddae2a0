using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Duties;

/// <summary>Which acts are kept apart, who holds both all the same, and the exceptions that were approved.</summary>
public sealed partial class DutiesPage
{
    private DutiesState? _state;
    private Membership? _members;
    private IReadOnlyList<Person> _people = [];
    private string _person = "", _pair = "", _first = "", _second = "";
    private string? _reason, _why, _said;
    private DutyKind _kind;
    private DateOnly _until;
    private bool _bad;

    [Inject]
    private DutiesReading Reading { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Reauthentication Reauthentication { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override async Task LoadAsync()
    {
        (_state, _members) = (await Reading.ReadAsync(Actor, Gone), Permissions.Of(Actor.Organisation));
        _people = [.. _members.People.Values.Where(p => p.State is PersonState.Active).OrderBy(p => p.Id.Value)];
        if (_person.Length > 0 || _people.Count == 0) return;
        (_person, _pair, _until) = (_people[0].Id.Value.ToString(), _state.Duties[0].Key, Clock.Today(Time).AddDays(30));
        _first = _second = ActNames.All.First().Id;
    }

    private string NameOf(PersonId person) => _members!.People.TryGetValue(person, out var who) ? who.Name.ToString() : "–";

    private static string PairOf(Duty duty) => $"{ActNames.Of(duty.First)} / {ActNames.Of(duty.Second)}";

    private string PairOf(string key) =>
        _state!.Duties.FirstOrDefault(d => d.Key == key) is { } duty ? PairOf(duty) : _state.Own.FirstOrDefault(p => p.Duty.Key == key) is { } own ? PairOf(own.Duty) : key;

    private async Task DefineAsync() =>
        await SayAsync((await Reauthentication.RunAsync(() => Desk.OpenAsync(DutyPair.Define, new DutyPairBody(_kind, _first, _second, _why), Actor, Gone))).Refusal);

    private async Task EndAsync(DutyPair pair) =>
        await SayAsync((await Reauthentication.RunAsync(() => Desk.ActAsync(DutyPair.End, pair.Key, pair.Version, new Because(""), Actor, Gone))).Refusal);

    private async Task AskAsync()
    {
        // The day is meant in Japan, and whole.
        var until = new DateTimeOffset(_until.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan).ToUniversalTime();
        await SayAsync((await Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(new(Guid.Parse(_person)), _pair, _reason, until), Actor, Gone)).Refusal);
    }

    private async Task ApproveAsync(DutyExemption e) =>
        await SayAsync((await Reauthentication.RunAsync(() => Desk.ActAsync(DutyExemption.Approve, e.Key, e.Version, new NoBody(), Actor, Gone))).Refusal);

    private async Task LiftAsync(DutyExemption e) => await SayAsync((await Desk.ActAsync(DutyExemption.Lift, e.Key, e.Version, new Because(""), Actor, Gone)).Refusal);

    private async Task SayAsync(Refusal? refusal)
    {
        (_said, _bad) = ((refusal?.Message ?? DutyWords.Done).ToString(), refusal is not null);
        if (refusal is null) (_reason, _why) = (null, null);
        await LoadAsync();
    }
}

using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Incidents.IncidentWords;

namespace Akashi.Server.Web.Incidents;

/// <summary>One incident: what is known, what comes next, who is owed a report by when, and the timeline as it is written.</summary>
public sealed partial class IncidentPage
{
    private IncidentWhole? _whole;
    private Membership? _members;
    private ReportDutyId? _telling;
    private DateTimeOffset _now;
    private DateTime? _noteAt;
    private NoteKind _kind;
    private string? _note, _said;
    private bool _bad;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private IncidentResponse Room { get; set; } = null!;

    [Inject]
    private IncidentsReading Reading { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>A moment as a field for day and time shows it: Japan's, to the minute.</summary>
    internal static DateTime Typed(DateTimeOffset at)
    {
        var local = Dates.Local(at).DateTime;
        return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>What was typed into such a field.</summary>
    internal static DateTimeOffset Typed(DateTime local) => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Clock.Japan);

    protected override async Task LoadAsync()
    {
        // A notice of a late report leads here by the report's id.
        if (await Reading.FindAsync(new(Id), Actor, Gone) is not { } whole)
        {
            if (await Reading.OfReportAsync(new(Id), Actor, Gone) is { } incident) Navigation.NavigateTo(Paths.Incident(incident.Value), replace: true);
            else Navigation.NotFound();
            return;
        }
        (_whole, _members, _now) = (whole, Permissions.Of(Actor.Organisation), Time.GetUtcNow());
    }

    private string NameOf(PersonId person) => _members!.People.TryGetValue(person, out var who) ? who.Name.ToString() : "–";

    private string WhomOf(ReportDuty duty) => duty.Customer is { } customer && _members!.Parties.TryGetValue(customer, out var party) ? party.Name.ToString() : W.Of(duty.Recipient).ToString();

    private static string Listed(IEnumerable<Text?> names) => string.Join(Text.English ? ", " : "、", names.Select(n => n?.ToString() ?? "–").DefaultIfEmpty("–"));

    private async Task<bool> AskAsync(Func<Incident, Task<Refusal?>> step) => await SayAsync(await step(_whole!.Incident));

    private async Task GivenAsync((ReportDuty Duty, ReportBody Body) report)
    {
        if (await SayAsync((await Room.TellAsync(report.Duty.Id, report.Duty.Version, report.Body, Actor, Gone)).Refusal)) _telling = null;
    }

    private async Task WriteAsync()
    {
        var body = new NewNote(new(Id), _kind, _note, _noteAt is { } at ? Typed(at) : null);
        if (await SayAsync((await Desk.OpenAsync(IncidentNote.Write, body, Actor, Gone)).Refusal)) (_note, _noteAt, _kind) = (null, null, NoteKind.Note);
    }

    private async Task<bool> SayAsync(Refusal? refusal)
    {
        (_said, _bad) = ((refusal?.Message ?? W.Saved).ToString(), refusal is not null);
        await LoadAsync();
        StateHasChanged();   // also when a part of the page asked
        return refusal is null;
    }
}

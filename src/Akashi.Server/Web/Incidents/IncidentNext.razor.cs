using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Incidents;

/// <summary>What may be done next with an incident: one form for the next step, the others folded away. What was typed stays until it was taken.</summary>
public sealed partial class IncidentNext
{
    private HashSet<ServiceId> _services = [];
    private HashSet<PartyId> _customers = [];
    private IncidentSeverity _severity = IncidentSeverity.Medium;
    private PersonalData _personal;
    private string _lead = "";
    private string? _basis, _how, _cause, _lesson, _reason;
    private DateTime? _recovered;
    private int _shown;
    private Actor? _actor;

    [Parameter, EditorRequired]
    public Incident Incident { get; set; } = null!;

    [Parameter, EditorRequired]
    public Membership Members { get; set; } = null!;

    /// <summary>Does a step and shows how it ended; true when it was taken.</summary>
    [Parameter, EditorRequired]
    public Func<Func<Incident, Task<Refusal?>>, Task<bool>> Ask { get; set; } = null!;

    [Inject]
    private IncidentResponse Room { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private ActorOfCircuit Who { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Who.GetAsync();
        if (_shown == Incident.Version) return;
        _shown = Incident.Version;
        (_services, _customers, _personal, _lead) = ([.. Incident.Services], [.. Incident.Customers], Incident.PersonalData, Incident.Lead?.Value.ToString() ?? "");
        (_severity, _basis) = (Incident.Severity ?? IncidentSeverity.Medium, Incident.Severity is null ? null : Incident.Basis);
    }

    private Task<bool> JudgeAsync() => Ask(async i => (await Room.TriageAsync(i.Id, i.Version,
        new(_severity, _basis, _personal, [.. _services], [.. _customers], Guid.TryParse(_lead, out var lead) ? new PersonId(lead) : null), _actor!, default)).Refusal);

    private async Task RecoverAsync()
    {
        if (await Ask(async i => (await Room.RecoverAsync(i.Id, i.Version, new(_recovered is { } at ? IncidentPage.Typed(at) : null, _how), _actor!, default)).Refusal)) (_how, _recovered) = (null, null);
    }

    private Task<bool> CloseAsync() => Ask(async i => (await Desk.ActAsync(Registers.Incidents.Incident.Close, i.Key, i.Version, new(_cause, _lesson), _actor!, default)).Refusal);

    private async Task DismissAsync()
    {
        if (await Ask(async i => (await Desk.ActAsync(Registers.Incidents.Incident.Dismiss, i.Key, i.Version, new(_reason), _actor!, default)).Refusal)) _reason = null;
    }

    private async Task ReopenAsync()
    {
        if (await Ask(async i => (await Desk.ActAsync(Registers.Incidents.Incident.Reopen, i.Key, i.Version, new(_reason), _actor!, default)).Refusal)) _reason = null;
    }
}

using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Web.Privileges.Maintenance;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Privileges;

/// <summary>Asks for a privilege, or breaks the glass.</summary>
public sealed partial class PrivilegeRequestPage
{
    private readonly HashSet<string> _acts = [];
    private IReadOnlyList<RuleBody> _rules = [];
    private string? _title;
    private string? _reason;
    private string? _about;
    private string? _accounts;
    private string? _hosts;
    private string? _whyNow;
    private TargetKind _kind;
    private DateTime? _from;
    private int _minutes = 60;
    private bool _urgent;
    private bool _busy;
    private Refusal? _refused;
    private readonly MaintenanceFields.Typed _work = new();
    private IReadOnlyList<MaintenanceItem> _items = [];
    private People _people = People.Nobody;

    [Inject]
    private PrivilegesReading Reading { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private MaintenanceReading Maintenance { get; set; } = null!;

    [Inject]
    private PrivilegePeople Names { get; set; } = null!;

    private RuleBody Rule => _rules.First(r => r.Target == _kind);

    protected override async Task LoadAsync()
    {
        _items = await Maintenance.OfAsync(Actor.Organisation, all: false, Gone);
        _people = await Names.OfAsync(Actor.Organisation, Gone);
        _rules = await Reading.RulesAsync(Actor.Organisation, Gone);
    }

    private void Choose(string act, bool chosen)
    {
        if (chosen) _acts.Add(act);
        else _acts.Remove(act);
    }

    private async Task SendAsync()
    {
        (_busy, _refused) = (true, null);
        var target = _kind is TargetKind.Akashi ? PrivilegeTarget.OfActs([.. _acts.Order(StringComparer.Ordinal)]) : new(_kind, null, Listed(_accounts), Listed(_hosts));
        var from = _from is { } typed ? new DateTimeOffset(DateTime.SpecifyKind(typed, DateTimeKind.Unspecified), Clock.Japan).ToUniversalTime() : Reading.Now;
        var outcome = _urgent
            ? await Desk.OpenAsync(PrivilegeRequest.TakeNow, new(_title ?? "", _reason ?? "", _whyNow ?? "", _about, target, _minutes), Actor, Gone)
            : await Desk.OpenAsync(PrivilegeRequest.Ask, new(_title ?? "", _reason ?? "", _about, target, from, from.AddMinutes(_minutes), Plan()), Actor, Gone);
        (_busy, _refused) = (false, outcome.Refusal);
        if (outcome.Done) Navigation.NavigateTo(Paths.Privilege(outcome.Value!.Key));
    }

    private MaintenanceBody? Plan() => _kind is not TargetKind.Maintenance ? null : new(_work.Content ?? "", Listed(_work.Components), Chosen(MaintenanceKind.Worker), Chosen(MaintenanceKind.Tool),
        _work.Escort == Guid.Empty ? null : new PersonId(_work.Escort), _work.RightsCheck);

    private Guid[] Chosen(MaintenanceKind kind) => [.. _items.Where(i => i.Kind == kind && _work.Chosen.Contains(i.Key)).Select(i => i.Key)];

    internal static string[] Listed(string? typed) => (typed ?? "").Split([',', '、', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

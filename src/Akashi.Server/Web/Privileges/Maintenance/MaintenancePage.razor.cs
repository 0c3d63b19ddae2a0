using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Privileges.Maintenance;

/// <summary>Who and what from outside may take part in maintenance, and whether somebody has looked at the list lately.</summary>
public sealed partial class MaintenancePage
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);

    private bool _may;
    private bool _busy;
    private Refusal? _refused;
    private IReadOnlyList<MaintenanceItem> _items = [];
    private MaintenanceKind _kind;
    private string? _name;
    private string? _of;
    private string? _basis;

    [Inject]
    private MaintenanceReading Reading { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task LoadAsync()
    {
        _may = await Desk.PermitsAsync(MaintenanceReading.List, Actor);
        if (_may) _items = await Reading.OfAsync(Actor.Organisation, all: true, Gone);
    }

    private bool IsOld(MaintenanceItem item) => item.WithdrawnAt is null && Time.GetUtcNow() - item.ConfirmedAt > Age;

    private int Count(MaintenanceKind kind) => _items.Count(i => i.Kind == kind && i.WithdrawnAt is null);

    private async Task AddAsync()
    {
        _busy = true;
        var outcome = await Desk.OpenAsync(MaintenanceItem.Approve, new(_kind, _name ?? "", _of ?? "", _basis ?? ""), Actor, Gone);
        (_busy, _refused) = (false, outcome.Refusal);
        if (!outcome.Done) return;
        _name = _of = _basis = "";
        await LoadAsync();
    }

    private async Task ActAsync(Act<MaintenanceItem, NoBody> act, MaintenanceItem item)
    {
        _refused = (await Desk.ActAsync(act, item.Key, item.Version, new NoBody(), Actor, Gone)).Refusal;
        await LoadAsync();
    }
}

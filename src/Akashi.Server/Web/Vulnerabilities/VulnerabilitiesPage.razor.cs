using System.Globalization;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Vulnerabilities;

/// <summary>Findings by their day; the filter and where the page begins stand in the address.</summary>
public sealed partial class VulnerabilitiesPage
{
    private const int Size = 100;

    private static readonly CvssSeverity[] Severities = [CvssSeverity.Critical, CvssSeverity.High, CvssSeverity.Medium, CvssSeverity.Low, CvssSeverity.None];

    private IReadOnlyList<Finding> _findings = [];
    private FindingCounts? _counts;
    private Membership? _members;
    private DateOnly _today;
    private bool _more;

    [Inject]
    private FindingsReading Reading { get; set; } = null!;

    [Inject]
    private Permissions Permissions { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Open when it is not said, <c>fixed</c> or <c>all</c>.</summary>
    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Severity { get; set; }

    /// <summary>Short name of the service.</summary>
    [SupplyParameterFromQuery]
    private string? Service { get; set; }

    [SupplyParameterFromQuery]
    private bool Exploited { get; set; }

    /// <summary>Day and id of the last finding of the page before: <c>2026-12-01_…</c>.</summary>
    [SupplyParameterFromQuery]
    private string? After { get; set; }

    private FindingState? StateOf => State is "all" ? null : Paths.Read<FindingState>(State) ?? FindingState.Open;

    private CvssSeverity? SeverityOf => Paths.Read<CvssSeverity>(Severity);

    private ServiceId? ServiceOf => Service is null ? null : _members!.Services.Values.FirstOrDefault(s => s.Slug == Service)?.Id;

    private bool Filtered => StateOf is not FindingState.Open || SeverityOf is not null || ServiceOf is not null || Exploited || AfterOf is not null;

    private (DateOnly, FindingId)? AfterOf =>
        After?.Split('_') is [var day, var id] && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) && Guid.TryParse(id, out var last) ? (due, new(last)) : null;

    protected override async Task LoadAsync()
    {
        (_members, _today) = (Permissions.Of(Actor.Organisation), Clock.Today(Time));
        var found = await Reading.ListAsync(new(StateOf, ServiceOf, SeverityOf, Exploited ? true : null), AfterOf, Size + 1, Actor, Gone);
        (_findings, _more) = ([.. found.Take(Size)], found.Count > Size);
        _counts = await Reading.CountAsync(Actor, Gone);
    }

    /// <summary>The same page with one thing chosen anew; from its beginning unless it continues after a finding.</summary>
    private string Here(string? state = null, string? severity = null, string? service = null, bool? exploited = null, Finding? after = null) => Paths.Vulnerabilities(
        ("state", state ?? State), ("severity", severity ?? Severity), ("service", service ?? Service), ("exploited", exploited ?? Exploited),
        ("after", after is null ? null : string.Create(CultureInfo.InvariantCulture, $"{after.Due:O}_{after.Id.Value}")));
}

using Akashi.Server.References.Checks;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Runner = Akashi.Server.References.Checks.Checks;

namespace Akashi.Server.Web.Checks;

/// <summary>What should not be so in the reference, and what to do about it.</summary>
public sealed partial class ChecksPage
{
    private readonly HashSet<string> _open = [];
    private IReadOnlyList<CheckResult>? _results;

    [Inject]
    private Runner Checks { get; set; } = null!;

    /// <summary>Id of the check to stand open.</summary>
    [SupplyParameterFromQuery]
    private string? Check { get; set; }

    protected override async Task LoadServiceAsync(ServiceItem service) => _results = await Checks.RunAsync(Actor.Organisation, service.Id, Gone) ?? [];

    private int Sum(Severity severity) => _results!.Where(r => r.Severity == severity).Sum(r => r.Rows.Count);

    private string Anchor(Severity severity) => $"{Paths.Checks(Slug!)}#{Paths.Camel(severity)}";

    private void Toggle(string id)
    {
        if (!_open.Remove(id)) _open.Add(id);
    }

    private static List<CheckRow> Rows(CheckResult result) => result.Rows as List<CheckRow> ?? [.. result.Rows];

    private string To(CheckRow row) => row.Catalog is null
        ? Paths.Documents(Slug!) + Paths.Query(("number", row.Code))
        : Paths.Reference(Slug!, ("catalog", row.Catalog), ("control", row.Code));

    private static Mark Of(Severity severity) => severity switch
    {
        Severity.Error => new("■", "bad", ChecksWords.Of(severity)),
        Severity.Warning => new("◆", "due", ChecksWords.Of(severity)),
        _ => new("○", "none", ChecksWords.Of(severity)),
    };
}

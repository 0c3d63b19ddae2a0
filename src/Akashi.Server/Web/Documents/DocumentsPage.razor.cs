using System.Globalization;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Documents.DocumentsWords;

namespace Akashi.Server.Web.Documents;

/// <summary>The documents that statements rest on: what they are, whether they still hold, who cites them.</summary>
public sealed partial class DocumentsPage
{
    private IReadOnlyList<DocumentRow>? _rows;
    private Editing? _editing;
    private Text? _said;

    private sealed record Editing(Document? Document);

    [Inject]
    private DocumentsReading Reading { get; set; } = null!;

    [Inject]
    private SensitiveReads Reads { get; set; } = null!;

    /// <summary>expired, untitled or uncited; null for all.</summary>
    [SupplyParameterFromQuery]
    private string? Show { get; set; }

    [SupplyParameterFromQuery]
    private string? Number { get; set; }

    private List<DocumentRow> Shown => [.. _rows!.Where(r => r.Matches(Show, Number))];

    private IEnumerable<(string Key, Text Label, List<DocumentRow> Rows)> Doors =>
    [
        ("expired", W.Expired, [.. _rows!.Where(r => r.Matches("expired", null))]),
        ("untitled", W.Untitled, [.. _rows!.Where(r => r.Matches("untitled", null))]),
        ("uncited", W.Uncited, [.. _rows!.Where(r => r.Matches("uncited", null))]),
    ];

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        var rows = await Reading.OfAsync(Actor, service, Gone);
        await Reads.DocumentsAsync([.. rows.Select(r => r.Document)], Actor);
        _rows = rows;
    }

    private static Text Name(string key) => key switch { "expired" => W.ExpiredLabel, "untitled" => W.UntitledLabel, _ => W.UncitedLabel };

    /// <summary>What the list is narrowed to, in words; empty for all.</summary>
    internal static string Narrowed(string? show, string? number) =>
        string.Join(" ", new[] { show is "expired" or "untitled" or "uncited" ? Name(show).ToString() : null, number is null ? null : $"[{number}]" }.OfType<string>());

    private string Here(string? show) => (Slug is null ? "/documents" : Paths.Documents(Slug)) + Paths.Query(("show", show));

    private void New() => (_editing, _said) = (new(null), null);

    private void Edit(Document document) => (_editing, _said) = (new(document), null);

    private async Task SavedAsync((Document Document, Text Said) done)
    {
        _said = done.Said;
        _editing = null;
        await LoadServiceAsync(Service!);
    }

    private static string Period(Document d) => (d.From, d.Until) switch
    {
        (null, null) => "",
        var (from, until) => $"{Day(from)}～{Day(until)}",
    };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1 << 20 => $"{bytes / 1024} KB",
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MB"),
    };
}

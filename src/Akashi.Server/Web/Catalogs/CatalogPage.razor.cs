using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Catalogs;

/// <summary>A catalog to read: chapters, controls, one of them in full.</summary>
public sealed partial class CatalogPage
{
    private static readonly string[] Formats = ["XLSX", "CSV"];

    private CatalogFile? _catalog;
    private CatalogId _id;
    private ControlFile? _chosen;
    private List<ControlFile> _found = [];
    private Dictionary<string, int> _counts = [];
    private List<(ControlClass Class, int Count)> _classes = [];
    private Dictionary<string, GroupFile> _groups = [];

    [Inject]
    private Akashi.Server.References.Reading.Names Names { get; set; } = null!;

    [Inject]
    private CatalogFiles Files { get; set; } = null!;

    [Parameter]
    public string Name { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Group { get; set; }

    [SupplyParameterFromQuery]
    private string? Class { get; set; }

    [SupplyParameterFromQuery]
    private string? Text { get; set; }

    /// <summary>Code of the control to show in full; a link from another catalog may name a group instead.</summary>
    [SupplyParameterFromQuery]
    private string? Control { get; set; }

    private ControlClass? ClassOf => Paths.Read<ControlClass>(Class);

    protected override async Task LoadAsync()
    {
        _catalog = await Files.OfAsync(Actor.Organisation, Name, Gone);
        _id = await Names.CatalogAsync(Actor.Organisation, Name, Gone) ?? default;
        if (_catalog is null)
        {
            Navigation.NotFound();
            return;
        }
        _groups = _catalog.Groups.ToDictionary(g => g.Id);
        if (string.IsNullOrEmpty(Group)) Group = null;
        _chosen = Control is null ? null : _catalog.Controls.FirstOrDefault(c => c.Code == Control);
        if (_chosen is null && Control is not null && _groups.ContainsKey(Control)) Group = Control;
        _counts = [];
        foreach (var control in _catalog.Controls)
            foreach (var group in Way(control.Group)) _counts[group.Id] = _counts.GetValueOrDefault(group.Id) + 1;
        var words = PrintedWords.Fold(Text);
        var inPlace = _catalog.Controls.Where(c => (Group is null || Way(c.Group).Any(g => g.Id == Group)) && (words.Length == 0 || Says(c, words))).ToList();
        _classes = [.. inPlace.GroupBy(c => c.Class).Select(g => (g.Key, g.Count())).OrderBy(c => c.Key)];
        _found = [.. inPlace.Where(c => ClassOf is null || c.Class == ClassOf)];
    }

    /// <summary>The group and those it lies in, nearest first.</summary>
    private IEnumerable<GroupFile> Way(string id)
    {
        for (var at = _groups.GetValueOrDefault(id); at is not null; at = at.Parent is null ? null : _groups.GetValueOrDefault(at.Parent)) yield return at;
    }

    private int Depth(GroupFile group) => Math.Min(Way(group.Id).Count() - 1, 3);

    private static bool Says(ControlFile control, string words) =>
        PrintedWords.Fold($"{control.Code} {control.Number} {control.Title.Ja} {control.Title.En} {control.Summary.Ja} {control.Summary.En}").Contains(words, StringComparison.Ordinal);

    private void ChooseGroup(ChangeEventArgs e) => Refine(Here(e.Value as string, ClassOf));

    private void Search(string text) => Refine(Paths.Catalog(Name, ("group", Group), ("class", ClassOf), ("text", text)));

    private string Here(string? group, ControlClass? @class, string? control = null) =>
        Paths.Catalog(Name, ("group", group), ("class", @class), ("text", Text), ("control", control));
}

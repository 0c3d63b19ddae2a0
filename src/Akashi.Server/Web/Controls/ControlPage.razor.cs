using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Akashi.Server.Web.Statements;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Controls.ControlWords;

namespace Akashi.Server.Web.Controls;

/// <summary>One control: what is its status, and why.</summary>
public sealed partial class ControlPage
{
    private ControlDetail? _detail;
    private IReadOnlyList<HistoryStep> _history = [];
    private IReadOnlyDictionary<string, CitableStatement> _cited = new Dictionary<string, CitableStatement>();
    private (long Size, IReadOnlyList<long> Cosigned) _stand = (0, []);
    private bool _editing;

    [Parameter]
    public string Catalog { get; set; } = "";

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private ControlPages Pages { get; set; } = null!;

    [Inject]
    private SensitiveReads Reads { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private CitableStatements Citable { get; set; } = null!;

    private IReadOnlyList<Crumb> Way => [new(Service!.Name, Paths.Home(Service.Slug)), new(_detail!.CatalogTitle, Paths.Reference(Service.Slug, ("catalog", Catalog)))];

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        if (_detail?.Control.Code != Code) _editing = false;
        var detail = await Pages.OfAsync(Actor, service.Id, Catalog, Code, Gone);
        if (detail is null)
        {
            Navigation.NotFound();
            return;
        }
        await Reads.ControlAsync(detail, Actor);
        _stand = await Services.GetRequiredService<EntryHistories>().StandAsync(Actor.Organisation, Gone);
        _history = detail.Layers[0].Statement is { } own ? await Pages.HistoryAsync(Actor.Organisation, own.Id, Gone) : [];
        _cited = await Citable.ResolveAsync(Actor, detail.Layers.SelectMany(l => l.Statement?.Body.Citations ?? []), Gone);
        _detail = detail;
    }

    private Task ReadAgainAsync() => LoadServiceAsync(Service!);

    /// <summary>Covered by whom on what evidence, or what is open.</summary>
    private string Answer
    {
        get
        {
            var cell = _detail!.Cell;
            var answering = _detail.Layers.Where(l => l.Statement?.Body.Conformity is Conformity.Conformant or Conformity.Partly).ToList();
            var who = string.Join(Text.English ? ", " : "、", answering.Select(l => l.SpeakerName.ToString()).Distinct());
            var cited = answering.SelectMany(l => l.Statement!.Body.Citations).Select(PrintedStatement.Print).Distinct().ToList();
            var parts = new List<string>();
            if (answering.Count == 0) parts.Add(cell.HandedDown is PartySet.None ? W.Uncovered : cell.State is CoverageState.Uncovered ? W.Uncovered : W.HandedDown.With(Parties(cell.HandedDown)));
            else if (cited.Count == 0) parts.Add(W.Partly.With(who));
            else parts.Add(cell.State is CoverageState.Covered ? W.Covered.With(who, cited.Count > 3 ? W.CoveredMore.With(string.Join(Text.English ? ", " : "、", cited.Take(3)), cited.Count - 3) : string.Join(Text.English ? ", " : "、", cited)) : W.Partly.With(who));
            if (answering.Count > 0 && cited.Count == 0) parts.Add(W.NoEvidence);
            if (cell.Open is not PartySet.None) parts.Add(W.OpenFor.With(Parties(cell.Open)));
            if (answering.Count > 0 && cell.HandedDown is not PartySet.None) parts.Add(W.AlsoHanded.With(Parties(cell.HandedDown)));
            if (cell.ReviewNeeded) parts.Add(W.ReviewNeeded);
            return string.Join(Text.English ? " " : "", parts);
        }
    }

    private static Text Parties(PartySet set) => new(
        string.Join("、", set.Kinds().Select(k => PrintedWords.Of(k).Ja)), string.Join(" and the ", set.Kinds().Select(k => PrintedWords.Of(k).En.ToLowerInvariant())));
}

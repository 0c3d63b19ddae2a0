using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.References.Coverage;

/// <summary>
/// The verdicts of one organisation, kept in memory: every service × every control. Built once from narrow columns; afterwards one
/// changed statement touches its own control in the services built on it, and nothing else. Not thread-safe; <see cref="CoverageBoards"/> guards it.
/// </summary>
public sealed class CoverageBoard
{
    private readonly Dictionary<ControlId, (int Catalog, int Ordinal)> _places = [];
    private readonly List<BoardCatalog> _catalogs = [];
    private readonly Dictionary<ServiceId, BoardService> _services = [];

    public IReadOnlyList<BoardCatalog> Catalogs => _catalogs;
    public IReadOnlyCollection<BoardService> Services => _services.Values;

    public CoverageBoard(IEnumerable<BoardCatalog> catalogs, IEnumerable<(ServiceId Id, PartyId Party, PartyKind Kind, IReadOnlyList<ServiceId> BuiltOn)> services)
    {
        foreach (var catalog in catalogs)
        {
            foreach (var (ordinal, control) in catalog.Controls.Index()) _places[control.Id] = (_catalogs.Count, ordinal);
            _catalogs.Add(catalog);
        }
        foreach (var s in services) _services[s.Id] = new BoardService(s.Id, s.Party, s.Kind, s.BuiltOn, _catalogs.Count);
        foreach (var service in _services.Values)
        {
            service.Chain = [.. SupplyChain.Downwards(service.Id, id => _services.TryGetValue(id, out var s) ? s.BuiltOn : []).Select(id => _services.GetValueOrDefault(id)).OfType<BoardService>()];
            foreach (var below in service.Chain) below.Above.Add(service);
        }
    }

    public BoardService? Find(ServiceId id) => _services.GetValueOrDefault(id);

    public BoardCatalog? Find(CatalogId id) => _catalogs.Find(c => c.Id == id);

    /// <summary>Place of a catalog among <see cref="Catalogs"/>; -1 when it is not there.</summary>
    public int IndexOf(CatalogId id) => _catalogs.FindIndex(c => c.Id == id);

    public int? OrdinalOf(ControlId control) => _places.TryGetValue(control, out var place) ? place.Ordinal : null;

    /// <summary>Takes a fact without judging; used while building, followed by <see cref="JudgeAll"/>.</summary>
    /// <returns>False for a statement of another party than the service's own, which coverage does not count.</returns>
    public bool Put(ServiceId service, ControlId control, PartyId party, StatementFact fact)
    {
        if (!_services.TryGetValue(service, out var s) || s.Party != party || !_places.TryGetValue(control, out var place)) return false;
        s.FactsOf(place.Catalog, _catalogs[place.Catalog].Controls.Count)[place.Ordinal] = fact;
        return true;
    }

    public void JudgeAll() =>
        Parallel.ForEach(_services.Values, service =>
        {
            for (var c = 0; c < _catalogs.Count; c++)
            {
                if (!service.Chain.Any(s => s.Facts[c] is not null)) continue;
                var cells = service.Cells[c] = new CoverageCell[_catalogs[c].Controls.Count];
                for (var o = 0; o < cells.Length; o++) cells[o] = Judge(service, c, o);
            }
        });

    /// <summary>Takes a changed fact and judges its control again in every service that stands on this one.</summary>
    public void Change(ServiceId service, ControlId control, PartyId party, StatementFact fact)
    {
        if (!_places.TryGetValue(control, out var place) || !_services.TryGetValue(service, out var changed)) return;
        var (c, o) = place;
        if (changed.FactOf(c, o).ReviewedAt > fact.ReviewedAt) return;   // an older commit, heard of late
        if (!Put(service, control, party, fact)) return;
        foreach (var above in changed.Above)
        {
            if (above.Cells[c] is not { } cells)
            {
                cells = above.Cells[c] = new CoverageCell[_catalogs[c].Controls.Count];
                for (var i = 0; i < cells.Length; i++) cells[i] = Judge(above, c, i);
            }
            else cells[o] = Judge(above, c, o);
        }
    }

    private static CoverageCell Judge(BoardService service, int catalog, int ordinal)
    {
        var chain = service.Chain;
        Span<Layer> layers = chain.Count <= 32 ? stackalloc Layer[32] : new Layer[chain.Count];
        for (var i = 0; i < chain.Count; i++)
            layers[i] = new(chain[i].Kind, chain[i].Facts[catalog] is { } facts ? facts[ordinal] : default);
        return CoverageRules.Judge(layers[..chain.Count]);
    }
}

/// <summary>A catalog as the board sees it: its controls in order.</summary>
public sealed record BoardCatalog(CatalogId Id, string Name, Text Title, IReadOnlyList<GroupFile> Groups, IReadOnlyList<BoardControl> Controls)
{
    private readonly Dictionary<string, GroupFile> _groups = Groups.ToDictionary(g => g.Id);

    /// <summary>The chapter (group without parent) that a group lies in.</summary>
    public GroupFile ChapterOf(string group)
    {
        var at = _groups[group];
        while (at.Parent is { } parent) at = _groups[parent];
        return at;
    }

    /// <summary>True when <paramref name="group"/> is <paramref name="ancestor"/> or lies in it.</summary>
    public bool Within(string group, string ancestor)
    {
        for (var at = group; at is not null; at = _groups.GetValueOrDefault(at)?.Parent)
            if (at == ancestor) return true;
        return false;
    }
}

/// <summary>What lists, filters and counts need of a control.</summary>
public sealed record BoardControl(ControlId Id, string Code, string Group, ControlClass Class, Text Title, IReadOnlyList<string> Themes);

/// <summary>A service on the board. A catalog that nobody in its chain has answered has no cells: it is not this service's concern.</summary>
public sealed class BoardService(ServiceId id, PartyId party, PartyKind kind, IReadOnlyList<ServiceId> builtOn, int catalogs)
{
    public ServiceId Id { get; } = id;
    public PartyId Party { get; } = party;
    public PartyKind Kind { get; } = kind;
    public IReadOnlyList<ServiceId> BuiltOn { get; } = builtOn;

    /// <summary>Itself first, then what it is built on.</summary>
    public IReadOnlyList<BoardService> Chain { get; internal set; } = [];

    /// <summary>Itself and every service built on it.</summary>
    internal List<BoardService> Above { get; } = [];

    internal StatementFact[]?[] Facts { get; } = new StatementFact[]?[catalogs];
    internal CoverageCell[]?[] Cells { get; } = new CoverageCell[]?[catalogs];

    internal StatementFact[] FactsOf(int catalog, int controls) => Facts[catalog] ??= new StatementFact[controls];

    /// <summary>The verdicts on one catalog in its order; null when nobody in the chain has answered it.</summary>
    public CoverageCell[]? CellsOf(int catalog) => Cells[catalog];

    public StatementFact FactOf(int catalog, int ordinal) => Facts[catalog] is { } facts ? facts[ordinal] : default;
}

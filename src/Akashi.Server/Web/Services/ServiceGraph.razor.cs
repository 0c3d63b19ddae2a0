using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Services;

/// <summary>Services in columns: the foundation at the right, what stands on it to the left.</summary>
public sealed partial class ServiceGraph
{
    private const int BoxWidth = 240, BoxHeight = 76, GapX = 72, GapY = 12, Margin = 12;

    private readonly List<Box> _boxes = [];
    private readonly List<(Box From, Box To)> _lines = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<Service> Services { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<Party> Parties { get; set; } = [];

    private int Width => _boxes.Count == 0 ? 0 : _boxes.Max(b => b.X) + BoxWidth + Margin;

    private int Height => _boxes.Count == 0 ? 0 : _boxes.Max(b => b.Y) + BoxHeight + Margin;

    private string Alternative => string.Join(Text.English ? ". " : "。", Services.Where(s => s.BuiltOn.Count > 0)
        .Select(s => $"{s.Name} → {string.Join(Text.English ? ", " : "、", s.BuiltOn.Select(id => Services.FirstOrDefault(x => x.Id == id)?.Name.ToString()))}"));

    private sealed record Box(Service Service, Party Party, int X, int Y);

    protected override void OnParametersSet()
    {
        _boxes.Clear();
        _lines.Clear();
        var known = Services.ToDictionary(s => s.Id);
        var depths = new Dictionary<ServiceId, int>();
        int Depth(Service s) => depths.TryGetValue(s.Id, out var d) ? d
            : depths[s.Id] = s.BuiltOn.Select(id => known.GetValueOrDefault(id)).OfType<Service>().Select(b => Depth(b) + 1).DefaultIfEmpty(0).Max();
        var deepest = Services.Select(Depth).DefaultIfEmpty(0).Max();
        foreach (var column in Services.GroupBy(Depth))
            foreach (var (row, service) in column.Index())
                _boxes.Add(new(service, Parties.First(p => p.Id == service.Party),
                    Margin + ((deepest - column.Key) * (BoxWidth + GapX)), Margin + (row * (BoxHeight + GapY))));
        foreach (var box in _boxes)
            foreach (var below in box.Service.BuiltOn)
                if (_boxes.Find(b => b.Service.Id == below) is { } to) _lines.Add((box, to));
    }

    private static string Curve(Box from, Box to)
    {
        var (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + (BoxHeight / 2), to.X - 2, to.Y + (BoxHeight / 2));
        return $"M{x1} {y1}C{x1 + (GapX / 2)} {y1} {x2 - (GapX / 2)} {y2} {x2} {y2}";
    }
}

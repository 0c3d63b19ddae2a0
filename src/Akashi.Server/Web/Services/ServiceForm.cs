using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.Server.Web.Services;

/// <summary>What is typed into the form of a service.</summary>
internal sealed class ServiceForm
{
    public Guid Party { get; set; }
    public string? Slug { get; set; }
    public string? Ja { get; set; }
    public string? En { get; set; }
    public DeliveryModel Model { get; set; }
    public HashSet<ServiceId> BuiltOn { get; init; } = [];
    public List<PlaceForm> Regions { get; init; } = [];
    public List<PlaceForm> Sites { get; init; } = [];

    public static ServiceForm Of(Service s) => new()
    {
        Party = s.Party.Value, Slug = s.Slug, Ja = s.Name.Ja, En = s.Name.En, Model = s.Model, BuiltOn = [.. s.BuiltOn],
        Regions = [.. s.Regions.Select(r => new PlaceForm { Code = r.Code, Ja = r.Name.Ja, En = r.Name.En })],
        Sites = [.. s.Sites.Select(x => new PlaceForm { Code = x.Code, Region = x.Region, Ja = x.Name.Ja, En = x.Name.En })],
    };

    public ServiceBody Body() => new(new(Party), Slug?.Trim() ?? "", new(Ja?.Trim() ?? "", En?.Trim() ?? ""), Model,
        [.. Regions.Select(r => new Region(r.Code!.Trim(), r.Name))],
        [.. Sites.Select(s => new Site(s.Code!.Trim(), s.Region ?? "", s.Name))], [.. BuiltOn]);

    /// <summary>The fields in which this and another form differ, in words.</summary>
    public List<(string Field, string Theirs, string Mine)> Differences(ServiceForm theirs, Func<ServiceId, string> name)
    {
        (string Field, Func<ServiceForm, string> Value)[] fields =
        [
            (ServiceWords.NameJa, f => f.Ja ?? ""), (ServiceWords.NameEn, f => f.En ?? ""), (ServiceWords.Slug, f => f.Slug ?? ""), (ServiceWords.Model, f => f.Model.ToString()),
            (ServiceWords.BuiltOn, f => string.Join(", ", f.BuiltOn.Select(name).Order(StringComparer.Ordinal))),
            (ServiceWords.Regions, f => string.Join(", ", f.Regions.Select(r => $"{r.Code} {r.Name}"))), (ServiceWords.Sites, f => string.Join(", ", f.Sites.Select(r => $"{r.Code} {r.Name}"))),
        ];
        return [.. fields.Select(f => (f.Field, Theirs: f.Value(theirs), Mine: f.Value(this))).Where(d => d.Theirs != d.Mine)];
    }
}

/// <summary>A region or a site while it is being typed.</summary>
internal sealed class PlaceForm
{
    public string? Code { get; set; }

    /// <summary>Of a site: the code of its region.</summary>
    public string? Region { get; set; }

    public string? Ja { get; set; }
    public string? En { get; set; }

    public Text Name => new(Ja?.Trim() ?? "", En?.Trim() ?? "");

    public bool Complete => !string.IsNullOrWhiteSpace(Code) && !string.IsNullOrWhiteSpace(Ja) && !string.IsNullOrWhiteSpace(En);
}

using Akashi.Server.References;
using Akashi.Server.Services;

namespace Akashi.Server.Kernel;

/// <summary>What of an organisation somebody may look at. Pages, API, exports, searches and files all ask here; what is not in sight is answered like what does not exist.</summary>
/// <param name="Services">Services they may open; null for every one.</param>
/// <param name="Known">Those and the ones underneath, whose names and answers show in the chain.</param>
/// <param name="Own">Services whose statements they read whole, as of their own party.</param>
/// <param name="Parties">Parties they may know of.</param>
/// <param name="Party">Their own; null for the organisation's own people.</param>
/// <param name="Clearance">The most closed level that they read of others.</param>
public sealed record Sight(
    IReadOnlySet<ServiceId>? Services, IReadOnlySet<ServiceId> Known, IReadOnlySet<ServiceId> Own, IReadOnlySet<PartyId> Parties, PartyId? Party, Disclosure Clearance)
{
    private static readonly HashSet<ServiceId> NoServices = [];

    /// <summary>Everything: the organisation's own people.</summary>
    public static readonly Sight All = new(null, NoServices, NoServices, new HashSet<PartyId>(), null, Disclosure.Internal);

    /// <summary>Nothing.</summary>
    public static readonly Sight None = new(NoServices, NoServices, NoServices, new HashSet<PartyId>(), null, Disclosure.None);

    /// <summary>True for who may open every service.</summary>
    public bool Whole => Services is null;

    public bool Opens(ServiceId service) => Services is null || Services.Contains(service);

    /// <summary>True when text of this level in a statement on this service may be read.</summary>
    public bool Reads(ServiceId service, Disclosure disclosure) => disclosure <= Clearance || Own.Contains(service);

    /// <summary>The levels of documents that they read of other parties.</summary>
    public IReadOnlyList<Disclosure> Levels => [.. Enum.GetValues<Disclosure>().Where(d => d <= Clearance)];
}

using Akashi.Server.References;
using Akashi.Server.Services;

namespace Akashi.Server.Kernel;

/// <summary>What of an organisation somebody may look at: which services they may open, and how much of what other parties wrote beneath them.</summary>
/// <param name="Services">Null for every service.</param>
/// <param name="Clearance">The most closed level that they may read in statements of other parties.</param>
public sealed record Sight(IReadOnlySet<ServiceId>? Services, Disclosure Clearance)
{
    /// <summary>Everything: the organisation's own people.</summary>
    public static readonly Sight All = new(null, Disclosure.Internal);

    /// <summary>True for who sees every service.</summary>
    public bool Whole => Services is null;

    public bool Opens(ServiceId service) => Services is null || Services.Contains(service);

    /// <summary>True when text of this level in another party's statement may be read.</summary>
    public bool Reads(Disclosure disclosure) => disclosure <= Clearance;
}

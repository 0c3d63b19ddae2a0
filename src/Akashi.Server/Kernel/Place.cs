namespace Akashi.Server.Kernel;

/// <summary>What of an organisation an entry concerns, and what an assignment of a role covers: all of it, one service, or one catalog.</summary>
/// <param name="Service">The service; null when it concerns none in particular.</param>
/// <param name="Catalog">The catalog; null when it concerns none in particular.</param>
/// <param name="Party">The party whose own it is, as its documents are; null for what is no party's.</param>
public readonly record struct Place(Guid? Service = null, Guid? Catalog = null, Guid? Party = null)
{
    /// <summary>The organisation as a whole.</summary>
    public static readonly Place Organisation;

    /// <summary>True when whoever holds this place also holds <paramref name="other"/>: the whole holds everything, a service what concerns it.</summary>
    public bool Holds(Place other) => (Service is null || Service == other.Service) && (Catalog is null || Catalog == other.Catalog);
}

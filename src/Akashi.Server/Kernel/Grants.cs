namespace Akashi.Server.Kernel;

/// <summary>
/// Who holds a privilege now. Nobody holds one standing: an act marked <see cref="Act.Privileged"/> needs a grant that names it, given for a
/// time (provision standard 2.1.6, 4.4.2). The register of privileged access stands behind this interface.
/// </summary>
public interface IGrants
{
    /// <summary>The person's grant for an act at this moment, from memory; null without one.</summary>
    ValueTask<Guid?> FindAsync(Actor by, string act, DateTimeOffset at, CancellationToken ct);

    /// <summary>Every grant that the person holds at this moment.</summary>
    ValueTask<IReadOnlyList<Guid>> HeldAsync(OrganisationId organisation, PersonId person, DateTimeOffset at, CancellationToken ct);

    /// <summary>Says in the transaction of the act itself that the grant is used.</summary>
    /// <returns>Refusal: <c>grant-required</c>, when the grant has ended meanwhile.</returns>
    Task<Refusal?> UseAsync(Db db, Guid grant, Act act, Stand stand);
}

/// <summary>Where there is no register of privileged access nobody is granted anything.</summary>
internal sealed class NoGrants : IGrants
{
    public static readonly NoGrants Instance = new();

    public ValueTask<Guid?> FindAsync(Actor by, string act, DateTimeOffset at, CancellationToken ct) => ValueTask.FromResult<Guid?>(null);

    public ValueTask<IReadOnlyList<Guid>> HeldAsync(OrganisationId organisation, PersonId person, DateTimeOffset at, CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<Guid>>([]);

    public Task<Refusal?> UseAsync(Db db, Guid grant, Act act, Stand stand) => Task.FromResult<Refusal?>(Refusal.GrantRequired);
}

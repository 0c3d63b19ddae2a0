namespace Akashi.Server.Kernel;

/// <summary>Acts that one person may not perform on one entry (segregation of duties, provision standard 2.1.6). The desk asks at every use.</summary>
public interface IDuties
{
    /// <summary>The acts after which the same person may not do this one on the same entry; empty for nearly every act.</summary>
    ValueTask<IReadOnlyList<string>> OppositesAsync(OrganisationId organisation, string act);

    /// <summary>Looks, in the transaction of the act, whether the person performed one of the opposite acts on one of these entries.</summary>
    /// <returns>Refusal: <c>duties.performed</c>; null when they may.</returns>
    Task<Refusal?> RefusesAsync(Db db, Act act, IReadOnlyList<string> opposites, IReadOnlyList<Guid> entries, Stand stand);
}

namespace Akashi.Server.Kernel;

/// <summary>What a register does when somebody leaves, in the same transaction: theirs ends there, or passes on (provision standard 5.3.1).</summary>
public interface IAtLeaving
{
    /// <param name="heir">Who takes over; null when nobody was named.</param>
    /// <returns>A refusal keeps the person from leaving.</returns>
    Task<Refusal?> LeaveAsync(Db db, PersonId person, PersonId? heir, string reason, Stand stand, CancellationToken ct);
}

using System.Collections.Concurrent;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>
/// Ids of sessions that were shown and opened nothing (provision standard 12.3.2): counted, and put on record in one leaf per organisation and
/// sweep, so that nobody fills the log by guessing.
/// </summary>
internal sealed class RefusedIds(Sequencer log)
{
    public static readonly Act Refused = new("identity.session-refused", new("無効なセッション識別子の拒否", "Session ids refused"));

    private readonly ConcurrentDictionary<OrganisationId, (long Made, long Foreign)> _since = [];

    /// <param name="made">True for an id that this system made and that is over; false for one that it does not know, or knows no more.</param>
    public void Add(OrganisationId organisation, bool made) =>
        _since.AddOrUpdate(organisation, _ => made ? (1, 0) : (0, 1), (_, n) => made ? (n.Made + 1, n.Foreign) : (n.Made, n.Foreign + 1));

    public async Task NoteAsync()
    {
        foreach (var organisation in _since.Keys)
            if (_since.TryRemove(organisation, out var n))
                await log.NoteAsync(new LeafFacts(Refused.Id, LeafOutcome.Refused) { Code = SignInRefusals.SessionEnded.Code, About = $"over={n.Made} foreign={n.Foreign}" }, Actor.Machine(organisation));
    }
}

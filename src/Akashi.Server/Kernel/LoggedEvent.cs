using System.Security.Cryptography;
using System.Text;

namespace Akashi.Server.Kernel;

/// <summary>An event with the leaf that commits to it and to the row's state. It does not hold its index, so many can be made at once.</summary>
/// <param name="Salt">What went into the leaf's hashes.</param>
/// <param name="Leaf">Canonical JSON.</param>
internal sealed record LoggedEvent(EventRow Row, byte[] Salt, byte[] Leaf)
{
    /// <param name="state">Canonical state of the row after the act; null when the row is gone.</param>
    public static LoggedEvent Of(EventRow row, ReadOnlyMemory<byte>? state, LeafActor by)
    {
        var salt = RandomNumberGenerator.GetBytes(LeafBatch.SaltBytes);
        var leaf = LeafJson.Write(new LeafFacts(row.Act, LeafOutcome.Done)
        {
            Register = row.Register, Entry = row.EntryId, Version = row.EntryVersion, Type = row.Type,
            EventHash = LeafJson.Salted(salt, Encoding.UTF8.GetBytes(row.Body)), StateHash = state is { } s ? LeafJson.Salted(salt, s.Span) : null,
        }, row.At, by);
        return new(row, salt, leaf);
    }
}

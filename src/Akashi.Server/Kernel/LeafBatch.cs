using Akashi.Ledger;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>The leaves and events of one transaction, gathered while its acts run and written at its end by a <see cref="LeafWriter"/>.</summary>
internal sealed class LeafBatch(OrganisationId organisation, long size, SubjectSalts salts)
{
    public const int SaltBytes = 16;

    private static readonly RawInsert Leaves = new("leaves", ("organisation", NpgsqlDbType.Uuid), ("index", NpgsqlDbType.Bigint), ("body", NpgsqlDbType.Bytea), ("tried", NpgsqlDbType.Uuid));

    private static readonly RawInsert Events = new("events", ("organisation", NpgsqlDbType.Uuid), ("id", NpgsqlDbType.Uuid), ("act", NpgsqlDbType.Text),
        ("register", NpgsqlDbType.Text), ("entry_id", NpgsqlDbType.Uuid), ("entry_version", NpgsqlDbType.Integer), ("type", NpgsqlDbType.Text), ("body", NpgsqlDbType.Text),
        ("person", NpgsqlDbType.Uuid), ("at", NpgsqlDbType.TimestampTz), ("leaf", NpgsqlDbType.Bigint), ("salt", NpgsqlDbType.Bytea));

    private readonly List<object?[]> _leaves = [];
    private readonly List<object?[]> _events = [];

    /// <summary>Size of the log with these leaves.</summary>
    public long Size => size + _leaves.Count;

    /// <summary>Bytes of these leaves.</summary>
    public long Bytes { get; private set; }

    public int Count => _leaves.Count;

    public OrganisationId Organisation { get; } = organisation;

    /// <summary>Adds a leaf that has no event.</summary>
    public void Add(LeafFacts facts, Stand stand) =>
        Append(LeafJson.Write(facts, stand.At, salts.Of(stand.By)), facts.Outcome is LeafOutcome.Refused or LeafOutcome.Denied ? facts.Entry : null);

    /// <summary>Adds an event with its leaf.</summary>
    public void Add(LoggedEvent happened)
    {
        var row = happened.Row;
        _events.Add([row.Organisation.Value, row.Id, row.Act, row.Register, row.EntryId, row.EntryVersion, row.Type, row.Body, row.Person.Value, row.At, Size, happened.Salt]);
        Append(happened.Leaf);
    }

    /// <summary>How a person appears in these leaves.</summary>
    public LeafActor ByOf(Actor actor) => salts.Of(actor);

    /// <summary>What is to be written, table by table; empty ones too.</summary>
    public IEnumerable<(RawInsert Into, IReadOnlyList<object?[]> Rows)> Tables => [(SubjectSalts.Insert, salts.Fresh), (Events, _events), (Leaves, _leaves)];

    /// <summary>The last leaf as it will be read back: its index and bytes.</summary>
    public (long Index, byte[] Body) Last => ((long)_leaves[^1][1]!, (byte[])_leaves[^1][2]!);

    private void Append(byte[] body, Guid? tried = null)
    {
        if (body.Length > LogAppender.MaxEntry) throw new InvalidOperationException("A leaf holds hashes, never texts; this one is too long.");
        _leaves.Add([Organisation.Value, Size, body, tried]);
        Bytes += body.Length;
    }
}

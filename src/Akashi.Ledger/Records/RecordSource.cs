namespace Akashi.Ledger.Records;

/// <summary>Rows and events that a log is compared with: a <see cref="DatabaseRecords"/> or an <see cref="ExportRecords"/>.</summary>
public abstract class RecordSource : IAsyncDisposable
{
    /// <summary>Where the rows lie and what they consist of.</summary>
    public abstract StateSchema Schema { get; }

    /// <summary>Leaves that had been committed when the source was read; later acts it does not know.</summary>
    public long Size { get; protected set; }

    /// <summary>True when the source keeps a copy of every leaf beside the rows, as a database does.</summary>
    public virtual bool HoldsLeaves => false;

    /// <summary>What the source stands on after <see cref="MoveNext"/>; the same object each time.</summary>
    public StoredItem Current { get; } = new();

    /// <summary>Begins to read. All that follows sees one moment of the source.</summary>
    /// <param name="start">Leaves and events before this index are left out.</param>
    public abstract void Open(long start);

    /// <summary>Goes to the next copy of a leaf or event in the order of the log, a leaf before its event; false at the end.</summary>
    public abstract bool MoveNext();

    /// <summary>The salted hash under which a person must appear in the log; null when their salt is not known here or was destroyed.</summary>
    public virtual TreeHash? HashOf(Guid person) => null;

    /// <summary>Events that name no leaf: who, which version of what, and when. Called after <see cref="MoveNext"/> has reached the end.</summary>
    public abstract IAsyncEnumerable<LooseEvent> LooseEventsAsync(CancellationToken ct);

    /// <summary>Every row of every register; the state is good until the next. Called after <see cref="MoveNext"/> has reached the end.</summary>
    public abstract IAsyncEnumerable<StoredRow> RowsAsync(CancellationToken ct);

    /// <summary>Every part with the entry it belongs to, those of one entry together. Called after <see cref="MoveNext"/> has reached the end.</summary>
    public abstract IAsyncEnumerable<StoredPart> PartsAsync(CancellationToken ct);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A copy of a leaf, or an event.</summary>
public sealed class StoredItem
{
    /// <summary>The leaf it is, or belongs to.</summary>
    public long Index { get; internal set; }

    /// <summary>False for a copy of a leaf.</summary>
    public bool IsEvent { get; internal set; }

    /// <summary>The leaf's bytes, or the event's text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>16 bytes; empty for a leaf and for an event whose person was erased.</summary>
    public ReadOnlyMemory<byte> Salt { get; internal set; }

    /// <summary>What the event's row says beside the text; null for a leaf and in an export.</summary>
    public EventRowFacts? Facts { get; internal set; }
}

/// <summary>The columns of an event's row that its leaf repeats.</summary>
/// <param name="Act">The act's id.</param>
/// <param name="Register">The entry's type.</param>
/// <param name="Entry">The entry; null when the column holds no UUID.</param>
/// <param name="Version">The entry's version after the event.</param>
/// <param name="Type">The event's type.</param>
/// <param name="At">As leaves write it.</param>
/// <param name="Person">Who; null when the column holds no UUID.</param>
public readonly record struct EventRowFacts(string Act, string Register, Guid? Entry, long Version, string Type, string At, Guid? Person);

/// <summary>An event from before the log began, or one that somebody put there.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Register">The entry's type.</param>
/// <param name="Entry">The entry; null when the column holds no UUID.</param>
/// <param name="At">As leaves write it.</param>
public readonly record struct LooseEvent(string Id, string Register, Guid? Entry, string At);

/// <summary>A row of a register.</summary>
/// <param name="Register">Its type.</param>
/// <param name="Entry">Its id; null when the column holds no UUID.</param>
/// <param name="State">Its canonical state.</param>
/// <param name="Digest">What it says about its parts; null when it has none or says nothing.</param>
public readonly record struct StoredRow(string Register, Guid? Entry, ReadOnlyMemory<byte> State, string? Digest);

/// <summary>A row that belongs to an entry.</summary>
/// <param name="Register">Type of the entry.</param>
/// <param name="Parent">The entry; null when the column holds no UUID.</param>
/// <param name="Order">By which it is ordered among the parts.</param>
/// <param name="State">Its canonical state.</param>
public readonly record struct StoredPart(string Register, Guid? Parent, string Order, ReadOnlyMemory<byte> State);

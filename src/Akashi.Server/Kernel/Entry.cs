using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Kernel;

/// <summary>A record in a register. It changes only through its own transitions, each of which records an <see cref="Event"/>.</summary>
public abstract class Entry
{
    private readonly List<Notice> _owed = [];
    private List<Event> _pending = [];

    /// <summary>The tenant that owns the entry; set once, by <see cref="Desk"/>, when the entry is opened.</summary>
    public OrganisationId Organisation { get; internal set; }

    /// <summary>Grows by one with every event; the concurrency token and the ETag. 1 after opening.</summary>
    public int Version { get; private set; }

    /// <summary>UTC, milliseconds. When the last event was recorded.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The id as it stands in the event log.</summary>
    [JsonIgnore]
    public abstract Guid Key { get; }

    /// <summary>What the entry concerns: who is permitted for a service or a catalog only may change no others.</summary>
    [JsonIgnore]
    internal virtual Place Place => Place.Organisation;

    [JsonIgnore]
    internal IReadOnlyList<Event> Pending => _pending;

    /// <summary>What the last commit stored about the entry, for those who are told of it.</summary>
    [JsonIgnore]
    internal IReadOnlyList<Event> Happened { get; private set; } = [];

    [JsonIgnore]
    internal IReadOnlyList<Notice> Owed => _owed;

    /// <summary>The version of the row as it was found; 0 when there is none yet.</summary>
    [JsonIgnore]
    internal int Former => Version - _pending.Count;

    /// <summary>States that something happened; the event is stored in the same transaction as the row.</summary>
    protected void Record(Event happened, DateTimeOffset at)
    {
        Version++;
        ChangedAt = at;
        _pending.Add(happened);
    }

    /// <summary>Owes people a message about what just happened; its row is stored in the same transaction.</summary>
    protected void Owe(NewNotice notice, DateTimeOffset at) => _owed.Add(Notice.Make(notice, this, at));

    /// <summary>States how the row stands, without changing it: from here on the log answers for it.</summary>
    internal void Adopt()
    {
        Version++;
        _pending.Add(new EntryAdopted());
    }

    internal void Saved()
    {
        (Happened, _pending) = (_pending, []);
        _owed.Clear();
    }
}

/// <summary>The log took the row over as it stood: when the log began, or when an upgrade changed the columns.</summary>
public sealed record EntryAdopted : Event;

/// <summary>The fact that an act records. Past tense, values only, no references to entries.</summary>
public abstract record Event;

/// <summary>An event as it is stored: who did what, when, to which version of which entry.</summary>
public sealed class EventRow
{
    public OrganisationId Organisation { get; init; }
    public Guid Id { get; init; }

    /// <summary>The act's id, e.g. <c>statements.assess</c>.</summary>
    public required string Act { get; init; }

    /// <summary>The entry's type, e.g. <c>Statement</c>.</summary>
    public required string Register { get; init; }

    public Guid EntryId { get; init; }

    /// <summary>The entry's version after the event.</summary>
    public int EntryVersion { get; init; }

    /// <summary>The event's type, e.g. <c>StatementAssessed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }

    public PersonId Person { get; init; }

    /// <summary>UTC, milliseconds.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Index of the event's leaf in the log; null for what happened before the log began.</summary>
    public long? Leaf { get; init; }

    /// <summary>16 random bytes that went into the hashes of the leaf; null before the log began, or once the person they were about was erased.</summary>
    public byte[]? Salt { get; init; }
}

internal sealed class EventTable : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("events");
        builder.HasKey(x => new { x.Organisation, x.Id });
        builder.HasIndex(x => new { x.Organisation, x.EntryId, x.EntryVersion }).IsUnique();
        // Measures read the events of a few kinds in the order of the log.
        builder.HasIndex(x => new { x.Organisation, x.Type, x.Leaf });
    }
}

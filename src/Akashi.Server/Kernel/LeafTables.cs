using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Kernel;

/// <summary>One leaf of an organisation's log, as it was committed with the rows it speaks of. Never changed; the log on disk is made from these.</summary>
public sealed class LeafRow
{
    public OrganisationId Organisation { get; init; }

    /// <summary>Place in the log, from 0, without gaps.</summary>
    public long Index { get; init; }

    /// <summary>Canonical JSON, UTF-8: the entry of the log, byte for byte.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The entry that somebody tried to change and could not, so that its history finds the leaf; null for all other leaves.</summary>
    public Guid? Tried { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LeafRow>
    {
        public void Configure(EntityTypeBuilder<LeafRow> builder)
        {
            builder.ToTable("leaves");
            builder.HasKey(x => new { x.Organisation, x.Index });
            builder.HasIndex(x => new { x.Organisation, x.Tried }).HasFilter("tried IS NOT NULL");
        }
    }
}

/// <summary>The head of an organisation's log: one row, locked by whoever adds leaves.</summary>
public sealed class LedgerHead
{
    public OrganisationId Organisation { get; init; }

    /// <summary>Name of the log, first line of its checkpoints.</summary>
    public required string Origin { get; init; }

    /// <summary>Grows with every server that takes the log over; a server with an older one may not write any more.</summary>
    public long Epoch { get; init; }

    /// <summary>Leaves so far; the index of the next one.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of all leaves together.</summary>
    public long Bytes { get; init; }

    /// <summary>Time of the last leaf, Unix milliseconds.</summary>
    public long LastAt { get; init; }

    /// <summary>Size of the newest signed checkpoint; 0 before the first.</summary>
    public long CheckpointSize { get; init; }

    /// <summary>The newest checkpoint with the log's own signatures, exactly as published; null before the first.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Entries below it are no longer published (tlog-tiles "Pruning"); 0 in a log that was never pruned.</summary>
    public long MinimumIndex { get; init; }

    /// <summary>Hash of the columns for which the rows have leaves; null until the rows that were there before the log are adopted.</summary>
    public string? Schema { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LedgerHead>
    {
        public void Configure(EntityTypeBuilder<LedgerHead> builder)
        {
            builder.ToTable("ledger_heads");
            builder.HasKey(x => x.Organisation);
            builder.Property(x => x.Organisation).ValueGeneratedNever();
        }
    }
}

/// <summary>The salt under which a person appears in the log. When it is destroyed, nobody can tell any more which leaves were theirs.</summary>
public sealed class SubjectSalt
{
    public OrganisationId Organisation { get; init; }
    public PersonId Subject { get; init; }

    /// <summary>16 random bytes.</summary>
    public required byte[] Salt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<SubjectSalt>
    {
        public void Configure(EntityTypeBuilder<SubjectSalt> builder)
        {
            builder.ToTable("subject_salts");
            builder.HasKey(x => new { x.Organisation, x.Subject });
        }
    }
}

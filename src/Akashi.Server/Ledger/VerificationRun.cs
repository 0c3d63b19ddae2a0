using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Ledger;

public readonly record struct VerificationId(Guid Value) : IId;

/// <summary>One full verification of the log and the rows, and what it found. Itself an act in the log.</summary>
public sealed class VerificationRun : Entry
{
    public VerificationId Id { get; private set; }

    /// <summary>UTC; when it ended.</summary>
    public DateTimeOffset At { get; private set; }

    public PersonId By { get; private set; }

    /// <summary>Size of the checkpoint that was verified.</summary>
    public long Size { get; private set; }

    /// <summary>Entries that were hashed.</summary>
    public long Entries { get; private set; }

    /// <summary>Tiles that were compared whole.</summary>
    public long Tiles { get; private set; }

    /// <summary>Rows that were compared with their leaves.</summary>
    public long Rows { get; private set; }

    /// <summary>How long it took, milliseconds.</summary>
    public long Milliseconds { get; private set; }

    /// <summary>Code of the first thing wrong; null when nothing was.</summary>
    public string? Code { get; private set; }

    /// <summary>The first thing wrong in words; empty when nothing was.</summary>
    public Text Fault { get; private set; }

    public override Guid Key => Id.Value;

    internal static VerificationRun Ended(VerificationId id, VerificationResult found, Stand stand)
    {
        var run = new VerificationRun
        {
            Id = id, At = stand.At, By = stand.By.Person, Size = found.Size, Entries = found.Entries, Tiles = found.Tiles, Rows = found.Rows,
            Milliseconds = found.Milliseconds, Code = found.Code, Fault = found.Fault,
        };
        run.Record(new LedgerVerified(found), stand.At);
        return run;
    }

    internal sealed class Table : IEntityTypeConfiguration<VerificationRun>
    {
        public void Configure(EntityTypeBuilder<VerificationRun> builder)
        {
            builder.ToTable("verifications");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.At });
            builder.TwoLanguages(x => x.Fault);
        }
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Code">Code of the first thing wrong; null when nothing was.</param>
public sealed record VerificationResult(long Size, long Entries, long Tiles, long Rows, long Milliseconds, string? Code, Text Fault)
{
    public bool Ok => Code is null;
}

/// <summary>A full verification came to its end.</summary>
public sealed record LedgerVerified(VerificationResult Result) : Event;

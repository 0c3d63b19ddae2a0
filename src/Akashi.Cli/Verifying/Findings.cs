using Akashi.Ledger;
using Akashi.Ledger.Records;

namespace Akashi.Cli.Verifying;

/// <summary>Something to know that is no fault.</summary>
/// <param name="Code">Stable.</param>
internal sealed record Notice(string Code, Words Words);

/// <summary>A time-stamp that was verified.</summary>
/// <param name="Size">Of the checkpoint that it is over.</param>
internal sealed record Stamp(long Size, TimeStampToken Token);

/// <summary>What a verification looked at and what came out.</summary>
internal sealed class Findings
{
    public required string Where { get; init; }
    public required Trust Trust { get; init; }
    public Checkpoint? Checkpoint { get; set; }
    public IReadOnlyList<VerifiedSignature> Signatures { get; set; } = [];
    public long Entries { get; set; }
    public long Tiles { get; set; }
    public long Detached { get; set; }
    public long MinimumIndex { get; set; }

    /// <summary>Sizes of the earlier checkpoints that the log continues.</summary>
    public IReadOnlyList<long> Earlier { get; set; } = [];

    /// <summary>What the leaves say; null when they were not read as such.</summary>
    public RecordReport? Records { get; set; }

    /// <summary>True when rows and events were compared.</summary>
    public bool Compared { get; set; }

    public List<Stamp> Stamps { get; } = [];

    /// <summary>Of an evidence bundle; null for a log.</summary>
    public BundleReport? Bundle { get; set; }

    public List<Notice> Notices { get; } = [];
    public TimeSpan Elapsed { get; set; }

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public Fault? Fault { get; set; }

    public int ExitCode => Fault switch { null => Cli.ExitCode.Ok, { Code: "export.malformed" } => Cli.ExitCode.Unreadable, _ => Cli.ExitCode.No };

    public double PerSecond => Entries / Math.Max(Elapsed.TotalSeconds, 0.001);
}

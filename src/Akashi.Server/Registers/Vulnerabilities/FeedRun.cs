using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Vulnerabilities;

public readonly record struct FeedRunId(Guid Value) : IId;

/// <summary>脆弱性情報の取込み. One file of a feed, taken in: without a run nobody has looked, with one there may be nothing.</summary>
public sealed class FeedRun : Entry
{
    /// <summary>Rejected items that are kept in words; the count tells of all.</summary>
    public const int MostRejected = 200;

    public FeedRunId Id { get; private set; }
    public FeedKind Kind { get; private set; }
    public string File { get; private set; } = "";

    /// <summary>SHA-256 of the file.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; private set; }

    public FeedCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);
    public IReadOnlyList<Rejected> Rejected { get; private set; } = [];

    public override Guid Key => Id.Value;

    internal static FeedRun Ended(FeedRunId id, FeedFile feed, string file, string hash, FeedCounts counts, Stand stand)
    {
        var run = new FeedRun { Id = id, Kind = feed.Kind, File = file, Hash = hash, At = stand.At, Counts = counts, Rejected = [.. feed.Rejected.Take(MostRejected)] };
        run.Record(new FeedTaken(feed.Kind, file, hash, counts), stand.At);
        return run;
    }

    internal sealed class Table : IEntityTypeConfiguration<FeedRun>
    {
        public void Configure(EntityTypeBuilder<FeedRun> builder)
        {
            builder.ToTable("feed_runs");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.At });
            builder.Property(x => x.Hash).HasMaxLength(64);
            builder.Property(x => x.Counts).AsJson();
            builder.Property(x => x.Rejected).AsJson();
        }
    }
}

/// <param name="Same">Known already, or older than what is known.</param>
/// <param name="Findings">That opened or reopened with this run.</param>
public sealed record FeedCounts(int New, int Changed, int Same, int Rejected, int Findings);

public sealed record FeedTaken(FeedKind Kind, string File, string Hash, FeedCounts Counts) : Event;

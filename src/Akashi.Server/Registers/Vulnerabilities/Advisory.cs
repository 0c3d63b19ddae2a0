using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Feeds;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Registers.Vulnerabilities.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Vulnerabilities;

public readonly record struct AdvisoryId(Guid Value) : IId;

/// <summary>脆弱性情報. What one source says about a weakness, as of its last change.</summary>
public sealed class Advisory : Entry
{
    public AdvisoryId Id { get; private set; }

    /// <summary>The source's own id; unique.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The CVE when it has one; what findings go by, so that two sources make one finding.</summary>
    public string Weakness { get; private set; } = "";

    public string Title { get; private set; } = "";
    public string Vector { get; private set; } = "";
    public DateTimeOffset ModifiedAt { get; private set; }
    public bool Withdrawn { get; private set; }

    /// <summary>Listed by CISA as exploited on this day; null when it is not, or nobody has looked.</summary>
    public DateOnly? ExploitedSince { get; private set; }

    public IReadOnlyList<Affected> Affected { get; private set; } = [];

    public override Guid Key => Id.Value;

    /// <summary>By the vector; null when there is none, and then it counts as high until somebody knows better.</summary>
    public decimal? Score => Cvss31.Parse(Vector)?.Base;

    public CvssSeverity Severity => Score is { } score ? Cvss31.SeverityOf(score) : CvssSeverity.High;

    internal static Advisory Make(AdvisoryId id, AdvisoryBody body, Stand stand)
    {
        var advisory = new Advisory { Id = id, Source = body.Source };
        advisory.Take(body, stand);
        return advisory;
    }

    /// <returns>False when what is known is as new.</returns>
    internal bool Revise(AdvisoryBody body, Stand stand)
    {
        if (body.ModifiedAt <= ModifiedAt) return false;
        Take(body, stand);
        return true;
    }

    /// <returns>False when that was known.</returns>
    internal bool Exploit(DateOnly since, Stand stand)
    {
        if (ExploitedSince == since) return false;
        ExploitedSince = since;
        Record(new AdvisoryExploited(Weakness, since), stand.At);
        return true;
    }

    private void Take(AdvisoryBody body, Stand stand)
    {
        (Weakness, Title, Vector, ModifiedAt, Withdrawn, Affected) = (body.Weakness, body.Title, body.Vector, body.ModifiedAt, body.Withdrawn, body.Affected);
        Record(new AdvisoryTaken(Source, Weakness, Vector, ModifiedAt, Withdrawn), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<Advisory>
    {
        public void Configure(EntityTypeBuilder<Advisory> builder)
        {
            builder.ToTable("advisories");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Source }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Weakness });
            builder.Property(x => x.Source).HasMaxLength(100);
            builder.Property(x => x.Weakness).HasMaxLength(100);
            builder.Property(x => x.Affected).AsJson();
            builder.Ignore(x => x.Score);
            builder.Ignore(x => x.Severity);
        }
    }
}

public sealed record AdvisoryTaken(string Source, string Weakness, string Vector, DateTimeOffset ModifiedAt, bool Withdrawn) : Event;

/// <summary>CISA lists the weakness as exploited since that day.</summary>
public sealed record AdvisoryExploited(string Weakness, DateOnly Since) : Event;

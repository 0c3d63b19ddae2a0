using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity.Duties;

public readonly record struct DutyPairId(Guid Value) : IId;

/// <summary>職務分掌の組. Two acts that the organisation itself keeps apart, beside the built-in pairs.</summary>
public sealed class DutyPair : Entry
{
    /// <summary>Characters of the reason.</summary>
    public const int LongestWhy = 300;

    public DutyPairId Id { get; private set; }
    public DutyKind Kind { get; private set; }

    /// <summary>Id of an act; the smaller of the two by ordinal order.</summary>
    public string First { get; private set; } = "";

    public string Second { get; private set; } = "";

    /// <summary>Why they are kept apart.</summary>
    public string Why { get; private set; } = "";

    /// <summary>UTC; null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public override Guid Key => Id.Value;

    public Duty Duty => new(Id.Value.ToString("N"), Kind, First, Second, new(Why, Why), "");

    /// <summary>Refusals: <c>duties.acts</c>, <c>duties.why</c>, <c>duties.known</c>. Who holds both already keeps them and is shown on the page.</summary>
    public static readonly OpenAct<DutyPair, DutyPairBody> Define = new("duties.define", new("職務分掌の組の登録", "Keep two acts apart"), (body, stand, id) =>
    {
        if (body.First is null || body.Second is null || body.First == body.Second || !ActNames.Known(body.First) || !ActNames.Known(body.Second))
            return new Refusal("duties.acts", new("異なる二つの操作を選んでください。", "Please choose two different acts."), 400);
        var why = body.Why?.Trim() ?? "";
        if (why.Length is 0 or > LongestWhy) return new Refusal("duties.why", new Text("分ける理由を{0}字までで入力してください。", "Please say in up to {0} characters why they are kept apart.").With(LongestWhy), 400);
        var (first, second) = string.CompareOrdinal(body.First, body.Second) < 0 ? (body.First, body.Second) : (body.Second, body.First);
        var pair = new DutyPair { Id = new(id), Kind = body.Kind, First = first, Second = second, Why = why };
        pair.Record(new DutyDefined(body.Kind, first, second, why), stand.At);
        return pair;
    }, async (db, pair, _, ct) => BuiltInDuties.All.Any(d => d.Kind == pair.Kind && d.Opposite(pair.First) == pair.Second)
        || await db.DutyPairs.AnyAsync(p => p.Kind == pair.Kind && p.First == pair.First && p.Second == pair.Second && p.EndedAt == null, ct)
            ? new("duties.known", new("この組はすでにあります。", "This pair is there already.")) : null) { Dangerous = true };

    /// <summary>Refusal: <c>duties.ended</c>.</summary>
    public static readonly Act<DutyPair, Because> End = new("duties.end", new("職務分掌の組の終了", "No longer keep two acts apart"), (pair, body, stand) =>
    {
        if (pair.EndedAt is not null) return new("duties.ended", new("すでに終了しています。", "It has ended already."));
        pair.EndedAt = stand.At;
        pair.Record(new DutyEnded(body.Reason), stand.At);
        return null;
    }) { Dangerous = true };

    internal sealed class Table : IEntityTypeConfiguration<DutyPair>
    {
        public void Configure(EntityTypeBuilder<DutyPair> builder)
        {
            builder.ToTable("duty_pairs");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.EndedAt });
            builder.Property(x => x.First).HasMaxLength(80);
            builder.Property(x => x.Second).HasMaxLength(80);
            builder.Property(x => x.Why).HasMaxLength(LongestWhy);
            builder.Ignore(x => x.Duty);
        }
    }
}

public sealed record DutyPairBody(DutyKind Kind, string? First, string? Second, string? Why);

public sealed record DutyDefined(DutyKind Kind, string First, string Second, string Why) : Event;

public sealed record DutyEnded(string Reason) : Event;

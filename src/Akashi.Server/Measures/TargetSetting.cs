using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Measures;

public readonly record struct TargetSettingId(Guid Value) : IId;

/// <summary>目標値. What an organisation decided to hold a measure against. Guidelines mostly leave the figure open; the newest setting before a moment is in force then.</summary>
public sealed class TargetSetting : Entry
{
    /// <summary>Characters of the basis.</summary>
    public const int LongestBasis = 500;

    public TargetSettingId Id { get; private set; }

    /// <summary>Id of the measure.</summary>
    public string Measure { get; private set; } = "";

    /// <summary>Null: back to what the program proposes.</summary>
    public Target? Target { get; private set; }

    /// <summary>On what the figure rests: a guideline, a contract, a decision.</summary>
    public string Basis { get; private set; } = "";

    public PersonId By { get; private set; }

    public override Guid Key => Id.Value;

    public static readonly OpenAct<TargetSetting, TargetBody> Set = new("measures.set-target", new("目標値の設定", "Set target"), (body, stand, id) =>
    {
        var setting = new TargetSetting { Id = new(id), By = stand.By.Person };
        return setting.Take(body, stand) is { } no ? no : setting;
    });

    /// <returns>Refusals: <c>measure.unknown</c>, <c>measure.target</c>, <c>measure.target-basis</c>.</returns>
    private Refusal? Take(TargetBody body, Stand stand)
    {
        if (MeasureList.Find(body.Measure) is not { } measure) return MeasureRefusals.Unknown;
        if (body.Value is { } value && (!double.IsFinite(value) || value < 0 || (measure.Unit is Unit.Percent && value > 100) || value > 1_000_000))
            return new("measure.target", new("目標値は0以上の数（割合は100まで）で入力してください。", "A target is a number from 0 on, up to 100 for a percentage."), 400);
        if (string.IsNullOrWhiteSpace(body.Basis) || body.Basis.Length > LongestBasis)
            return new("measure.target-basis", new Text("根拠（基準、契約、決定など）を{0}字以内で入力してください。", "Say on what it rests (a guideline, a contract, a decision), in up to {0} characters.").With(LongestBasis), 400);
        // Which side is right belongs to the measure; only the figure is the organisation's.
        (Measure, Target, Basis) = (measure.Id, body.Value is { } figure ? measure.Target with { Value = figure } : null, body.Basis.Trim());
        Record(new TargetSet(Measure, Target, Basis), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<TargetSetting>
    {
        public void Configure(EntityTypeBuilder<TargetSetting> builder)
        {
            builder.ToTable("measure_targets");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Measure, x.Id });
            builder.Property(x => x.Target!).AsJson();
        }
    }
}

/// <param name="Value">In the measure's unit; null goes back to what the program proposes.</param>
public sealed record TargetBody(string Measure, double? Value, string Basis);

/// <summary>A target was decided; in force from then on.</summary>
public sealed record TargetSet(string Measure, Target? Target, string Basis) : Event;

internal static class MeasureRefusals
{
    public static readonly Refusal Unknown = new("measure.unknown", new("この指標はありません。", "There is no such measure."), 404);
}

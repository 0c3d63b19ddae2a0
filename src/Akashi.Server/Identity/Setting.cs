using System.Globalization;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct SettingId(Guid Value) : IId;

/// <summary>設定値. One limit that the organisation set itself, with who set it and since when. What was never set has its default.</summary>
public sealed class Setting : Entry
{
    public SettingId Id { get; private set; }

    /// <summary>Name of a <see cref="SettingDefinition"/>; unique in the organisation.</summary>
    public string Name { get; private set; } = "";

    /// <summary>In the form of the definition's kind.</summary>
    public string Value { get; private set; } = "";

    public PersonId SetBy { get; private set; }

    /// <summary>UTC. From when it holds.</summary>
    public DateTimeOffset Since { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Refusals: <c>setting.unknown</c>, <c>setting.value</c>.</summary>
    public static readonly OpenAct<Setting, SettingBody> Set = new("settings.set", new("設定値の登録", "Set a limit"), (body, stand, id) =>
    {
        var setting = new Setting { Id = new(id), Name = body.Name };
        return setting.Take(body, stand) is { } no ? no : setting;
    }) { Dangerous = true };

    public static readonly Act<Setting, SettingBody> Change = new("settings.change", new("設定値の変更", "Change a limit"), (setting, body, stand) => setting.Take(body, stand)) { Dangerous = true };

    private Refusal? Take(SettingBody body, Stand stand)
    {
        if (Settings.Find(Name) is not { } definition) return new("setting.unknown", new Text("「{0}」という設定はありません。", "There is no setting “{0}”.").With(Name), 404);
        var value = (body.Value ?? "").Trim();
        if (definition.Fault(value) is { } fault) return new("setting.value", fault, 400);
        (Value, SetBy, Since) = (value, stand.By.Person, stand.At);
        Record(new SettingSet(Name, value), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Setting>
    {
        public void Configure(EntityTypeBuilder<Setting> builder)
        {
            builder.ToTable("settings");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Name }).IsUnique();
            builder.Property(x => x.Name).HasMaxLength(60);
        }
    }
}

public sealed record SettingBody(string Name, string? Value);

/// <summary>The value holds from the time of this event on.</summary>
public sealed record SettingSet(string Name, string Value) : Event;

/// <summary>What an organisation may decide for itself.</summary>
/// <param name="Name"><c>group.name</c>, e.g. <c>password.length</c>.</param>
/// <param name="Default">The modern default.</param>
/// <param name="Smallest">For numbers; null for words.</param>
/// <param name="Choices">For choices; empty for numbers and free text.</param>
/// <param name="Source">Where the limit is asked for.</param>
public sealed record SettingDefinition(string Name, Text Title, Text About, string Default, int? Smallest, int? Largest, IReadOnlyList<string> Choices, string Source)
{
    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public Text? Fault(string value)
    {
        if (Smallest is { } smallest && Largest is { } largest)
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest ? null
                : new Text("{0}から{1}までの整数を入力してください。", "Please give a whole number from {0} to {1}.").With(smallest, largest);
        if (Choices.Count > 0) return Choices.Contains(value) ? null : new Text("次のいずれかにしてください: {0}", "Please choose one of: {0}").With(string.Join(", ", Choices));
        return value.Length <= 4_000 ? null : new Text("{0}字までで入力してください。", "Please use up to {0} characters.").With(4_000);
    }
}

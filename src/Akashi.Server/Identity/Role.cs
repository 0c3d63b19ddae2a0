using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct RoleId(Guid Value) : IId;

/// <summary>役割. A set of acts that an organisation put together itself, beside the built-in ones.</summary>
public sealed class Role : Entry
{
    /// <summary>Characters of a key.</summary>
    public const int LongestKey = 40;

    public RoleId Id { get; private set; }

    /// <summary>Short stable name, unique in the organisation and unlike any built-in one.</summary>
    public string Name { get; private set; } = "";

    public Text Title { get; private set; }

    /// <summary>Ids of acts and reads.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    public override Guid Key => Id.Value;

    /// <summary>Refusals: <c>role.name</c>, <c>role.unnamed</c>, <c>role.acts</c>.</summary>
    public static readonly OpenAct<Role, RoleBody> Define = new("roles.define", new("役割の定義", "Define role"), (body, stand, id) =>
    {
        var role = new Role { Id = new(id), Name = body.Name ?? "" };
        return role.Take(body, stand, first: true) is { } no ? no : role;
    }) { Dangerous = true };

    /// <summary>Refusals: as <see cref="Define"/>, and <c>duties.conflict</c>.</summary>
    public static readonly Act<Role, RoleBody> Change = new("roles.change", new("役割の変更", "Change role"), (role, body, stand) => role.Take(body, stand, first: false), DutyCheck.GuardRoleAsync) { Dangerous = true };

    private Refusal? Take(RoleBody body, Stand stand, bool first)
    {
        if (first && (Name.Length is 0 or > LongestKey || Name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) || BuiltInRoles.Find(Name) is not null))
            return new("role.name", new Text("識別名は英小文字・数字・ハイフンで{0}字まで、既定の役割と違うものにしてください。", "The short name is lower case letters, digits and hyphens, up to {0}, and none of a built-in role.").With(LongestKey), 400);
        if (string.IsNullOrWhiteSpace(body.Title.Ja) || string.IsNullOrWhiteSpace(body.Title.En))
            return new("role.unnamed", new("名称は日本語と英語の両方を入力してください。", "Please give the name in both Japanese and English."), 400);
        if (body.Acts is not { Count: > 0 } || body.Acts.Any(a => !ActNames.Known(a)))
            return new("role.acts", new Text("操作を一つ以上選んでください。登録のない操作: {0}", "Choose at least one act. Unknown: {0}").With(string.Join(", ", (body.Acts ?? []).Where(a => !ActNames.Known(a)))), 400);
        (Title, Acts) = (body.Title, [.. body.Acts.Distinct().Order(StringComparer.Ordinal)]);
        Record(first ? new RoleDefined(Name, Acts) : new RoleChanged(Name, Acts), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Role>
    {
        public void Configure(EntityTypeBuilder<Role> builder)
        {
            builder.ToTable("roles");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Name }).IsUnique();
            builder.Property(x => x.Name).HasMaxLength(LongestKey);
            builder.Property(x => x.Acts).AsJson();
            builder.TwoLanguages(x => x.Title);
        }
    }
}

public sealed record RoleBody(string? Name, Text Title, IReadOnlyList<string> Acts);

public sealed record RoleDefined(string Name, IReadOnlyList<string> Acts) : Event;

public sealed record RoleChanged(string Name, IReadOnlyList<string> Acts) : Event;

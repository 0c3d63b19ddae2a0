using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity.Scim;

public readonly record struct ScimGroupId(Guid Value) : IId;

/// <summary>外部ID連携のグループ. A group of the identity provider (RFC 7643, 4.2). It gives its members a role once somebody here has mapped it to one; until then nothing.</summary>
public sealed class ScimGroup : Entry
{
    /// <summary>Members of one group.</summary>
    public const int MostMembers = 20_000;

    public ScimGroupId Id { get; private set; }
    public string DisplayName { get; private set; } = "";

    /// <summary>Lower case, for comparing; unique, null once the group was deleted.</summary>
    public string? NameKey { get; private set; }

    public string? ExternalId { get; private set; }

    /// <summary>Provisioned people.</summary>
    public IReadOnlyList<PersonId> Members { get; private set; } = [];

    /// <summary>Key of the role that members hold for all of the organisation; null gives nothing.</summary>
    public string? Role { get; private set; }

    /// <summary>UTC; null while the provider has not deleted it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public override Guid Key => Id.Value;

    internal static Outcome<ScimGroup> Make(ScimGroupId id, ScimGroupBody body, Stand stand)
    {
        var group = new ScimGroup { Id = id };
        return group.Take(body, stand) is { } no ? no : group;
    }

    /// <returns>Refusal: <c>scim.value</c>.</returns>
    internal Refusal? Take(ScimGroupBody body, Stand stand)
    {
        if (string.IsNullOrWhiteSpace(body.DisplayName) || body.DisplayName.Length > ScimUser.Longest || body.ExternalId?.Length > ScimUser.Longest) return ScimRefusals.Value("displayName", ScimUser.Longest);
        if (body.Members.Count > MostMembers) return ScimRefusals.Value("members", MostMembers);
        var (came, went) = (body.Members.Except(Members).ToList(), Members.Except(body.Members).ToList());
        (DisplayName, NameKey, ExternalId, Members) = (body.DisplayName.Trim(), Account.LoginOf(body.DisplayName), body.ExternalId, [.. body.Members.Distinct()]);
        Record(Version == 0 ? new GroupProvisioned(DisplayName, came) : new ProvisionedGroupChanged(DisplayName, came, went), stand.At);
        return null;
    }

    internal void Give(string? role, Stand stand)
    {
        Role = role;
        Record(new GroupMapped(DisplayName, role), stand.At);
    }

    internal void Remove(Stand stand)
    {
        (NameKey, Members, Role, RemovedAt) = (null, [], null, stand.At);
        Record(new ProvisionedGroupRemoved(DisplayName), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<ScimGroup>
    {
        public void Configure(EntityTypeBuilder<ScimGroup> builder)
        {
            builder.ToTable("scim_groups");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.NameKey }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.ExternalId });
            builder.Property(x => x.DisplayName).HasMaxLength(ScimUser.Longest);
            builder.Property(x => x.NameKey).HasMaxLength(ScimUser.Longest);
            builder.Property(x => x.ExternalId).HasMaxLength(ScimUser.Longest);
            builder.Property(x => x.Role).HasMaxLength(Identity.Role.LongestKey);
            builder.Property(x => x.Members).AsJson();
        }
    }
}

internal sealed record ScimGroupBody(string DisplayName, string? ExternalId, IReadOnlyList<PersonId> Members);

public sealed record GroupProvisioned(string DisplayName, IReadOnlyList<PersonId> Members) : Event;

public sealed record ProvisionedGroupChanged(string DisplayName, IReadOnlyList<PersonId> Came, IReadOnlyList<PersonId> Went) : Event;

/// <param name="Role">Null: gives nothing any more.</param>
public sealed record GroupMapped(string DisplayName, string? Role) : Event;

public sealed record ProvisionedGroupRemoved(string DisplayName) : Event;

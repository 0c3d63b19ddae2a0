using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity.Scim;

public readonly record struct ScimUserId(Guid Value) : IId;

/// <summary>
/// 外部ID連携の利用者. What an identity provider says about a person whom it looks after (RFC 7643, 4.1). The person itself is a <see cref="Person"/>, whose id
/// is the SCIM id; events name the person only, so that erasing them leaves no name behind.
/// </summary>
public sealed class ScimUser : Entry
{
    /// <summary>Characters of a user name, an external id or a part of a name.</summary>
    public const int Longest = 254;

    public ScimUserId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>The provider's name for the sign-in, as it was sent.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>For comparing, in the form of <see cref="Account.LoginOf"/>; null once the user was deleted, so that the name can be given to somebody else.</summary>
    public string? NameKey { get; private set; }

    /// <summary>The provider's own id; null when it gave none.</summary>
    public string? ExternalId { get; private set; }

    public string? GivenName { get; private set; }
    public string? FamilyName { get; private set; }
    public string? Formatted { get; private set; }
    public string? DisplayName { get; private set; }

    /// <summary>Roles that the person holds because of groups. One that was ended by hand stays in the list, so that it is not given again until the membership changes.</summary>
    public IReadOnlyList<GrantedRole> Granted { get; private set; } = [];

    /// <summary>UTC. When the provider deleted the user; null while it has not.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Somebody who was added here is looked after by the provider from now on. Refusals: <c>scim.value</c>, <c>scim.not-free</c>, <c>duplicate</c>.</summary>
    public static readonly OpenAct<ScimUser, Handover> HandOver = new("people.hand-over", new("外部ID連携への移管", "Hand over to provisioning"),
        (body, stand, id) => Make(new(id), body.Person, new ScimUserBody(body.UserName ?? "", body.ExternalId, null, null, null, null, null, null), stand),
        async (db, _, body, ct) => await db.People.AnyAsync(p => p.Id == body.Person && p.State == PersonState.Active && !p.Machine, ct) && !await db.ScimUsers.AnyAsync(u => u.Person == body.Person && u.RemovedAt == null, ct)
            ? null : new("scim.not-free", new("利用中で、まだ外部ID連携の対象でない方を選んでください。", "Please choose somebody who is active and not provisioned yet."), 400)) { Dangerous = true };

    /// <returns>Refusal: <c>scim.value</c>.</returns>
    internal static Outcome<ScimUser> Make(ScimUserId id, PersonId person, ScimUserBody body, Stand stand)
    {
        var user = new ScimUser { Id = id, Person = person };
        return user.Take(body, stand) is { } no ? no : user;
    }

    /// <returns>Refusal: <c>scim.value</c>.</returns>
    internal Refusal? Take(ScimUserBody body, Stand stand)
    {
        var key = Account.LoginOf(body.UserName);
        if (key.Length == 0 || body.Texts.Any(t => t?.Length > Longest)) return ScimRefusals.Value("userName", Longest);
        (UserName, NameKey, ExternalId) = (body.UserName.Trim(), key, body.ExternalId);
        (GivenName, FamilyName, Formatted, DisplayName) = (body.GivenName, body.FamilyName, body.Formatted, body.DisplayName);
        Record(Version == 0 ? new UserProvisioned(Person) : new ProvisionedUserChanged(Person), stand.At);
        return null;
    }

    internal void Grant(IReadOnlyList<GrantedRole> granted, Stand stand)
    {
        Granted = granted;
        Record(new RolesProvisioned(Person, [.. granted.Select(g => g.Role)]), stand.At);
    }

    internal void Remove(Stand stand)
    {
        (NameKey, RemovedAt, Granted) = (null, stand.At, []);
        Record(new ProvisionedUserRemoved(Person), stand.At);
    }

    /// <summary>With the person: nothing of what the provider said stays.</summary>
    internal void Erase(Stand stand)
    {
        (UserName, NameKey, ExternalId, GivenName, FamilyName, Formatted, DisplayName, RemovedAt) = ("", null, null, null, null, null, null, RemovedAt ?? stand.At);
        Record(new ProvisionedUserRemoved(Person), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<ScimUser>
    {
        public void Configure(EntityTypeBuilder<ScimUser> builder)
        {
            builder.ToTable("scim_users");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.NameKey }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.HasIndex(x => new { x.Organisation, x.ExternalId });
            builder.Property(x => x.UserName).HasMaxLength(Longest);
            builder.Property(x => x.NameKey).HasMaxLength(Longest);
            builder.Property(x => x.ExternalId).HasMaxLength(Longest);
            builder.Property(x => x.Granted).AsJson();
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="UserName">By which the provider knows them.</param>
/// <param name="ExternalId">Null when the provider finds them by name.</param>
public sealed record Handover(PersonId Person, string? UserName, string? ExternalId);

/// <summary>A user as the provider describes it.</summary>
/// <param name="Active">Null: as it is.</param>
/// <param name="Email">The primary one, else the first; null for none.</param>
internal sealed record ScimUserBody(string UserName, string? ExternalId, string? GivenName, string? FamilyName, string? Formatted, string? DisplayName, bool? Active, string? Email)
{
    public IEnumerable<string?> Texts => [UserName, ExternalId, GivenName, FamilyName, Formatted, DisplayName];

    /// <summary>The name for screens, from the most to the least that was said. A provider says it in one language, which stands for both.</summary>
    public Text Name
    {
        get
        {
            var parts = string.Join(' ', new[] { GivenName, FamilyName }.Where(n => !string.IsNullOrWhiteSpace(n)));
            var name = new[] { DisplayName, Formatted, parts, UserName }.First(n => !string.IsNullOrWhiteSpace(n))!;
            return new(name, name);
        }
    }
}

/// <param name="Assignment">Which was made for it.</param>
public sealed record GrantedRole(string Role, AssignmentId Assignment);

public sealed record UserProvisioned(PersonId Person) : Event;

public sealed record ProvisionedUserChanged(PersonId Person) : Event;

/// <param name="Roles">All that groups give from now on.</param>
public sealed record RolesProvisioned(PersonId Person, IReadOnlyList<string> Roles) : Event;

public sealed record ProvisionedUserRemoved(PersonId Person) : Event;

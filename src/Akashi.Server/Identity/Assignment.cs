using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct AssignmentId(Guid Value) : IId;

/// <summary>役割の割当て. A role that a person holds: for all of the organisation, one service or one catalog, from one time to another.</summary>
public sealed class Assignment : Entry
{
    public AssignmentId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>Key of a built-in role or of one of the organisation's own.</summary>
    public string Role { get; private set; } = "";

    /// <summary>Null for every service.</summary>
    public ServiceId? Service { get; private set; }

    /// <summary>Null for every catalog.</summary>
    public CatalogId? Catalog { get; private set; }

    /// <summary>How much people of a party may see of what lies beneath their own services; the organisation's own people see all.</summary>
    public Disclosure Clearance { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>UTC, not included; null without an end.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>UTC; null while nobody has taken it away.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public override Guid Key => Id.Value;

    public Place Where => new(Service?.Value, Catalog?.Value);

    public bool HoldsAt(DateTimeOffset at) => From <= at && (Until is null || at < Until) && EndedAt is null;

    internal static readonly Refusal Self = new("assignment.self", new("ご自身に役割を割り当てることはできません。ほかの方に依頼してください。", "You cannot assign a role to yourself. Please ask somebody else."));

    /// <summary>Refusals: <c>assignment.period</c>, <c>assignment.self</c>, <c>assignment.unknown</c>, <c>duties.conflict</c>.</summary>
    public static readonly OpenAct<Assignment, AssignmentBody> Assign = new("assignments.assign", new("役割の割当て", "Assign role"), (body, stand, id) =>
    {
        if (body.Person == stand.By.Person) return Self;
        return Make(new(id), body, stand);
    }, Assigning.GuardAsync) { Dangerous = true };

    /// <summary>Refusal: <c>assignment.ended</c>.</summary>
    public static readonly Act<Assignment, Because> End = new("assignments.end", new("割当ての終了", "End assignment"), (assignment, body, stand) => assignment.Close(body.Reason, stand), Assigning.GuardEndAsync) { Dangerous = true };

    internal static Outcome<Assignment> Make(AssignmentId id, AssignmentBody body, Stand stand)
    {
        var from = body.From is { } at && at > stand.At ? Clock.Truncate(at) : stand.At;
        var until = body.Until is { } end ? Clock.Truncate(end) : (DateTimeOffset?)null;
        if (until <= from) return new Refusal("assignment.period", new("終わりは始まりより後にしてください。", "The end must lie after the beginning."), 400);
        var assignment = new Assignment { Id = id, Person = body.Person, Role = body.Role, Service = body.Service, Catalog = body.Catalog, Clearance = body.Clearance, From = from, Until = until };
        assignment.Record(new RoleAssigned(body.Person, body.Role, body.Service, body.Catalog, body.Clearance, from, until), stand.At);
        return assignment;
    }

    internal Refusal? Close(string reason, Stand stand)
    {
        if (EndedAt is not null) return new("assignment.ended", new("この割当てはすでに終わっています。", "This assignment has ended already."));
        EndedAt = stand.At;
        Record(new AssignmentEnded(Person, Role, reason), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Assignment>
    {
        public void Configure(EntityTypeBuilder<Assignment> builder)
        {
            builder.ToTable("assignments");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.Property(x => x.Role).HasMaxLength(Identity.Role.LongestKey);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Service>().WithMany().HasForeignKey(x => new { x.Organisation, x.Service }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Catalog>().WithMany().HasForeignKey(x => new { x.Organisation, x.Catalog }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="From">Null, or past: from now on.</param>
/// <param name="Until">Null: without an end.</param>
public sealed record AssignmentBody(PersonId Person, string Role, ServiceId? Service = null, CatalogId? Catalog = null, Disclosure Clearance = Disclosure.Public, DateTimeOffset? From = null, DateTimeOffset? Until = null);

public sealed record RoleAssigned(PersonId Person, string Role, ServiceId? Service, CatalogId? Catalog, Disclosure Clearance, DateTimeOffset From, DateTimeOffset? Until) : Event;

public sealed record AssignmentEnded(PersonId Person, string Role, string Reason) : Event;

using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.References;

public readonly record struct StatementId(Guid Value) : IId;

/// <summary>対応状況. What a party says about one control for one service; one per control × service × party.</summary>
public sealed class Statement : Entry
{
    public StatementId Id { get; private set; }
    public ServiceId Service { get; private set; }
    public CatalogId Catalog { get; private set; }
    public ControlId Control { get; private set; }
    public PartyId Party { get; private set; }

    public Conformity Conformity { get; private set; }
    public string? View { get; private set; }
    public string? Finding { get; private set; }
    public Disclosure Disclosure { get; private set; }
    public IReadOnlyList<Citation> Citations { get; private set; } = [];
    public IReadOnlyList<Duty> Duties { get; private set; } = [];
    public string? ResponsibleRole { get; private set; }
    public DateOnly? ReviewDue { get; private set; }
    public IReadOnlyList<Note> Notes { get; private set; } = [];

    /// <summary>True when at least one source is cited. Kept for coverage, which reads narrow columns only.</summary>
    public bool HasEvidence { get; private set; }

    /// <summary>The parties with a duty, as bits of <see cref="PartySet"/>.</summary>
    public PartySet DutyParties { get; private set; }

    /// <summary>UTC. When what the statement says last changed; a later one above makes those below "review needed".</summary>
    public DateTimeOffset AssessedAt { get; private set; }

    /// <summary>UTC. When somebody last looked at it: changed or confirmed it.</summary>
    public DateTimeOffset ReviewedAt { get; private set; }

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value, Catalog.Value);

    public StatementBody Body => new(Conformity, View, Finding, Disclosure, Citations, Duties, ResponsibleRole, ReviewDue, Notes);

    public static readonly OpenAct<Statement, NewStatement> Open = new("statements.open", new("対応状況の登録", "Open statement"),
        (body, stand, id) => Create(new(id), body, stand), GuardAsync);

    public static readonly Act<Statement, StatementBody> Assess = new("statements.assess", new("対応状況の変更", "Assess"),
        (statement, body, stand) => statement.Take(body, stand));

    public static readonly Act<Statement, Confirmation> Confirm = new("statements.confirm", new("見直し済みにする", "Confirm"), (statement, body, stand) =>
    {
        statement.ReviewedAt = stand.At;
        statement.ReviewDue = body.NextReview ?? statement.ReviewDue;
        statement.Record(new StatementConfirmed(statement.Id, statement.ReviewDue), stand.At);
        return null;
    });

    internal static Outcome<Statement> Create(StatementId id, NewStatement body, Stand stand)
    {
        var statement = new Statement { Id = id, Service = body.Service, Catalog = body.Catalog, Control = body.Control, Party = body.Party };
        return statement.Take(body.Body, stand) is { } no ? no : statement;
    }

    /// <summary>Takes over what the body says. Citations in the finding are read from its text, never believed from outside.</summary>
    /// <returns>Refusals: <c>statement.duty-twice</c>, <c>statement.duty-empty</c>, <c>statement.too-long</c>, <c>statement.unchanged</c>.</returns>
    internal Refusal? Take(StatementBody body, Stand stand)
    {
        var tidy = body with
        {
            View = Blank(body.View), Finding = Blank(body.Finding), ResponsibleRole = Blank(body.ResponsibleRole),
            Citations = CitedText.WithFinding(body.Citations, body.Finding), Notes = body.Notes ?? [],
        };
        if (StatementRules.FirstProblem(tidy) is { } problem) return problem;
        if (Version > 0 && StatementComparer.Same(tidy, Body)) return StatementRules.Unchanged;
        (Conformity, View, Finding, Disclosure) = (tidy.Conformity, tidy.View, tidy.Finding, tidy.Disclosure);
        (Citations, Duties, ResponsibleRole, ReviewDue, Notes) = (tidy.Citations, tidy.Duties, tidy.ResponsibleRole, tidy.ReviewDue, tidy.Notes!);
        (HasEvidence, DutyParties) = (Citations.Count > 0, PartySets.Of(Duties));
        (AssessedAt, ReviewedAt) = (stand.At, stand.At);
        Record(new StatementAssessed(Id, tidy), stand.At);
        return null;
    }

    private static async Task<Refusal?> GuardAsync(Db db, Statement statement, NewStatement body, CancellationToken ct)
    {
        var known = await db.Controls.AnyAsync(c => c.Id == body.Control && c.Catalog == body.Catalog, ct)
            && await db.Services.AnyAsync(s => s.Id == body.Service, ct) && await db.Parties.AnyAsync(p => p.Id == body.Party, ct);
        return known ? null : Refusal.NotFound;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal sealed class Table : IEntityTypeConfiguration<Statement>
    {
        public void Configure(EntityTypeBuilder<Statement> builder)
        {
            builder.ToTable("statements");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Service, x.Control, x.Party }).IsUnique();
            // Everything that coverage needs stands in this index: a scan of it never touches the long texts.
            builder.HasIndex(x => new { x.Organisation, x.Catalog, x.Service, x.Party, x.Control, x.Conformity, x.Disclosure, x.HasEvidence, x.DutyParties, x.AssessedAt, x.ReviewedAt })
                .HasDatabaseName("ix_statements_coverage");
            builder.HasOne<Service>().WithMany().HasForeignKey(x => new { x.Organisation, x.Service }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Control>().WithMany().HasForeignKey(x => new { x.Organisation, x.Control }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Party>().WithMany().HasForeignKey(x => new { x.Organisation, x.Party }).OnDelete(DeleteBehavior.Restrict);
            builder.Property(x => x.Citations).AsJson();
            builder.Property(x => x.Duties).AsJson();
            builder.Property(x => x.Notes).AsJson();
            builder.Property(x => x.DutyParties).HasConversion<int>();
            builder.Ignore(x => x.Body);
        }
    }
}

public sealed record NewStatement(ServiceId Service, CatalogId Catalog, ControlId Control, PartyId Party, StatementBody Body);

/// <param name="NextReview">The next day by which to look again; null keeps the day that is set.</param>
public sealed record Confirmation(DateOnly? NextReview);

/// <summary>The whole state after the act, so that any two versions can be compared and a row be checked against its last event.</summary>
public sealed record StatementAssessed(StatementId Statement, StatementBody Body) : Event
{
    /// <summary>True for an event that holds what was not public when it happened.</summary>
    public static bool WasSensitive(EventRow row) => row.Type == nameof(StatementAssessed)
        && System.Text.Json.JsonSerializer.Deserialize<StatementAssessed>(row.Body, Columns.Json)!.Body.Disclosure is Disclosure.Nda or Disclosure.Internal;
}

public sealed record StatementConfirmed(StatementId Statement, DateOnly? ReviewDue) : Event;

using System.Runtime.CompilerServices;
using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Identity.Scim;
using Akashi.Server.Jobs;
using Akashi.Server.Ledger;
using Akashi.Server.Mail;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Akashi.Server.Kernel;

/// <summary>
/// The one database context: rows and events commit together. It sees one organisation only (none by default);
/// <see cref="SqliteDb"/> and <see cref="PostgresDb"/> are its two dialects.
/// </summary>
public abstract class Db(DbContextOptions options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Catalog> Catalogs => Set<Catalog>();
    public DbSet<Control> Controls => Set<Control>();
    public DbSet<Party> Parties => Set<Party>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<ImportRun> Imports => Set<ImportRun>();
    public DbSet<HeaderMemory> HeaderMemories => Set<HeaderMemory>();
    public DbSet<VerificationRun> Verifications => Set<VerificationRun>();
    public DbSet<RetentionPolicy> RetentionPolicies => Set<RetentionPolicy>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<Role> Roles => Set<Role>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ReviewCampaign> Reviews => Set<ReviewCampaign>();
    public DbSet<ReviewLine> ReviewLines => Set<ReviewLine>();
    public DbSet<DutyPair> DutyPairs => Set<DutyPair>();
    public DbSet<DutyExemption> DutyExemptions => Set<DutyExemption>();
    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();
    public DbSet<ScimUser> ScimUsers => Set<ScimUser>();
    public DbSet<ScimGroup> ScimGroups => Set<ScimGroup>();
    public DbSet<ExternalLogin> ExternalLogins => Set<ExternalLogin>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<LedgerSurvey> LedgerSurveys => Set<LedgerSurvey>();
    public DbSet<Observation> Observations => Set<Observation>();
    public DbSet<TargetSetting> TargetSettings => Set<TargetSetting>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<PrivilegeRequest> Privileges => Set<PrivilegeRequest>();
    public DbSet<PrivilegeRule> PrivilegeRules => Set<PrivilegeRule>();
    public DbSet<SshCertificate> SshCertificates => Set<SshCertificate>();
    public DbSet<SshRecording> SshRecordings => Set<SshRecording>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<ChangeRule> ChangeRules => Set<ChangeRule>();
    public DbSet<MaintenanceItem> MaintenanceItems => Set<MaintenanceItem>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<ReportDuty> ReportDuties => Set<ReportDuty>();
    public DbSet<IncidentNote> IncidentNotes => Set<IncidentNote>();
    public DbSet<ComponentSet> ComponentSets => Set<ComponentSet>();
    public DbSet<FeedRun> FeedRuns => Set<FeedRun>();
    public DbSet<Advisory> Advisories => Set<Advisory>();
    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<LeafRow> Leaves => Set<LeafRow>();
    public DbSet<LedgerHead> LedgerHeads => Set<LedgerHead>();
    public DbSet<SubjectSalt> SubjectSalts => Set<SubjectSalt>();

    /// <summary>The only organisation whose rows this context sees.</summary>
    public OrganisationId Organisation { get; internal set; }

    /// <summary>What of the organisation whoever asks may look at; everything for what the server does itself.</summary>
    public Sight Sight
    {
        get => _sight;
        internal set
        {
            _sight = value;
            (_whole, _opened, _knownServices, _parties, _levels) = (value.Whole, [.. value.Services ?? value.Known], [.. value.Known], [.. value.Parties], [.. value.Levels]);
            _everything = value == Sight.All;
        }
    }

    private Sight _sight = Sight.All;
    private bool _whole = true, _everything = true;
    private List<ServiceId> _opened = [], _knownServices = [];
    private List<PartyId> _parties = [];
    private List<Disclosure> _levels = [];

    /// <summary>The act under way and the leaves it adds to; saving a changed entry without them is a bug.</summary>
    internal (Act Act, Stand Stand, LeafBatch Leaves)? Under { get; set; }

    /// <summary>Rows of <see cref="AddMany"/> that are not saved yet.</summary>
    internal List<object> Many { get; } = [];

    /// <summary>
    /// Adds many new rows past the change tracker: saving inserts them after all that is tracked, by <see cref="BulkRows"/>. Entries among
    /// them need an act and events like any other.
    /// </summary>
    public void AddMany(IEnumerable<object> rows) => Many.AddRange(rows);

    /// <summary>Entries that saving will write.</summary>
    internal List<Entry> Changed() =>
        [.. ChangeTracker.Entries<Entry>().Where(e => e.State is not EntityState.Unchanged).Select(e => e.Entity), .. Many.OfType<Entry>()];

    /// <summary>What acts of one transaction save together; null outside the line.</summary>
    internal SharedSave? Shared { get; set; }

    public Task<TEntry?> FindEntryAsync<TEntry>(Guid id, CancellationToken ct) where TEntry : Entry =>
        Shared is not null && Shared.TryFind(id, out var loaded) ? Task.FromResult(loaded as TEntry) : EntryKey.FindAsync<TEntry>(this, id, ct);

    /// <summary>Starts a transaction in which no other writer can slip between reading and writing.</summary>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(CancellationToken ct);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save asynchronously, through Desk.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var events = Task.CompletedTask;
        if (Under is null && Shared is not null) Shared.Check();
        else events = EventWriter.WriteAsync(this);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        saved += await BulkSave.SaveAsync(this, Many, cancellationToken);
        await events;
        Many.Clear();
        return saved;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var id in Ids.All) configurationBuilder.Properties(id).HaveConversion(typeof(IdToGuid<>).MakeGenericType(id));
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(Db).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(Kernel.Entry))))
            modelBuilder.Entity(type.ClrType).Property<int>(nameof(Kernel.Entry.Version)).IsConcurrencyToken();
        Scope<Organisation>(modelBuilder); Scope<Person>(modelBuilder); Scope<Catalog>(modelBuilder); Scope<Statement>(modelBuilder);
        Scope<VerificationRun>(modelBuilder); Scope<RetentionPolicy>(modelBuilder);
        Scope<HeaderMemory>(modelBuilder); Scope<SavedView>(modelBuilder);
        modelBuilder.Entity<Service>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _knownServices.Contains(x.Id)));
        modelBuilder.Entity<Party>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _parties.Contains(x.Id)));
        modelBuilder.Entity<Edition>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _opened.Contains(x.Service)));
        modelBuilder.Entity<ImportRun>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _opened.Contains(x.Service)));
        modelBuilder.Entity<Job>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _opened.Contains(x.Service)));
        modelBuilder.Entity<Document>().HasQueryFilter(x => x.Organisation == Organisation
            && (_everything || x.Party == _sight.Party || (_levels.Contains(x.Disclosure) && (_whole || _parties.Contains(x.Party)))));
        Scope<Account>(modelBuilder); Scope<Assignment>(modelBuilder); Scope<Role>(modelBuilder); Scope<Setting>(modelBuilder); Scope<ApiToken>(modelBuilder); Scope<Invitation>(modelBuilder);
        Scope<ReviewCampaign>(modelBuilder); Scope<ReviewLine>(modelBuilder); Scope<DutyPair>(modelBuilder); Scope<DutyExemption>(modelBuilder);
        modelBuilder.Entity<OutboxMail>().HasQueryFilter(x => x.Organisation == Organisation);
        Scope<ScimUser>(modelBuilder); Scope<ScimGroup>(modelBuilder); Scope<ExternalLogin>(modelBuilder);
        modelBuilder.Entity<Session>().HasQueryFilter(x => x.Organisation == Organisation);
        Scope<LedgerSurvey>(modelBuilder); Scope<Observation>(modelBuilder); Scope<TargetSetting>(modelBuilder);
        Scope<Notice>(modelBuilder); Scope<PrivilegeRequest>(modelBuilder); Scope<PrivilegeRule>(modelBuilder); Scope<SshCertificate>(modelBuilder);
        Scope<SshRecording>(modelBuilder); Scope<MaintenanceItem>(modelBuilder);
        Scope<Incident>(modelBuilder); Scope<ReportDuty>(modelBuilder); Scope<IncidentNote>(modelBuilder);
        Scope<Change>(modelBuilder); Scope<ChangeRule>(modelBuilder);
        Scope<FeedRun>(modelBuilder); Scope<Advisory>(modelBuilder);
        modelBuilder.Entity<ComponentSet>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _opened.Contains(x.Service)));
        modelBuilder.Entity<Finding>().HasQueryFilter(x => x.Organisation == Organisation && (_whole || _opened.Contains(x.Service)));
        modelBuilder.Entity<Control>().HasQueryFilter(x => x.Organisation == Organisation);
        modelBuilder.Entity<EventRow>().HasQueryFilter(x => x.Organisation == Organisation);
        modelBuilder.Entity<LeafRow>().HasQueryFilter(x => x.Organisation == Organisation);
        modelBuilder.Entity<LedgerHead>().HasQueryFilter(x => x.Organisation == Organisation);
        modelBuilder.Entity<SubjectSalt>().HasQueryFilter(x => x.Organisation == Organisation);
    }

    private void Scope<T>(ModelBuilder model) where T : Entry => model.Entity<T>().HasQueryFilter(x => x.Organisation == Organisation);
}

/// <summary>Column kinds that every module maps the same way.</summary>
public static class Columns
{
    public static readonly JsonSerializerOptions Json = new(CatalogFile.Json) { Converters = { new IdJson() } };

    /// <summary>A value kept as JSON. Values are replaced whole, never edited in place, so identity tells a change.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class =>
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json), s => JsonSerializer.Deserialize<T>(s, Json)!),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), v => RuntimeHelpers.GetHashCode(v), v => v))
        .HasAnnotation("Akashi:Json", true);

    /// <summary>
    /// A column whose content nobody is to see outside the database: a row's state holds the hash of what is stored instead, so that a password that
    /// somebody put there past the desk is found, and no export or bundle tells it.
    /// </summary>
    public static PropertyBuilder<T> IsSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation("Akashi:Secret", true);

    /// <summary>
    /// These rows belong to an entry and change only with it. The entry keeps a digest of them in a column, so that its leaf in the log
    /// answers for them too (docs/formats/ledger-leaf.md, parts).
    /// </summary>
    public static void IsPartOf<TParent>(this EntityTypeBuilder part, string parent, string order, string digest) where TParent : Entry =>
        part.HasAnnotation("Akashi:PartOf", $"{typeof(TParent).Name} {parent} {order} {digest}");

    /// <summary>Both languages, each in a column: <c>title_ja</c>, <c>title_en</c>.</summary>
    public static void TwoLanguages<T>(this EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, Text>> property) where T : class =>
        entity.ComplexProperty(property, text => { text.Property(t => t.Ja); text.Property(t => t.En); });
}

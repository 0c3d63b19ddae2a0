using System.Runtime.CompilerServices;
using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Jobs;
using Akashi.Server.References;
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
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<EventRow> Events => Set<EventRow>();

    /// <summary>The only organisation whose rows this context sees.</summary>
    public OrganisationId Organisation { get; internal set; }

    /// <summary>The act under way; saving a changed entry without one is a bug.</summary>
    internal (Act Act, Stand Stand)? Act { get; set; }

    public async Task<TEntry?> FindEntryAsync<TEntry>(Guid id, CancellationToken ct) where TEntry : Entry =>
        await Set<TEntry>().AsTracking().FirstOrDefaultAsync(EntryKey.Is<TEntry>(Model, id), ct);

    /// <summary>Starts a transaction in which no other writer can slip between reading and writing.</summary>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(CancellationToken ct);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save asynchronously, through Desk.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        EventWriter.Write(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
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
        Scope<Organisation>(modelBuilder); Scope<Person>(modelBuilder); Scope<Catalog>(modelBuilder); Scope<Party>(modelBuilder);
        Scope<Service>(modelBuilder); Scope<Document>(modelBuilder); Scope<Statement>(modelBuilder); Scope<Edition>(modelBuilder);
        Scope<ImportRun>(modelBuilder); Scope<HeaderMemory>(modelBuilder);
        Scope<SavedView>(modelBuilder); Scope<Job>(modelBuilder);
        modelBuilder.Entity<Control>().HasQueryFilter(x => x.Organisation == Organisation);
        modelBuilder.Entity<EventRow>().HasQueryFilter(x => x.Organisation == Organisation);
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

    /// <summary>Both languages, each in a column: <c>title_ja</c>, <c>title_en</c>.</summary>
    public static void TwoLanguages<T>(this EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, Text>> property) where T : class =>
        entity.ComplexProperty(property, text => { text.Property(t => t.Ja); text.Property(t => t.En); });
}

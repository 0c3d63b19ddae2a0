using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.References;

public readonly record struct ImportRunId(Guid Value) : IId;

/// <summary>An import that was applied: from which files, what it changed, and its report, for good.</summary>
public sealed class ImportRun : Entry
{
    public ImportRunId Id { get; private set; }
    public ServiceId Service { get; private set; }
    public PartyId Party { get; private set; }
    public IReadOnlyList<string> Files { get; private set; } = [];
    public int Added { get; private set; }
    public int Changed { get; private set; }

    /// <summary>What ended neither in a field nor in a note: place and words, in both languages.</summary>
    public IReadOnlyList<ImportRemark> Report { get; private set; } = [];

    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value);

    internal static ImportRun Applied(ImportRunId id, ServiceId service, PartyId party, IReadOnlyList<string> files, int added, int changed, IReadOnlyList<ImportRemark> report, Stand stand)
    {
        var run = new ImportRun
        {
            Id = id, Service = service, Party = party, Files = files, Added = added, Changed = changed, Report = report, By = stand.By.Person, At = stand.At,
        };
        run.Record(new ReferenceImported(service, party, files, added, changed), stand.At);
        return run;
    }

    internal sealed class Table : IEntityTypeConfiguration<ImportRun>
    {
        public void Configure(EntityTypeBuilder<ImportRun> builder)
        {
            builder.ToTable("imports");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.Property(x => x.Files).AsJson();
            builder.Property(x => x.Report).AsJson();
        }
    }
}

/// <param name="Place">File, sheet and cell.</param>
public sealed record ImportRemark(string Place, Text Message);

public sealed record ReferenceImported(ServiceId Service, PartyId Party, IReadOnlyList<string> Files, int Added, int Changed) : Event;

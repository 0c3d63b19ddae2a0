using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.References;

public readonly record struct EditionId(Guid Value) : IId;

/// <summary>版. A reference as it was published, frozen; or a line of the revision sheet that an import brought along.</summary>
public sealed class Edition : Entry
{
    public EditionId Id { get; private set; }
    public ServiceId Service { get; private set; }

    /// <summary>The version as printed, e.g. <c>Version 2.0</c>; unique per service.</summary>
    public string Label { get; private set; } = "";

    public DateOnly Date { get; private set; }

    /// <summary>What changed; the revision sheet's third column.</summary>
    public string Notes { get; private set; } = "";

    /// <summary>The frozen content and the published files; empty for a revision that was only imported.</summary>
    public IReadOnlyList<EditionFile> Files { get; private set; } = [];

    public PersonId? PublishedBy { get; private set; }

    public bool Published => Files.Count > 0;

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value);

    /// <summary>Records a published edition whose files are already in the evidence store.</summary>
    internal static Edition Publish(EditionId id, ServiceId service, string label, DateOnly date, string notes, IReadOnlyList<EditionFile> files, Stand stand)
    {
        var edition = new Edition { Id = id, Service = service, Label = label, Date = date, Notes = notes, Files = files, PublishedBy = stand.By.Person };
        edition.Record(new EditionPublished(id, label, date, notes, files), stand.At);
        return edition;
    }

    internal static Edition Import(EditionId id, ServiceId service, string label, DateOnly date, string notes, DateTimeOffset at)
    {
        var edition = new Edition { Id = id, Service = service, Label = label };
        edition.Correct(date, notes, at);
        return edition;
    }

    internal void Correct(DateOnly date, string notes, DateTimeOffset at)
    {
        (Date, Notes) = (date, notes);
        Record(new RevisionImported(Id, Label, date, notes), at);
    }

    internal sealed class Table : IEntityTypeConfiguration<Edition>
    {
        public void Configure(EntityTypeBuilder<Edition> builder)
        {
            builder.ToTable("editions");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Service, x.Label }).IsUnique();
            builder.HasOne<Service>().WithMany().HasForeignKey(x => new { x.Organisation, x.Service }).OnDelete(DeleteBehavior.Restrict);
            builder.Property(x => x.Files).AsJson();
            builder.Ignore(x => x.Published);
        }
    }
}

/// <summary>One published file of an edition.</summary>
/// <param name="Audience">Who may have it; the frozen snapshot is internal.</param>
public sealed record EditionFile(Publishing.Audience Audience, string Format, string Language, StoredFile File);

public sealed record EditionPublished(EditionId Edition, string Label, DateOnly Date, string Notes, IReadOnlyList<EditionFile> Files) : Event;

public sealed record RevisionImported(EditionId Edition, string Label, DateOnly Date, string Notes) : Event;

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Catalogs;

public readonly record struct CatalogId(Guid Value) : IId;

public readonly record struct ControlId(Guid Value) : IId;

/// <summary>A book of requirements: catalog → groups → controls (OSCAL catalog). Loaded from a file, a workbook or a CSV.</summary>
public sealed class Catalog : Entry
{
    public CatalogId Id { get; private set; }

    /// <summary>Short stable name, unique in the organisation, e.g. <c>mhlw-5</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Place in lists, from 0: the order in which the catalogs were first loaded.</summary>
    public int Ordinal { get; private set; }

    public Text Title { get; private set; }
    public Text Issuer { get; private set; }
    public Text Edition { get; private set; }
    public Text Note { get; private set; }

    /// <summary>Year, month or day of publication as far as known (<c>2017-05</c>); null when not.</summary>
    public string? Published { get; private set; }

    public IReadOnlyList<string> Recognise { get; private set; } = [];
    public IReadOnlyList<GroupFile> Groups { get; private set; } = [];
    public SheetLayout? Layout { get; private set; }
    public int ControlCount { get; private set; }

    /// <summary>
    /// SHA-256 over the states of all controls (docs/formats/ledger-leaf.md), lower case hex: through it the catalog's leaf in the log
    /// answers for its controls too. Null for a catalog loaded before the log began, until it is loaded again.
    /// </summary>
    public string? Content { get; private set; }

    public override Guid Key => Id.Value;
    internal override Place Place => new(Catalog: Id.Value);

    internal static Catalog Load(CatalogId id, int ordinal, CatalogFile file, string content, DateTimeOffset at)
    {
        var catalog = new Catalog { Id = id, Ordinal = ordinal, Name = file.Key };
        catalog.Take(file, content, at);
        return catalog;
    }

    /// <summary>Takes over what the file says; the controls themselves are compared by <see cref="CatalogLoader"/>.</summary>
    internal void Take(CatalogFile file, string content, DateTimeOffset at)
    {
        Content = content;
        (Title, Issuer, Edition, Note, Published) = (file.Title, file.Issuer, file.Edition, file.Note, file.Published);
        (Recognise, Groups, Layout, ControlCount) = (file.Recognise, file.Groups, file.Layout, file.Controls.Count);
        Record(new CatalogLoaded(Name, ControlCount), at);
    }

    internal sealed class Table : IEntityTypeConfiguration<Catalog>
    {
        public void Configure(EntityTypeBuilder<Catalog> builder)
        {
            builder.ToTable("catalogs");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Name }).IsUnique();
            builder.TwoLanguages(x => x.Title);
            builder.TwoLanguages(x => x.Issuer);
            builder.TwoLanguages(x => x.Edition);
            builder.TwoLanguages(x => x.Note);
            builder.Property(x => x.Recognise).AsJson();
            builder.Property(x => x.Groups).AsJson();
            builder.Property(x => x.Layout!).AsJson();
        }
    }
}

public sealed record CatalogLoaded(string Name, int Controls) : Event;

/// <summary>One requirement (OSCAL control). Belongs to its catalog and changes only with it.</summary>
public sealed class Control
{
    public OrganisationId Organisation { get; init; }
    public ControlId Id { get; init; }
    public CatalogId Catalog { get; init; }

    /// <summary>Place in the catalog, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>Unique in the catalog.</summary>
    public string Code { get; init; } = "";

    /// <summary>The number as printed; may repeat.</summary>
    public string Number { get; set; } = "";

    /// <summary>Id of the group that holds it.</summary>
    public string Group { get; set; } = "";

    public ControlClass Class { get; set; }
    public Text Title { get; set; }
    public Text Summary { get; set; }
    public IReadOnlyList<ControlPart> Parts { get; set; } = [];
    public IReadOnlyList<string> Themes { get; set; } = [];
    public Text DisclosureItems { get; set; }
    public IReadOnlyList<string> Links { get; set; } = [];

    internal sealed class Table : IEntityTypeConfiguration<Control>
    {
        public void Configure(EntityTypeBuilder<Control> builder)
        {
            builder.ToTable("controls");
            builder.IsPartOf<Catalog>(parent: "catalog", order: "code", digest: "content");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Catalog, x.Code }).IsUnique();
            builder.HasOne<Catalog>().WithMany().HasForeignKey(x => new { x.Organisation, x.Catalog }).OnDelete(DeleteBehavior.Restrict);
            builder.TwoLanguages(x => x.Title);
            builder.TwoLanguages(x => x.Summary);
            builder.TwoLanguages(x => x.DisclosureItems);
            builder.Property(x => x.Parts).AsJson();
            builder.Property(x => x.Themes).AsJson();
            builder.Property(x => x.Links).AsJson();
        }
    }
}

using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Boms;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Vulnerabilities;

public readonly record struct ComponentSetId(Guid Value) : IId;

/// <summary>部品表. What a version of a service is made of, by an uploaded bill of materials. The newest of a service is the one that runs; older ones stay.</summary>
public sealed class ComponentSet : Entry
{
    /// <summary>Characters of a version.</summary>
    public const int LongestLabel = 100;

    public ComponentSetId Id { get; private set; }
    public ServiceId Service { get; private set; }

    /// <summary>Version of the service, as its people call it.</summary>
    public string Label { get; private set; } = "";

    public string Format { get; private set; } = "";

    /// <summary>SHA-256 of the file, which is kept in the evidence store.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    public bool Newest { get; private set; }
    public IReadOnlyList<Component> Components { get; private set; } = [];

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value);

    internal static ComponentSet Make(ComponentSetId id, ServiceId service, string label, string hash, Bom bom, Stand stand)
    {
        var set = new ComponentSet { Id = id, Service = service, Label = label, Format = bom.Format, Hash = hash, ReceivedAt = stand.At, Newest = true, Components = bom.Components };
        set.Record(new ComponentsReceived(label, bom.Format, hash, bom.Components.Count), stand.At);
        return set;
    }

    /// <summary>The same file came once more: what runs has been looked at, and is what it was.</summary>
    internal void Confirm(Stand stand) => Record(new ComponentsConfirmed(), stand.At);

    internal void Supersede(ComponentSetId by, Stand stand)
    {
        Newest = false;
        Record(new ComponentsSuperseded(by), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<ComponentSet>
    {
        public void Configure(EntityTypeBuilder<ComponentSet> builder)
        {
            builder.ToTable("component_sets");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Newest, x.Service });
            builder.Property(x => x.Label).HasMaxLength(LongestLabel);
            builder.Property(x => x.Hash).HasMaxLength(64);
            builder.Property(x => x.Components).AsJson();
        }
    }
}

public sealed record ComponentsReceived(string Label, string Format, string Hash, int Components) : Event;

/// <summary>The same bill of materials came once more.</summary>
public sealed record ComponentsConfirmed : Event;

/// <summary>A newer bill of materials of the service came.</summary>
public sealed record ComponentsSuperseded(ComponentSetId By) : Event;

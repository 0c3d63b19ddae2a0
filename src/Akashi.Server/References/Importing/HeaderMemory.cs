using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.References;

public readonly record struct HeaderMemoryId(Guid Value) : IId;

/// <summary>What somebody once decided about a column header that Akashi did not recognise.</summary>
public sealed class HeaderMemory : Entry
{
    public HeaderMemoryId Id { get; private set; }

    /// <summary>The header folded for comparing (<see cref="PrintedWords.Fold"/>); unique in the organisation.</summary>
    public string Header { get; private set; } = "";

    /// <summary>The field its cells go to; <see cref="BookField.Note"/> keeps them as notes; null mentions them in the report only.</summary>
    public BookField? Field { get; private set; }

    public override Guid Key => Id.Value;

    internal static HeaderMemory Remember(HeaderMemoryId id, string header, BookField? field, DateTimeOffset at)
    {
        var memory = new HeaderMemory { Id = id, Header = header };
        memory.Decide(field, at);
        return memory;
    }

    internal void Decide(BookField? field, DateTimeOffset at)
    {
        Field = field;
        Record(new HeaderDecided(Header, field), at);
    }

    internal sealed class Table : IEntityTypeConfiguration<HeaderMemory>
    {
        public void Configure(EntityTypeBuilder<HeaderMemory> builder)
        {
            builder.ToTable("header_memories");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Header }).IsUnique();
        }
    }
}

public sealed record HeaderDecided(string Header, BookField? Field) : Event;

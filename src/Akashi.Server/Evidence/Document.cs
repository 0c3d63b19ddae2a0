using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Evidence;

public readonly record struct DocumentId(Guid Value) : IId;

/// <summary>文献. A document that statements of its party cite by number.</summary>
public sealed class Document : Entry
{
    public DocumentId Id { get; private set; }
    public PartyId Party { get; private set; }

    /// <summary>As cited, without brackets: <c>01</c>, <c>N01</c>. Unique per party.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Null while nobody has given one; a check reports it.</summary>
    public string? Title { get; private set; }

    public string? Issuer { get; private set; }
    public string? Url { get; private set; }
    public Disclosure Disclosure { get; private set; }

    /// <summary>First day in force; null when not said.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>Last day in force; null while open.</summary>
    public DateOnly? Until { get; private set; }

    public IReadOnlyList<StoredFile> Files { get; private set; } = [];

    public override Guid Key => Id.Value;
    internal override Place Place => new(Party: Party.Value);

    public static readonly OpenAct<Document, DocumentBody> Register = new("documents.register", new("文献の登録", "Register document"), (body, stand, id) =>
    {
        var document = new Document { Id = new(id), Party = body.Party, Number = body.Number };
        return document.Take(body, stand, first: true) is { } no ? no : document;
    });

    public static readonly Act<Document, DocumentBody> Change = new("documents.change", new("文献の変更", "Change document"), (document, body, stand) => document.Take(body, stand, first: false));

    public static readonly Act<Document, StoredFile> Attach = new("documents.attach", new("ファイルの添付", "Attach file"), (document, file, stand) =>
    {
        if (document.Files.Any(f => f.Hash == file.Hash))
            return new("document.file-known", new("同じ内容のファイルがすでに添付されています。", "A file with the same content is attached already."));
        document.Files = [.. document.Files, file with { AddedAt = stand.At }];
        document.Record(new DocumentFileAttached(file.Hash, file.Name, file.Size), stand.At);
        return null;
    });

    /// <returns>Refusals: <c>document.number</c>, <c>document.number-fixed</c>, <c>document.period</c>, <c>document.url</c>.</returns>
    internal Refusal? Take(DocumentBody body, Stand stand, bool first)
    {
        if (string.IsNullOrWhiteSpace(body.Number) || body.Number.Length > 20 || !body.Number.All(char.IsLetterOrDigit))
            return new("document.number", new("文献番号は英数字20字までで入力してください（例: 01、N01）。", "A document number is up to 20 letters and digits (for example 01, N01)."), 400);
        if (!first && (body.Number != Number || body.Party != Party))
            return new("document.number-fixed", new("文献番号は引用されているため変えられません。", "The number is cited and cannot change."));
        if (body is { From: { } from, Until: { } until } && until < from)
            return new("document.period", new("有効期間の終わりが始まりより前になっています。", "The effective period ends before it starts."), 400);
        if (body.Url is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
            return new("document.url", new("URLは http または https で始まる形で入力してください。", "The URL must start with http or https."), 400);
        (Title, Issuer, Url, Disclosure, From, Until) = (Blank(body.Title), Blank(body.Issuer), Blank(body.Url), body.Disclosure, body.From, body.Until);
        Record(new DocumentDescribed(body), stand.At);
        return null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal sealed class Table : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> builder)
        {
            builder.ToTable("documents");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Party, x.Number }).IsUnique();
            builder.HasOne<Party>().WithMany().HasForeignKey(x => new { x.Organisation, x.Party }).OnDelete(DeleteBehavior.Restrict);
            builder.Property(x => x.Files).AsJson();
        }
    }
}

public sealed record DocumentBody(
    PartyId Party, string Number, string? Title, string? Issuer, string? Url, Disclosure Disclosure, DateOnly? From = null, DateOnly? Until = null);

public sealed record DocumentDescribed(DocumentBody Document) : Event;

public sealed record DocumentFileAttached(string Hash, string Name, long Size) : Event;

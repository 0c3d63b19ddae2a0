using System.Text;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Publishing;

/// <param name="Version">As it will be printed, e.g. <c>Version 2.1</c>; new for this service.</param>
/// <param name="Date">The edition's day; null for today.</param>
/// <param name="Notes">What changed; what is left empty is written from the differences to the edition before.</param>
public sealed record NewEdition(string Version, DateOnly? Date, string? Notes);

/// <summary>Freezes an edition and writes its files: the snapshot first, every other file from the snapshot.</summary>
public sealed class Publisher(Desk desk, DbFactory databases, EditionSource source, EvidenceStore store, EditionNotes notes, EditionFolder folder, SensitiveReads reads, TimeProvider time)
{
    public static readonly Act Publish = new("references.publish", new("版の公開", "Publish edition"));
    public static readonly Act Export = new("references.export", new("書き出し", "Export"));

    private static readonly (Audience Audience, string Format, string Language)[] Files =
    [
        (Audience.Customer, "xlsx", "ja"), (Audience.Customer, "html", "ja"), (Audience.Customer, "html", "en"), (Audience.Customer, "csv", "ja"), (Audience.Customer, "json", "ja"),
        (Audience.Nda, "xlsx", "ja"), (Audience.Nda, "html", "ja"), (Audience.Internal, "xlsx", "ja"),
    ];

    /// <returns>Refusals: <c>edition.unnamed</c>, <c>edition.exists</c>, <c>edition.empty</c>.</returns>
    public async Task<Outcome<Edition>> PublishAsync(ServiceId service, NewEdition body, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Publish, by, new(service.Value))) return Refusal.NotPermitted;
        var label = body.Version?.Trim() ?? "";
        if (label.Length is 0 or > 60) return Unnamed;
        var date = body.Date ?? Clock.Today(time);
        if (await ExistsAsync(by.Organisation, service, label, ct)) return Exists(label);
        if (await source.OfAsync(by.Organisation, service, label, date, Audience.Internal, null, ct) is not { } current) return Refusal.NotFound;
        if (current.Sheets.Count == 0) return Empty;

        // Frozen in memory first, so that every file says the same whatever is edited meanwhile.
        var book = await current.ToBookAsync(ct);
        var said = string.IsNullOrWhiteSpace(body.Notes) ? await notes.WriteAsync(by.Organisation, service, book, ct) : body.Notes.Trim();
        var frozen = current with
        {
            Sheets = await Task.WhenAll(current.Sheets.Zip(book.Sheets, async (s, b) => EditionSheet.Of(await s.CatalogAsync(ct), b.Rows))),
            Revisions = [.. current.Revisions, new(date, label, said)],
        };
        var files = new List<EditionFile> { new(Audience.Internal, EditionNotes.Snapshot, "", await PutAsync(frozen, "json", "ja", "snapshot.json", ct)) };
        foreach (var (audience, format, language) in Files)
            files.Add(new(audience, format, language, await PutAsync(frozen with { Audience = audience }, format, language, EditionFormat.FileName(frozen, audience, format, language), ct)));
        var outcome = await desk.RunAsync<Edition>(Publish, by, (db, stand) =>
        {
            var edition = Edition.Publish(new(Ids.New(time)), service, label, date, said, files, stand);
            db.Add(edition);
            return Task.FromResult<Outcome<Edition>>(edition);
        }, ct);
        if (outcome.Value is { } published) await LayOutAsync(by.Organisation, service, published, ct);
        return outcome;
    }

    /// <summary>What the reference says now, for one audience, without freezing it.</summary>
    public async Task<Outcome<(Stream Content, string FileName, string MediaType)>> ExportAsync(ServiceId service, Audience audience, string format, string language, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Export, by) || !by.Sight.Opens(service) || audience > Reading.Withholding.AudienceOf(by.Sight, service)) return Refusal.NotPermitted;
        if (!EditionFormat.Known(format)) return EditionFormat.Unknown(format);
        var date = Clock.Today(time);
        await using var db = databases.Open(by.Organisation);
        var last = await db.Editions.Where(e => e.Service == service).OrderByDescending(e => e.Date).ThenByDescending(e => e.Label).Select(e => e.Label).FirstOrDefaultAsync(ct);
        if (await source.OfAsync(by.Organisation, service, last ?? "－", date, audience, null, ct) is not { } content) return Refusal.NotFound;
        if (content.Sheets.Count == 0) return Empty;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await EditionFormat.WriteAsync(file, content, format, language, ct);
        file.Position = 0;
        await reads.ExportAsync(Export.Id, $"service={service.Value} audience={audience.ToString().ToLowerInvariant()} format={format} language={language}", by);
        return (file, EditionFormat.FileName(content, audience, format, language), EditionFormat.MediaType(format));
    }

    private async Task LayOutAsync(OrganisationId organisation, ServiceId service, Edition edition, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        await folder.WriteAsync(await db.Services.Where(s => s.Id == service).Select(s => s.Slug).FirstAsync(ct), edition, ct);
    }

    private async Task<StoredFile> PutAsync(EditionContent content, string format, string language, string name, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await EditionFormat.WriteAsync(memory, content, format, language, ct);
        memory.Position = 0;
        var (hash, size) = await store.PutAsync(memory, ct);
        return new(hash, name, EditionFormat.MediaType(format), size, Clock.Truncate(time.GetUtcNow()));
    }

    private async Task<bool> ExistsAsync(OrganisationId organisation, ServiceId service, string label, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return await db.Editions.AnyAsync(e => e.Service == service && e.Label == label, ct);
    }

    private static Refusal Exists(string label) => new("edition.exists", new Text("版番号「{0}」はすでに使われています。", "The version “{0}” is used already.").With(label));
    private static readonly Refusal Unnamed = new("edition.unnamed", new("版番号を60字までで入力してください。", "Please give the version, up to 60 characters."), 400);
    private static readonly Refusal Empty = new("edition.empty", new("このサービスには対応状況がまだありません。", "This service has no statements yet."));
}

/// <summary>The formats in which an edition is written.</summary>
public static class EditionFormat
{
    public static bool Known(string format) => format is "xlsx" or "html" or "csv" or "json";

    public static Refusal Unknown(string format) => Refusal.Malformed(new Text("形式「{0}」はありません。xlsx、html、csv、json から選んでください。", "There is no format “{0}”; choose xlsx, html, csv or json.").With(format));

    public static async Task WriteAsync(Stream stream, EditionContent content, string format, string language, CancellationToken ct)
    {
        switch (format)
        {
            case "xlsx": await ReferenceWorkbookWriter.WriteAsync(stream, content, language, ct); break;
            case "csv": await CsvWriter.WriteZipAsync(stream, content, language, ct); break;
            case "json": await JsonWriter.WriteAsync(stream, content, ct); break;
            default:
                await using (var page = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true)) await HtmlWriter.WriteAsync(page, content, language, ct);
                break;
        }
    }

    public static string MediaType(string format) => format switch
    {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "application/zip",
        "json" => "application/json",
        _ => "text/html; charset=utf-8",
    };

    /// <summary>Readable and safe in every file system: service, version, audience, language.</summary>
    public static string FileName(EditionContent content, Audience audience, string format, string language)
    {
        var name = $"{content.Service.In(language)}_{content.Version}_{audience.ToString().ToLowerInvariant()}_{language}.{(format == "csv" ? "csv.zip" : format)}";
        return string.Concat(name.Select(c => Path.GetInvalidFileNameChars().Contains(c) || c is '/' or '\\' or ' ' or ':' ? '-' : c));
    }
}

using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Publishing;

internal static class EditionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var editions = api.MapGroup("services/{slug}/editions").WithTags("Editions");
        editions.MapGet("", async Task<IResult> (string slug, HttpContext http, Names names, DbFactory databases, CancellationToken ct) =>
        {
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service) return ActRoutes.Problem(Refusal.NotFound);
            await using var db = databases.OpenFor(http.Actor());
            return TypedResults.Ok((await db.Editions.Where(e => e.Service == service).ToListAsync(ct)).OrderBy(e => e.Date).ThenBy(e => e.Label, StringComparer.Ordinal).Select(e => EditionView.Of(e, Withholding.AudienceOf(http.Actor().Sight, service))));
        }).Produces<IEnumerable<EditionView>>().Reads("references.editions", "Editions and revisions, oldest first");

        editions.MapPost("", async Task<IResult> (string slug, NewEdition body, HttpContext http, Names names, Publisher publisher, CancellationToken ct) =>
            await names.ServiceAsync(http.Actor(), slug, ct) is { } service
                ? ActRoutes.Answer(http, await publisher.PublishAsync(service, body, http.Actor(), ct), EditionView.Of)
                : ActRoutes.Problem(Refusal.NotFound)).Produces<EditionView>().Describe(Publisher.Publish);

        api.MapGet("editions/{id:guid}/files/{hash}", async Task<IResult> (Guid id, string hash, HttpContext http, DbFactory databases, EvidenceStore store, SensitiveReads reads, CancellationToken ct) =>
        {
            await using var db = databases.OpenFor(http.Actor());
            var edition = await db.FindEntryAsync<Edition>(id, ct);
            var widest = edition is null ? default : Withholding.AudienceOf(http.Actor().Sight, edition.Service);
            var file = edition?.Files.FirstOrDefault(f => f.File.Hash == hash && f.Audience <= widest)?.File;
            if (file is null || store.Open(hash) is not { } content) return ActRoutes.Problem(Refusal.NotFound);
            await reads.DownloadAsync("references.download", nameof(Edition), id, hash, http.Actor());
            return Download(http, content, file.MediaType, file.Name);
        }).WithTags("Editions").Reads("references.download", "A file of a published edition");

        api.MapGet("services/{slug}/export", async Task<IResult> (
            string slug, string format, Word<Audience>? audience, string? language, HttpContext http, Names names, Publisher publisher, CancellationToken ct) =>
        {
            if (await names.ServiceAsync(http.Actor(), slug, ct) is not { } service) return ActRoutes.Problem(Refusal.NotFound);
            var outcome = await publisher.ExportAsync(service, audience?.Value ?? Audience.Customer, format, language == "en" ? "en" : "ja", http.Actor(), ct);
            return outcome.Refusal is { } refusal ? ActRoutes.Problem(refusal) : Download(http, outcome.Value.Content, outcome.Value.MediaType, outcome.Value.FileName);
        }).WithTags("Reference").Describe(Publisher.Export);
    }

    /// <summary>HTML of ours is shown in place, but under a policy that runs and fetches nothing; everything else is saved.</summary>
    private static Microsoft.AspNetCore.Http.HttpResults.FileStreamHttpResult Download(HttpContext http, Stream content, string mediaType, string name)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups";
        return mediaType.StartsWith("text/html", StringComparison.Ordinal) ? TypedResults.Stream(content, mediaType) : TypedResults.File(content, mediaType, name);
    }
}

public sealed record EditionView(EditionId Id, int Version, string Label, DateOnly Date, string Notes, bool Published, IReadOnlyList<EditionFileView> Files)
{
    public static EditionView Of(Edition e) => Of(e, Audience.Internal);

    /// <param name="widest">The widest audience whose files are named.</param>
    public static EditionView Of(Edition e, Audience widest) => new(e.Id, e.Version, e.Label, e.Date, e.Notes, e.Published,
        [.. e.Files.Where(f => f.Format != EditionNotes.Snapshot && f.Audience <= widest).Select(f => new EditionFileView(f.Audience, f.Format, f.Language, f.File.Name, f.File.Size, f.File.Hash))]);
}

public sealed record EditionFileView(Audience Audience, string Format, string Language, string Name, long Size, string Hash);

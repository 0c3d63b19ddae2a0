using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Evidence;

internal static class DocumentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var documents = api.MapGroup("documents").WithTags("Evidence");
        documents.MapGet("", async (Guid? party, string? after, int? limit, HttpContext http, DbFactory databases, SensitiveReads reads, CancellationToken ct) =>
        {
            await using var db = databases.OpenFor(http.Actor());
            var of = new PartyId(party ?? default);
            var query = db.Documents.Where(d => (party == null || d.Party == of) && (after == null || d.Number.CompareTo(after) > 0)).OrderBy(d => d.Number).ThenBy(d => d.Party);
            var found = await query.Take(Math.Clamp(limit ?? 200, 1, 1000)).ToListAsync(ct);
            await reads.DocumentsAsync(found, http.Actor());
            return TypedResults.Ok(found.Select(DocumentView.Of));
        }).Reads("documents.list", "Documents by number; after=NUMBER continues");
        documents.MapOpen(Document.Register, DocumentView.Of).Produces<DocumentView>(201);
        documents.MapAct(Document.Change, DocumentView.Of).Produces<DocumentView>();

        documents.MapPost("{id:guid}/attach", async Task<IResult> (
            Guid id, IFormFile file, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext http, Desk desk, EvidenceStore store, DbFactory databases, CancellationToken ct) =>
        {
            if (file.Length > EvidenceStore.MaximumBytes) return ActRoutes.Problem(TooLarge);
            await using var content = file.OpenReadStream();
            var (hash, size) = await store.PutAsync(content, ct);
            if (!int.TryParse(ifMatch?.Trim('"'), out var version))
            {
                await using var db = databases.OpenFor(http.Actor());
                version = (await db.FindEntryAsync<Document>(id, ct))?.Version ?? 0;
            }
            var stored = new StoredFile(hash, Path.GetFileName(file.FileName), file.ContentType, size, default);
            return ActRoutes.Answer(http, await desk.ActAsync(Document.Attach, id, version, stored, http.Actor(), ct), DocumentView.Of);
        }).DisableAntiforgery().Produces<DocumentView>().Describe(Document.Attach);

        documents.MapGet("{id:guid}/files/{hash}", async Task<IResult> (Guid id, string hash, HttpContext http, DbFactory databases, EvidenceStore store, SensitiveReads reads, CancellationToken ct) =>
        {
            await using var db = databases.OpenFor(http.Actor());
            var file = (await db.FindEntryAsync<Document>(id, ct))?.Files.FirstOrDefault(f => f.Hash == hash);
            if (file is null || store.Open(hash) is not { } content) return ActRoutes.Problem(Refusal.NotFound);
            await reads.DownloadAsync("documents.download", nameof(Document), id, hash, http.Actor());
            // Never shown in place: an uploaded page must not run as ours.
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.File(content, "application/octet-stream", file.Name);
        }).Reads("documents.download", "A file of a document");
    }

    private static readonly Refusal TooLarge = new("document.file-too-large",
        new Text("ファイルは{0} MBまでです。", "A file may hold up to {0} MiB.").With(EvidenceStore.MaximumBytes >> 20), 413);
}

public sealed record DocumentView(
    DocumentId Id, int Version, PartyId Party, string Number, string? Title, string? Issuer, string? Url, Disclosure Disclosure, DateOnly? From, DateOnly? Until, IReadOnlyList<StoredFile> Files)
{
    public static DocumentView Of(Document d) => new(d.Id, d.Version, d.Party, d.Number, d.Title, d.Issuer, d.Url, d.Disclosure, d.From, d.Until, d.Files);
}

using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Importing;

/// <summary>Imports a reference: shows the differences, then applies them all or none; the same file again changes nothing.</summary>
public sealed class Importer(Desk desk, DbFactory databases, CatalogFiles catalogs, TimeProvider time)
{
    public static readonly Act Preview = new("references.preview-import", new("取り込みの確認", "Preview import"));
    public static readonly Act Import = new("references.import", new("取り込み", "Import"));

    /// <summary>Reads the files and says what would change. Changes nothing.</summary>
    public async Task<Outcome<ImportPlan>> PlanAsync(ImportRequest request, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Preview, by, new(request.Service.Value))) return Refusal.NotPermitted;
        await using var db = databases.Open(by.Organisation);
        if (await PartyAsync(db, request, ct) is not { } party) return Refusal.NotFound;
        var reading = await ReadAsync(db, request, by, ct);
        if (reading.Book is not { } book) return Incomplete(reading);
        var diff = await BookDiff.OfAsync(db, request.Service, party, book, ct);
        // The differences show what stands there now, also what is not public.
        var sensitive = diff.Statements.Count(s => s.Before is { Disclosure: Disclosure.Nda or Disclosure.Internal });
        if (sensitive > 0) await desk.NoteReadAsync(Preview.Id, $"service={request.Service.Value} sensitive={sensitive}", by);
        return Plan(reading, diff);
    }

    /// <summary>Applies the files in one transaction.</summary>
    /// <returns>Refusals: <c>import.problems</c> (422), <c>import.needs-mapping</c>, <c>import.plan-changed</c> (412); each carries the plan.</returns>
    public async Task<Outcome<ImportPlan>> ApplyAsync(ImportRequest request, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Import, by, new(request.Service.Value))) return Refusal.NotPermitted;
        BookReading reading;
        await using (var db = databases.Open(by.Organisation)) reading = await ReadAsync(db, request, by, ct);
        if (reading.Problems.Count > 0) return ImportRefusals.Problems(Incomplete(reading));
        if (reading.Book is not { } book) return ImportRefusals.Questions(Incomplete(reading));

        var outcome = await desk.RunAsync<Task<ImportPlan>>(Import, by, async (db, stand) =>
        {
            if (await PartyAsync(db, request, ct) is not { } party) return Refusal.NotFound;
            var diff = await BookDiff.OfAsync(db, request.Service, party, book, ct);
            // The plan is for people and needs nothing of the database: it is put into words while the rows are written.
            var plan = Task.Run(() => Plan(reading, diff), ct);
            if (request.Expected is { } expected && await plan is var seen && expected != seen.Fingerprint) return ImportRefusals.PlanChanged(seen);
            await RememberAsync(db, request.Decisions, stand, ct);
            if (diff.Count == 0) return plan;
            if (await WriteAsync(db, request.Service, party, diff, stand, ct) is { } refusal) return refusal;
            db.AddMany([ImportRun.Applied(new(Ids.New(time)), request.Service, party, [.. request.Files.Select(f => f.Name)], diff.Added, diff.Count - diff.Added,
                [.. reading.Report.Concat(diff.Remarks).Select(r => new ImportRemark(r.Place.ToString(), r.Message))], stand)]);
            return plan;
        }, ct);
        return outcome.Refusal is { } no ? no : await outcome.Value!;
    }

    private async Task<Refusal?> WriteAsync(Db db, ServiceId service, PartyId party, BookDiff diff, Stand stand, CancellationToken ct)
    {
        var opened = diff.Statements.Where(s => s.Id is null).AsParallel().AsOrdered()
            .Select(s => (s.Row, Outcome: Statement.Create(new(Ids.New(time)), new NewStatement(service, s.Catalog, s.Control, party, s.Row.Body), stand))).ToList();
        foreach (var (row, outcome) in opened) if (outcome.Refusal is { } no) return At(no, row);
        db.AddMany(opened.Select(o => o.Outcome.Value!));
        var statements = await TrackedAsync(db.Statements, diff.Statements.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToList(), ids => s => ids.Contains(s.Id), ct);
        foreach (var s in diff.Statements.Where(s => s.Id is not null))
            if (statements[s.Id!.Value.Value].Take(s.Row.Body, stand) is { } no and not { Code: "statement.unchanged" }) return At(no, s.Row);

        var documents = await TrackedAsync(db.Documents, diff.Documents.Where(d => d.Id is not null).Select(d => d.Id!.Value).ToList(), ids => d => ids.Contains(d.Id), ct);
        foreach (var (id, body, _) in diff.Documents)
        {
            if (id is not null && documents[id.Value.Value].Take(body, stand, first: false) is { } no) return no;
            if (id is not null) continue;
            var registered = Document.Register.Open(body, stand, Ids.New(time));
            if (registered.Refusal is { } refusal) return refusal;
            db.AddMany([registered.Value!]);
        }
        var editions = await TrackedAsync(db.Editions, diff.Revisions.Where(r => r.Id is not null).Select(r => r.Id!.Value).ToList(), ids => e => ids.Contains(e.Id), ct);
        foreach (var (id, revision, _) in diff.Revisions)
        {
            if (id is null) db.AddMany([Edition.Import(new(Ids.New(time)), service, revision.Version, revision.Date, revision.Notes, stand.At)]);
            else editions[id.Value.Value].Correct(revision.Date, revision.Notes, stand.At);
        }
        return null;
    }

    private static async Task<Dictionary<Guid, TEntry>> TrackedAsync<TEntry, TId>(
        DbSet<TEntry> set, List<TId> ids, Func<List<TId>, System.Linq.Expressions.Expression<Func<TEntry, bool>>> among, CancellationToken ct) where TEntry : Entry =>
        ids.Count == 0 ? [] : (await set.AsTracking().Where(among(ids)).ToListAsync(ct)).ToDictionary(e => e.Key);

    private async Task<BookReading> ReadAsync(Db db, ImportRequest request, Actor by, CancellationToken ct)
    {
        var remembered = await db.HeaderMemories.Select(m => new { m.Header, m.Field }).ToListAsync(ct);
        var headers = remembered.ToDictionary(m => m.Header, m => m.Field);
        foreach (var (header, field) in request.Decisions.Headers) headers[header] = field;
        foreach (var file in request.Files.Where(f => f.Content.CanSeek)) file.Content.Position = 0;
        return ReferenceReader.Read(request.Files, await catalogs.AllAsync(by.Organisation, ct), request.Decisions with { Headers = headers }, ct);
    }

    private async Task RememberAsync(Db db, ReadOptions decisions, Stand stand, CancellationToken ct)
    {
        if (decisions.Headers.Count == 0) return;
        var known = await db.HeaderMemories.AsTracking().ToDictionaryAsync(m => m.Header, ct);
        // "#P" names a column without a header: it means something in this one file only.
        foreach (var (header, field) in decisions.Headers.Where(h => !h.Key.StartsWith('#')))
        {
            if (!known.TryGetValue(header, out var memory)) db.Add(HeaderMemory.Remember(new(Ids.New(time)), header, field, stand.At));
            else if (memory.Field != field) memory.Decide(field, stand.At);
        }
    }

    private static async Task<PartyId?> PartyAsync(Db db, ImportRequest request, CancellationToken ct)
    {
        var owner = await db.Services.Where(s => s.Id == request.Service).Select(s => (PartyId?)s.Party).FirstOrDefaultAsync(ct);
        if (owner is null || request.Party is not { } party) return owner;
        return await db.Parties.AnyAsync(p => p.Id == party, ct) ? party : null;
    }

    private static ImportPlan Plan(BookReading reading, BookDiff diff) =>
        new([], [], [], [.. reading.Report, .. diff.Remarks], reading.Cells, diff.Described(), diff.Unchanged, diff.NotInFile, diff.Fingerprint());

    private static ImportPlan Incomplete(BookReading reading) =>
        new(reading.Problems, reading.UnknownHeaders, reading.UnknownSheets, reading.Report, reading.Cells, [], 0, 0, null);

    private static Refusal At(Refusal refusal, BookRow row) => refusal with
    {
        Message = new Text("{0}（{1}）: {2}", "{0} ({1}): {3}").With(row.Code, row.Origin, refusal.Message.Ja, refusal.Message.En),
    };
}

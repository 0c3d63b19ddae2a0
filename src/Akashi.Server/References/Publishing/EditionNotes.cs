using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Publishing;

/// <summary>改訂履歴. Writes what changed since the edition before, by comparing with its frozen snapshot.</summary>
public sealed class EditionNotes(DbFactory databases, EvidenceStore store)
{
    /// <summary>Format name of the frozen content among an edition's files.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Most numbers named one by one per catalog.</summary>
    private const int Named = 12;

    public async Task<string> WriteAsync(OrganisationId organisation, ServiceId service, ReferenceBook now, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        var editions = (await db.Editions.Where(e => e.Service == service).ToListAsync(ct)).Where(e => e.Published);
        if (editions.OrderByDescending(e => e.ChangedAt).FirstOrDefault() is not { } last || await ReadAsync(last, ct) is not { } before)
            return $"対応状況 {now.Sheets.Sum(s => s.Rows.Count)} 件、文献 {now.Documents.Count} 件を公開";
        var lines = now.Sheets.Select(s => Line(s, before.Sheets.FirstOrDefault(b => b.Catalog == s.Catalog))).OfType<string>().ToList();
        var documents = now.Documents.Except(before.Documents).Count() + before.Documents.Count(b => now.Documents.All(n => n.Number != b.Number));
        if (documents > 0) lines.Add($"文献 {documents} 件を更新");
        return lines.Count == 0 ? $"「{last.Label}」から内容の変更なし" : string.Join("。", lines);
    }

    /// <summary>The frozen content of a published edition; null when its snapshot is lost.</summary>
    public async Task<ReferenceBook?> ReadAsync(Edition edition, CancellationToken ct)
    {
        if (edition.Files.FirstOrDefault(f => f.Format == Snapshot) is not { } snapshot || store.Open(snapshot.File.Hash) is not { } stream) return null;
        await using (stream) return await (await JsonWriter.ReadAsync(stream, ct)).ToBookAsync(ct);
    }

    private static string? Line(BookSheet now, BookSheet? before)
    {
        if (before is null) return $"{now.Catalog} の {now.Rows.Count} 件を追加";
        var known = before.Rows.ToDictionary(r => r.Code);
        var changed = now.Rows.Where(r => !known.TryGetValue(r.Code, out var was) || !was.Equals(r)).Select(r => r.Code).ToList();
        if (changed.Count == 0) return null;
        var names = string.Join("、", changed.Take(Named));
        return $"{now.Catalog} の {names}{(changed.Count > Named ? $" ほか計 {changed.Count} 件" : "")} を更新";
    }
}

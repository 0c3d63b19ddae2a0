using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>What a table would load. Nothing has been changed.</summary>
/// <param name="Existing">Title of the catalog of the same key that would be replaced; null when the key is new.</param>
/// <param name="First">The first few controls as they were understood.</param>
/// <param name="Unknown">Columns that nobody knows; they are left out unless the caller says what they hold.</param>
public sealed record CatalogTablePreview(
    string Key, Text Title, Text Issuer, Text Edition, string? Published, Text? Existing,
    int Groups, int Controls, IReadOnlyList<ClassCount> Classes, IReadOnlyList<ControlFile> First, IReadOnlyList<ReportLine> Report, IReadOnlyList<UnknownHeader> Unknown);

/// <summary>How many controls are of a class.</summary>
public sealed record ClassCount(ControlClass Class, int Controls);

/// <summary>What stands in the way of a table; detail of the refusal <c>catalog.problems</c>.</summary>
/// <param name="Unknown">Columns that nobody knows: perhaps one of them holds what is missed.</param>
public sealed record CatalogTableProblems(IReadOnlyList<ReadProblem> Problems, IReadOnlyList<ReportLine> Report, IReadOnlyList<UnknownHeader> Unknown);

/// <summary>Loads catalogs from tables that people write by hand, wholly or not at all.</summary>
public sealed class CatalogTables(CatalogLoader loader, CatalogFiles files, Desk desk)
{
    private const int Shown = 5;

    public static readonly Act Load = new("catalogs.load-table", new("表からの基準カタログの読み込み", "Load catalog from a table"));

    /// <summary>Reads the table and says what it holds. Changes nothing.</summary>
    /// <returns>Refusal: <c>catalog.problems</c> (422) with <see cref="CatalogTableProblems"/>.</returns>
    public async Task<Outcome<CatalogTablePreview>> PreviewAsync(InputFile input, NewCatalog head, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Load, by)) return Refusal.NotPermitted;
        var reading = CatalogTableReader.Read(input, head, ct);
        if (reading.File is not { } file) return Problems(reading);
        var existing = await files.OfAsync(by.Organisation, file.Key, ct);
        return new CatalogTablePreview(file.Key, file.Title, file.Issuer, file.Edition, file.Published, existing?.Title, file.Groups.Count, file.Controls.Count,
            [.. file.Controls.CountBy(c => c.Class).OrderBy(c => c.Key).Select(c => new ClassCount(c.Key, c.Value))], [.. file.Controls.Take(Shown)], reading.Report, reading.Unknown);
    }

    /// <summary>Loads the table. What a table cannot say of a catalog that is there already (layout, words to recognise it by) stays as it is.</summary>
    /// <returns>Refusals: <c>catalog.problems</c> (422) with <see cref="CatalogTableProblems"/>, and those of <see cref="CatalogLoader.LoadAsync"/>.</returns>
    public async Task<Outcome<CatalogLoad>> LoadAsync(InputFile input, NewCatalog head, Actor by, CancellationToken ct)
    {
        if (!await desk.PermitsAsync(Load, by)) return Refusal.NotPermitted;
        var reading = CatalogTableReader.Read(input, head, ct);
        if (reading.File is not { } file) return Problems(reading);
        if (await files.OfAsync(by.Organisation, file.Key, ct) is { } existing)
            file = file with { Layout = existing.Layout, Recognise = existing.Recognise, Note = file.Note.Ja.Length > 0 ? file.Note : existing.Note };
        return await loader.LoadAsync(file, by, ct);
    }

    private static Refusal Problems(CatalogTableReading reading) => new("catalog.problems",
        new Text("読み込めない箇所が{0}件あります。ファイルを直してからもう一度お試しください。何も変更していません。", "{0} places in the file stand in the way. Please mend them and try again; nothing was changed.").With(reading.Problems.Count),
        422, new CatalogTableProblems(reading.Problems, reading.Report, reading.Unknown));
}

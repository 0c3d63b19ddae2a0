using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Reads workbooks and CSV files as people make them into one <see cref="ReferenceBook"/>, wholly or not at all.</summary>
public static class ReferenceReader
{
    /// <summary>Reads the files together: three CSVs and a list of documents make one book. Nothing is stored and no file throws.</summary>
    /// <param name="catalogs">The catalogs that sheets may answer.</param>
    /// <param name="options">What a person has decided about unknown columns and sheets.</param>
    public static BookReading Read(IReadOnlyList<InputFile> files, IReadOnlyList<CatalogFile> catalogs, ReadOptions options, CancellationToken ct)
    {
        var log = new ReadLog();
        var tables = new List<(Table Table, bool OnlySheet)>();
        foreach (var file in files)
        {
            var opened = FileGate.Open(file, ct);
            if (opened.Problem is { } refused) log.Problem(refused);
            log.Report.AddRange(opened.Report);
            tables.AddRange(opened.Tables.Select(t => (t, opened.Tables.Count == 1)));
        }
        // A file that cannot be read says nothing about the rest: the whole is read once all of it can be.
        return log.Complete ? new BookBuilder(catalogs, options, log).Read(tables, files, ct) : new(null, log.Problems, log.Report, [], [], log.Count());
    }

    internal static ReadProblem NothingFound(IReadOnlyList<InputFile> files) => new("table.no-header", new(
        "要求事項の表が見つかりません。「項番」または「要求事項」と「適合性」の見出しがある行を、表の上に置いてください。",
        "No table of requirements was found. Please put a row with the headers 項番 (number) or 要求事項 (requirement) and 適合性 (conformity) above it."),
        new(files.Count == 0 ? "" : files[0].Name, null, ""));
}

using System.IO.Compression;
using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.Tests.References.Publishing;

/// <summary>What is exported is imported again without any difference.</summary>
public sealed class RoundTripTests
{
    // What a sheet is called is no value of a statement.
    private static readonly string[] remarks = ["sheet.title"];

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Workbook_OfTheSample_ReadsBackEqual(string language)
    {
        await using var sample = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "samples", "provider-reference.xlsx"));
        var book = Whole(await Read(new InputFile("provider-reference.xlsx", sample)), withReport: true);
        Assert.Equal(508, book.Sheets.Sum(s => s.Rows.Count));

        var written = await Written.Xlsx(await Edition(book), language);

        AssertSame(book, Whole(await Read(new InputFile("edition.xlsx", written))));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Workbook_OfEveryKindOfStatement_ReadsBackEqual(string language)
    {
        var content = await Every();

        var written = await Written.Xlsx(content, language);

        AssertSame(await content.ToBookAsync(TestContext.Current.CancellationToken), Whole(await Read(new InputFile("edition.xlsx", written))));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Csv_OfEveryKindOfStatement_ReadsBackEqual(string language)
    {
        var content = await Every();
        await using var zip = new ZipArchive(await Written.Csv(content, language));
        var files = new List<InputFile>();
        foreach (var entry in zip.Entries)
        {
            var file = new MemoryStream();
            await using (var packed = await entry.OpenAsync(TestContext.Current.CancellationToken)) await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
            file.Position = 0;
            files.Add(new(entry.FullName, file));
        }

        AssertSame(await content.ToBookAsync(TestContext.Current.CancellationToken), Whole(await Read([.. files])));
    }

    private static async Task<EditionContent> Every()
    {
        var content = await GivenEdition.Whole(withExtras: true);
        var odd = new StatementBody(Conformity.NotAssessed, "_x0041_ 改行\nあり", null, Disclosure.Internal,
            [
                new(CitationKind.Document, "01", CitedIn.Column, "第3章"), new(CitationKind.Document, "77", CitedIn.Column), new(CitationKind.Certificate, "SOC 2", CitedIn.Column, "東日本"),
                new(CitationKind.Statement, "mhlw-5#6.1-01@cloud", CitedIn.Column), new(CitationKind.Interview, "", CitedIn.Column, "口頭で確認した"),
            ],
            [new(PartyKind.Provider, null, "連絡する。"), new(PartyKind.Customer, "記録する。\n保管する。"), new(PartyKind.Auditor, "記録する。\n保管する。"), new(PartyKind.Carrier, "記録する。\n保管する。")],
            "'担当'", Notes: [new("備考", "=付記")]);
        var first = content.Sheets[0];
        return content with { Sheets = [first with { Rows = first.Rows.Select((row, i) => i == 7 ? new EditionRow(new(row.Row.Code, odd)) : row) }, .. content.Sheets.Skip(1)] };
    }

    private static async Task<EditionContent> Edition(ReferenceBook book)
    {
        var sheets = new List<EditionSheet>();
        foreach (var sheet in book.Sheets) sheets.Add(EditionSheet.Of(await GivenEdition.Catalog(sheet.Catalog), sheet.Rows));
        return GivenEdition.Of(Audience.Internal, sheets) with { Documents = book.Documents, Revisions = book.Revisions };
    }

    private static async Task<BookReading> Read(params InputFile[] files)
    {
        var catalogs = new List<CatalogFile>();
        foreach (var key in GivenEdition.Guidelines) catalogs.Add(await GivenEdition.Catalog(key));
        return ReferenceReader.Read(files, catalogs, ReadOptions.None, TestContext.Current.CancellationToken);
    }

    private static ReferenceBook Whole(BookReading reading, bool withReport = false)
    {
        Assert.Empty(reading.Problems);
        Assert.Empty(reading.UnknownHeaders);
        Assert.Empty(reading.UnknownSheets);
        if (!withReport) Assert.Empty(reading.Report.Where(l => !remarks.Contains(l.Code)).Select(l => $"{l.Code} {l.Place} {l.Message.En}"));
        return reading.Book!;
    }

    private static void AssertSame(ReferenceBook before, ReferenceBook after)
    {
        Assert.Equal(before.Sheets.Select(s => s.Catalog), after.Sheets.Select(s => s.Catalog));
        Assert.Empty(before.Sheets.SelectMany(s => s.Rows).Zip(after.Sheets.SelectMany(s => s.Rows))
            .SelectMany(p => StatementComparer.Differences(p.First.Body, p.Second.Body).Select(d => $"{p.First.Code}={p.Second.Code} {d}")));
        Assert.Equal(before.Sheets.Select(s => s.Rows), after.Sheets.Select(s => s.Rows));
        Assert.Equal(before.Documents, after.Documents);
        Assert.Equal(before.Revisions, after.Revisions);
    }
}

using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>The workbook as people made it, down to the last cell.</summary>
public sealed class SampleWorkbookTests
{
    private static readonly Lazy<BookReading> reading = new(() => Sample.Read(Sample.Workbook));

    private static ReferenceBook Book => reading.Value.Book ?? throw new InvalidOperationException(
        string.Join('\n', reading.Value.Problems.Select(p => $"{p.Code} {p.Place} {p.Message.En}").Concat(reading.Value.UnknownHeaders.Select(h => h.ToString()))));

    [Theory]
    [InlineData("mhlw-5", 187, 113, 74, 0, 67, 46, 74)]
    [InlineData("mic-1", 114, 82, 32, 0, 57, 25, 32)]
    [InlineData("meti-2", 207, 135, 68, 4, 86, 53, 68)]
    public void Read_SampleWorkbook_GivesTheKnownFigures(string catalog, int rows, int conformant, int outOfScope, int notAssessed, int open, int nda, int none)
    {
        var sheet = Book.Sheets.Single(s => s.Catalog == catalog);

        Assert.Equal(rows, sheet.Rows.Count);
        Assert.Equal(
            (conformant, outOfScope, notAssessed),
            (Count(Conformity.Conformant), Count(Conformity.OutOfScope), Count(Conformity.NotAssessed)));
        Assert.Equal((open, nda, none), (Level(Disclosure.Public), Level(Disclosure.Nda), Level(Disclosure.None)));

        int Count(Conformity value) => sheet.Rows.Count(r => r.Body.Conformity == value);
        int Level(Disclosure value) => sheet.Rows.Count(r => r.Body.Disclosure == value);
    }

    [Fact]
    public void Read_SampleWorkbook_NamesEveryControlOfTheCatalogs()
    {
        foreach (var catalog in Sample.Catalogs.Take(3))
            Assert.Equal(catalog.Controls.Select(c => c.Code), Book.Sheets.Single(s => s.Catalog == catalog.Key).Rows.Select(r => r.Code));
        var classes = Sample.Catalogs[0].Controls.CountBy(c => c.Class).ToDictionary();
        Assert.Equal((150, 35, 2), (classes[ControlClass.Minimum], classes[ControlClass.Recommended], classes[ControlClass.None]));
    }

    [Theory]
    [InlineData("mhlw-5")]
    [InlineData("mic-1")]
    [InlineData("meti-2")]
    public void Read_SampleWorkbook_AgreesRowByRow(string catalog)
    {
        var lines = Book.Sheets.Single(s => s.Catalog == catalog).Rows.Select(r => string.Join('\t',
            r.Code, r.Body.Conformity, r.Body.Disclosure,
            Listed(r, c => c.Kind is CitationKind.Document && !c.Reference.StartsWith('N')),
            Listed(r, c => c.Kind is CitationKind.Certificate),
            r.Body.Citations.Any(c => c.Kind is CitationKind.Interview && c.In.HasFlag(CitedIn.Column)) ? "yes" : "",
            Listed(r, c => c.Kind is CitationKind.Document && c.Reference.StartsWith('N')),
            Does(r, PartyKind.Customer), Does(r, PartyKind.Integrator)));

        Assert.Equal(Sample.Golden(catalog).TrimEnd('\n').Split('\n').Skip(1), lines);

        static string Listed(BookRow row, Func<Citation, bool> which) =>
            string.Join(',', row.Body.Citations.Where(c => c.In.HasFlag(CitedIn.Column)).Where(which).Select(c => c.Reference));
        static string Does(BookRow row, PartyKind party) => row.Body.Duties.Any(d => d.Party == party) ? "yes" : "";
    }

    [Fact]
    public void Read_SampleWorkbook_TakesDocumentsAndRevisions()
    {
        Assert.Equal(53, Book.Documents.Count(d => d.Disclosure is Disclosure.Public));
        Assert.Equal(["N01", "N02"], Book.Documents.Where(d => d.Disclosure is Disclosure.Nda).Select(d => d.Number));
        Assert.Equal(["Version 1.0", "Version 1.0.1", "Version 1.0.2", "Version 1.1", "Version 2.0"], Book.Revisions.Select(r => r.Version));
        Assert.Equal(new DateOnly(2019, 5, 17), Book.Revisions[^1].Date);
    }

    [Fact]
    public void Read_SampleWorkbook_SplitsTheDutyByParty()
    {
        var row = Book.Sheets.Single(s => s.Catalog == "mic-1").Rows.Single(r => r.Code == "3.2.5-01");

        Assert.Equal(
            [PartyKind.Customer, PartyKind.Integrator],
            row.Body.Duties.Select(d => d.Party));
        Assert.All(row.Body.Duties, d => Assert.Equal("情報破棄の手順を定める。SI事業者は媒体管理や契約終了時の削除を説明する。", d.Normal));
        Assert.Equal(new CellPlace("reference.xlsx", "総務省", "A60"), row.Origin);
    }

    [Fact]
    public void Read_SampleWorkbook_AccountsForEveryCell()
    {
        var cells = reading.Value.Cells;

        Assert.Equal(Sample.Tables().Sum(t => t.Rows.Sum(r => r.Cells.Count)), cells.Read);
        Assert.Equal(cells.Read, cells.InFields + cells.InNotes + cells.InReport);
        Assert.Equal(0, cells.Unplaced);
        // Three titles and six bands stand above the tables; one link to a section that no catalog has is worth a remark.
        Assert.Equal(["sheet.title", "sheet.title", "catalog.differs", "sheet.title"], reading.Value.Report.Select(l => l.Code));
        Assert.Equal("P109", reading.Value.Report.Single(l => l.Code == "catalog.differs").Place.Cell);
        Assert.Equal(cells.InReport, reading.Value.Report.Sum(l => l.Cells));
        Assert.Equal(9, cells.InReport);
    }
}

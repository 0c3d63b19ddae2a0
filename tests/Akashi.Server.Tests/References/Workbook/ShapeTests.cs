using System.Text;
using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>The same statements in other shapes give the same book.</summary>
public sealed class ShapeTests
{
    private static readonly Lazy<ReferenceBook> expected = new(() => Sample.Read(Sample.Workbook).Book!);

    [Theory]
    [InlineData(65001, ',')]
    [InlineData(932, ',')]
    [InlineData(1200, '\t')]
    [InlineData(65001, ';')]
    public void Read_SameTablesAsCsv_GivesTheSameBook(int codePage, char separator)
    {
        var encoding = codePage == 65001 ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        var files = Sample.Tables().Select(t => (t.Sheet + ".csv", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(Rewritten.Csv(Rewritten.Grid(t), separator))]));

        Sample.AssertSame(expected.Value, Sample.Read(files).Book);
    }

    [Fact]
    public void Read_ShuffledColumnsAndInsertedBlanks_GivesTheSameBook()
    {
        var sheets = Sample.Tables().Select(t => (t.Sheet!, Shuffled(Filled(t)))).ToArray();

        Sample.AssertSame(expected.Value, Sample.Read(Rewritten.Xlsx(sheets)).Book);

        static string?[][] Shuffled(string?[][] grid)
        {
            var order = Enumerable.Range(0, grid[0].Length).OrderBy(i => (i * 7) % 16).ToArray();
            var rows = new List<string?[]> { new string?[1], new string?[] { null, "社外秘ではない" } };
            foreach (var (i, row) in grid.Index())
            {
                rows.Add([null, .. order.SelectMany(c => c % 5 == 3 ? [row[c], null] : new[] { row[c] })]);
                if (i % 9 == 8) rows.Add([]);
            }
            return [.. rows];
        }
    }

    [Fact]
    public void Read_SynonymousHeadersAndFullWidthNumbers_GivesTheSameRows()
    {
        var grid = Filled(Sample.Tables()[1])[2..];
        var names = new Dictionary<string, string>
        {
            ["項番"] = "要求事項番号", ["制度上の要求事項"] = "管理策", ["提供事業者の見解"] = "クラウド事業者の回答", ["ガイドラインへの\n適合性"] = "対応可否", ["本調査で確認した内容"] = "確認結果",
            ["確認文書等の\n開示レベル"] = "公開区分", ["確認した\n公開文書"] = "根拠資料", ["第三者認証等から\n類推した内容"] = "取得認証", ["インタビューで\n確認した内容"] = "ヒアリング",
            ["NDAに基づき\n確認した資料"] = "ＮＤＡ 文書", ["SI事業者・利用者で\n必要な対応"] = "利用者に必要な対策",
        };
        grid[0] = [.. grid[0].Select(h => h is null ? null : names.GetValueOrDefault(h, h))];
        foreach (var row in grid[1..]) row[0] = string.Concat(row[0]!.Select(c => c is '-' ? '－' : c is '.' ? '．' : (char)(c + 0xFEE0)));

        var book = Sample.Read(Encoding.UTF8.GetBytes(Rewritten.Csv(grid)), "一覧.csv").Book;

        Assert.Equal(expected.Value.Sheets[0].Rows, book!.Sheets.Single().Rows);
    }

    [Fact]
    public void Read_OnlyNumberAndConformity_FindsTheCatalogByItsNumbers()
    {
        var reading = Sample.Read(Encoding.UTF8.GetBytes("No.,適合性\n3.2.1-01,○\n3.2.1-02,×\n"), "answers.csv");

        var sheet = Assert.Single(reading.Book!.Sheets);
        Assert.Equal("mic-1", sheet.Catalog);
        Assert.Equal([Conformity.Conformant, Conformity.NotConformant], sheet.Rows.Select(r => r.Body.Conformity));
    }

    [Fact]
    public void Read_UnknownColumn_AsksAndRemembers()
    {
        var csv = Encoding.UTF8.GetBytes("項番,適合性,社内 管理欄\n6.1-01,適合可能,要確認\n6.1-02,適合可能,－\n");

        var asked = Sample.Read(csv, "mhlw.csv");
        Assert.Null(asked.Book);
        Assert.True(asked.NeedsMapping);
        var header = Assert.Single(asked.UnknownHeaders);
        Assert.Equal(("社内 管理欄", "C", "社内管理欄"), (header.Header, header.Column, header.Key));
        Assert.Equal(["要確認"], header.Samples);

        var noted = Sample.Read(csv, "mhlw.csv", With(header.Key, BookField.Note));
        Assert.Equal([new Note("社内 管理欄", "要確認")], noted.Book!.Sheets[0].Rows[0].Body.Notes);
        Assert.Equal(new CellCount(9, 8, 1, 0, 0), noted.Cells);

        var asRole = Sample.Read(csv, "mhlw.csv", With(header.Key, BookField.ResponsibleRole));
        Assert.Equal("要確認", asRole.Book!.Sheets[0].Rows[0].Body.ResponsibleRole);

        var ignored = Sample.Read(csv, "mhlw.csv", With(header.Key, null));
        Assert.Null(ignored.Book!.Sheets[0].Rows[0].Body.Notes);
        Assert.Equal(3, ignored.Cells.InReport);

        static ReadOptions With(string key, BookField? field) => ReadOptions.None with { Headers = new Dictionary<string, BookField?> { [key] = field } };
    }

    [Fact]
    public void Read_UnknownCatalog_AsksAndTakesTheDecision()
    {
        var csv = Encoding.UTF8.GetBytes("番号,適合性\nA-1,適合可能\nA-2,対象外\n");

        var asked = Sample.Read(csv, "x.csv");
        Assert.True(asked.NeedsCatalog);
        Assert.Equal(["A-1", "A-2"], Assert.Single(asked.UnknownSheets).Samples);

        var decided = Sample.Read(csv, "x.csv", ReadOptions.None with { Catalogs = new Dictionary<string, string> { ["x.csv"] = "mhlw-5" } });
        Assert.Equal(["row.unknown-control", "row.unknown-control"], decided.Problems.Select(p => p.Code));
        Assert.Equal("x.csv A3", decided.Problems[1].Place.ToString());
    }

    [Fact]
    public void Read_ColumnWithoutHeader_IsAskedForByItsLetter()
    {
        var csv = Encoding.UTF8.GetBytes("項番,適合性,\n6.1-01,適合可能,手書きの印\n");

        var header = Assert.Single(Sample.Read(csv, "mhlw.csv").UnknownHeaders);
        Assert.Equal(("", "C", "#C"), (header.Header, header.Column, header.Key));
        var body = Sample.Read(csv, "mhlw.csv", ReadOptions.None with { Headers = new Dictionary<string, BookField?> { ["#C"] = BookField.Note } }).Book!.Sheets[0].Rows[0].Body;
        Assert.Equal([new Note("C", "手書きの印")], body.Notes);
    }

    [Fact]
    public void Read_TwoColumnsForOneField_AsksForTheWeaker()
    {
        var reading = Sample.Read("項番,適合性,開示レベル,文書の開示レベル（旧）\n6.1-01,適合可能,要NDA,公開\n"u8.ToArray(), "mhlw.csv");

        Assert.Equal("D", Assert.Single(reading.UnknownHeaders).Column);
    }

    [Fact]
    public void Read_IgnoredSheet_IsReportedAndLeftOut()
    {
        var reading = Sample.Read(Sample.Workbook, options: ReadOptions.None with { Ignored = new HashSet<string> { "経済産業省" } });

        Assert.Equal(["mhlw-5", "mic-1"], reading.Book!.Sheets.Select(s => s.Catalog));
        Assert.Equal(Sample.Tables()[3].Rows.Sum(r => r.Cells.Count), reading.Report.Single(l => l.Code == "sheet.ignored").Cells);
    }

    [Fact]
    public void Read_AnswersMergedOverRows_SpeakForEachRow()
    {
        var file = Rewritten.Package([("厚生労働省",
            "<sheetData><row>" + Rewritten.Inline("A1", "項番") + Rewritten.Inline("B1", "適合性") + Rewritten.Inline("C1", "必要な対応") + "</row><row>"
            + Rewritten.Inline("A2", "6.7-02") + Rewritten.Inline("B2", "対象外") + Rewritten.Inline("C2", "利用者は、対応する。") + "</row><row r=\"3\" hidden=\"1\">"
            + Rewritten.Inline("A3", "6.7-03") + "</row></sheetData><mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>")]);

        var reading = Sample.Read(file);

        Assert.All(reading.Book!.Sheets[0].Rows, r => Assert.Equal((Conformity.OutOfScope, "対応する。"), (r.Body.Conformity, r.Body.Duties.Single().Normal)));
        Assert.Equal(["6.7-02", "6.7-03"], reading.Book.Sheets[0].Rows.Select(r => r.Code));
        Assert.Equal("row.hidden", Assert.Single(reading.Report).Code);
        Assert.Equal(7, reading.Cells.InFields);
    }

    [Fact]
    public void Read_ForeignSheet_IsMentionedWithItsCells()
    {
        var sheet = Rewritten.Grid(Sample.Tables()[1]);
        var reading = Sample.Read(Rewritten.Xlsx(("厚生労働省", sheet), ("打合せメモ", [["次回", "来週"], ["場所"]])));

        var line = reading.Report.Single(l => l.Code == "sheet.unknown");
        Assert.Equal((3, "打合せメモ"), (line.Cells, line.Place.Sheet));
        Assert.NotNull(reading.Book);
    }

    [Theory]
    [InlineData("項番,適合性\n6.1-01,たぶん\n", "cell.conformity-unknown", "B2")]
    [InlineData("項番,適合性,開示レベル\n6.1-01,適合,だれでも\n", "cell.disclosure-unknown", "C2")]
    [InlineData("項番,適合性,見直し期日\n6.1-01,適合,3/31/2026\n", "cell.date-unknown", "C2")]
    [InlineData("項番,適合性\n6.1-01,適合\n9.9-99,適合\n", "row.unknown-control", "A3")]
    [InlineData("項番,適合性\n6.1-01,適合\n6.1-1,適合\n", "row.duplicate-control", "A3")]
    [InlineData("項番,適合性\n6.1-01,適合\n,対象外\n", "row.no-number", "B3")]
    [InlineData("項番,見解,開示レベル\n6.1-01,あり,公開\n", "table.no-conformity", "A1")]
    [InlineData("りんご,みかん\n1,2\n", "table.no-header", "")]
    [InlineData("文献番号,名称,URL\n文献[01],A,\n文献[01],B,\n", "document.conflict", "A3")]
    [InlineData("文献番号,名称,URL\n？,A,x\n", "document.no-number", "A2")]
    [InlineData("項番,適合性\n\"6.1-01,適合\n", "csv.quote", "A2")]
    public void Read_CellThatMeansNothing_IsAProblemWithItsPlace(string csv, string code, string cell)
    {
        var reading = Sample.Read(Encoding.UTF8.GetBytes(csv), "mhlw.csv");

        Assert.Null(reading.Book);
        Assert.Contains(reading.Problems, p => p.Code == code && p.Place.Cell == cell && p.Message.Ja.Length > 10 && p.Message.En.Length > 10);
    }

    [Fact]
    public void Read_OurOwnCsvs_ReadsEverySampleOfAParty()
    {
        foreach (var party in (string[])["integrator", "hospital"])
        {
            var reading = Sample.Read(new[] { "mhlw", "mic", "meti", "documents" }.Select(n => ($"{party}-{n}.csv", Sample.Bytes($"{party}-{n}.csv"))));

            Assert.Empty(reading.Problems);
            Assert.Equal(party == "integrator" ? 270 : 264, reading.Book!.Sheets.Sum(s => s.Rows.Count));
            Assert.Equal(3, reading.Book.Sheets.Count);
            Assert.All(reading.Report, l => Assert.Contains(l.Code, new[] { "document.unlisted" }));
            Assert.True(reading.Book.Sheets.SelectMany(s => s.Rows).Count(r => r.Body is { ResponsibleRole: not null, ReviewDue: not null }) > 200);
        }
    }

    [Fact]
    public void Read_WorkbookAndListOfDocuments_JoinsWhatBothSayOfADocument()
    {
        var book = Sample.Read([("reference.xlsx", Sample.Workbook), ("provider-documents.csv", Sample.Bytes("provider-documents.csv"))]).Book!;

        Assert.Equal(55, book.Documents.Count);
        Assert.Equal("セキュリティ総合説明書", book.Documents[0].Title);
    }

    [Fact]
    public void Read_CommonHabits_AreUnderstood()
    {
        string?[][] grid =
        [
            ["要求", null, "回答", null, "必要な対応", null, null],
            ["番号", "内容", "内容", "判定", "通常時", "非常時", "備考"],
            ["6.1", "方針（見出し）", null, null, null, null, null],
            ["６．１－０１", null, "対応内容は文献［０１］、文献[1\n34]による。", "〇", "利用者は、方針を定める。\n定期に見直す。\nSI事業者側では、手順を示す。", "利用者及びSI事業者は、連絡する。", "要確認"],
            ["番号", "内容", "内容", "判定", "通常時", "非常時", "備考"],
            ["6.1-02", null, "－", "―", "基盤を点検する。", null, null],
            ["※ 印は参考", null, null, null, null, null, null],
        ];
        grid[0][2] = "クラウドサービスにおける対応";
        var row = Rewritten.Xlsx(("厚労省 2025", grid));

        var reading = Sample.Read(row);

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.UnknownHeaders);
        var rows = reading.Book!.Sheets.Single().Rows;
        Assert.Equal(["6.1-01", "6.1-02"], rows.Select(r => r.Code));
        Assert.Equal(
            [new Duty(PartyKind.Customer, "方針を定める。\n定期に見直す。", "連絡する。"), new Duty(PartyKind.Integrator, "手順を示す。", "連絡する。")],
            rows[0].Body.Duties);
        Assert.Equal(["01", "134"], rows[0].Body.Citations.Select(c => c.Reference));
        Assert.Equal([new Note("備考", "要確認")], rows[0].Body.Notes);
        Assert.Equal([new Duty(PartyKind.Customer, "基盤を点検する。")], rows[1].Body.Duties);
        Assert.Equal(
            ["duty.no-subject", "row.heading", "row.heading", "row.repeated-header"],
            reading.Report.Select(l => l.Code).Where(c => c != "sheet.title").Order());
    }

    /// <summary>The table with merged cells filled in, as sorting or copying leaves it.</summary>
    private static string?[][] Filled(Table table)
    {
        var grid = Rewritten.Grid(table);
        foreach (var merge in table.Merges)
            for (var r = merge.FirstRow + 1; r <= merge.LastRow; r++) grid[r - 1][merge.FirstColumn - 1] = grid[merge.FirstRow - 1][merge.FirstColumn - 1];
        return grid;
    }
}

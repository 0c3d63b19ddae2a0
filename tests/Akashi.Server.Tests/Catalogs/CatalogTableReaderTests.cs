using System.Text;
using Akashi.Server.Catalogs;
using Akashi.Server.Catalogs.Tables;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.References.Workbook;

namespace Akashi.Server.Tests.Catalogs;

/// <summary>Tables as people write them.</summary>
public sealed class CatalogTableReaderTests
{
    private static CatalogTableReading Read(byte[] content, string name = "rules.xlsx", NewCatalog? head = null) =>
        CatalogTableReader.Read(new(name, new MemoryStream(content)), head ?? NewCatalog.Unsaid, TestContext.Current.CancellationToken);

    private static CatalogTableReading Csv(string text, NewCatalog? head = null) => Read(Encoding.UTF8.GetBytes(text), "rules.csv", head);

    private static CatalogFile Done(CatalogTableReading reading)
    {
        Assert.True(reading.File is not null, string.Join("\n", reading.Problems.Select(p => $"{p.Code} {p.Place}: {p.Message.En}")));
        Assert.Null(CatalogCheck.FirstProblem(reading.File));
        return reading.File;
    }

    private static void Refused(CatalogTableReading reading, string code, string place)
    {
        Assert.Null(reading.File);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((code, place), (problem.Code, problem.Place.ToString()));
        Assert.False(string.IsNullOrWhiteSpace(problem.Message.Ja) || string.IsNullOrWhiteSpace(problem.Message.En));
    }

    [Fact]
    public void Read_MergedGroupCellsAndHeaderOnRowFour_FillsDown()
    {
        var sheet = "<sheetData>" + string.Concat(
            Row(1, ("A", "基準名: 自社の基準")), Row(2, ("A", "発行者"), ("B", "委員会"), ("D", "版"), ("E", "第2版")),
            Row(4, ("A", "章"), ("B", "節"), ("C", "項番"), ("D", "題名"), ("E", "内容"), ("F", "区分")),
            Row(5, ("A", "第6章 運用"), ("B", "6.1 アクセス管理"), ("C", "６．１－０１"), ("D", "申請"), ("E", "申請する。"), ("F", "必須")),
            Row(6, ("C", "６．１－０２"), ("D", "承認")),
            Row(9, ("B", "6.2 記録"), ("C", "6.2-01"), ("D", "保管"), ("F", "推奨")))
            + "</sheetData><mergeCells><mergeCell ref=\"A5:A9\"/><mergeCell ref=\"B5:B8\"/><mergeCell ref=\"F5:F6\"/></mergeCells>";

        var file = Done(Read(Rewritten.Package([("表", sheet)])));

        Assert.Equal(("rules", "自社の基準", "委員会", "第2版"), (file.Key, file.Title.Ja, file.Issuer.Ja, file.Edition.Ja));
        Assert.Equal([("6", null, "運用"), ("6.1", "6", "アクセス管理"), ("6.2", "6", "記録")], file.Groups.Select(g => (g.Id, g.Parent, g.Title.Ja)));
        Assert.Equal([("6.1-01", "6.1", ControlClass.Shall), ("6.1-02", "6.1", ControlClass.Shall), ("6.2-01", "6.2", ControlClass.Recommended)], file.Controls.Select(c => (c.Code, c.Group, c.Class)));

        static string Row(int number, params (string Column, string Words)[] cells) =>
            $"<row r=\"{number}\">{string.Concat(cells.Select(c => Rewritten.Inline(c.Column + number, c.Words)))}</row>";
    }

    [Fact]
    public void Read_Cp932WithoutGroups_DerivesThemFromNumbers()
    {
        var csv = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("No.,要求事項\r\n4.5.3,\"鍵の管理\r\n鍵は分けて保管する。\r\n年に1度見直す。\"\r\n,\r\n7,手順を定める。関係者に知らせる。\r\n");

        var reading = Read(csv, "鍵.csv", new("keys"));
        var file = Done(reading);

        Assert.Equal([("4", null), ("4.5", "4"), ("general", null)], file.Groups.Select(g => (g.Id, g.Parent)));
        Assert.Equal("全般", file.Groups[2].Title.Ja);
        Assert.Equal(("鍵の管理", "鍵は分けて保管する。\n年に1度見直す。"), (file.Controls[0].Title.Ja, file.Controls[0].Summary.Ja));
        Assert.Equal(("手順を定める", "手順を定める。関係者に知らせる。"), (file.Controls[1].Title.Ja, file.Controls[1].Summary.Ja));
        Assert.Equal("鍵", file.Title.Ja);
        Assert.Equal(2, reading.Report.Count(r => r.Code == "english.missing"));
        Assert.Contains(reading.Report, r => r.Code == "group.no-title" && r.Message.En.Contains("4.5", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EnglishHeaders_InAnyOrder()
    {
        var file = Done(Csv("Level,Summary (en),Title,ID,Title (EN),Description,Keywords\nmust,Do it.,題,A.5.1,Title,やる。,access control; personnel\nmay,,二,A.5.2,Two,,\n"));

        Assert.Equal(new("A.5.1", "A.5.1", "A.5", ControlClass.Shall, new("題", "Title"), new("やる。", "Do it."), null, null, null, null), file.Controls[0] with { Themes = null });
        Assert.Equal(["access-control", "personnel"], file.Controls[0].Themes!);
        Assert.Equal(ControlClass.None, file.Controls[1].Class);
    }

    [Fact]
    public void Read_MissingEnglish_UsesTheJapaneseAndSaysSo()
    {
        var reading = Csv("項番,題名,題名（英）,内容\n1.1,一,One,あ\n1.2,二,,い\n");

        Assert.Equal(new Text("二", "二"), Done(reading).Controls[1].Title);
        Assert.Contains(reading.Report, r => r.Code == "english.missing" && r.Message.Ja.Contains("題名がないところが1件あります（1.2）", StringComparison.Ordinal));
        Assert.Contains(reading.Report, r => r.Code == "english.missing" && r.Message.En.Contains("2 times there is no English summary (1.1, 1.2)", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NumberPrintedTwice_KeepsItAndTellsTheCodesApart()
    {
        var reading = Csv("項番,題名\n2.1.1,甲\n2.1.1,乙\n2.1.2,丙\n");

        Assert.Equal([("2.1.1", "2.1.1"), ("2.1.1-2", "2.1.1"), ("2.1.2", "2.1.2")], Done(reading).Controls.Select(c => (c.Code, c.Number)));
        var remark = Assert.Single(reading.Report, r => r.Code == "number.twice");
        Assert.Equal("rules.csv A3", remark.Place.ToString());
    }

    [Fact]
    public void Read_ItemsCountedAnewInEachSection_GetTheSectionsCode()
    {
        var file = Done(Csv("節,項番,題名\n2.2.1.資産台帳,(1),甲\n,(2),乙\n2.2.2.分類,（1）,丙\n"));

        Assert.Equal([("2.2.1-01", "(1)"), ("2.2.1-02", "(2)"), ("2.2.2-01", "(1)")], file.Controls.Select(c => (c.Code, c.Number)));
    }

    [Fact]
    public void Read_HeadingRows_FillTheTrail()
    {
        var reading = Csv("項番,題名,内容\n第6章 運用,,\n6.1,アクセス,\n6.1-01,申請,申請する。\n6.2 記録,,\n6.2-01,保管,保管する。\n7 終わり,,\n");

        var file = Done(reading);
        Assert.Equal([("6", null, "運用"), ("6.1", "6", "アクセス"), ("6.2", "6", "記録")], file.Groups.Select(g => (g.Id, g.Parent, g.Title.Ja)));
        Assert.Equal(["6.1", "6.2"], file.Controls.Select(c => c.Group));
        Assert.Contains(reading.Report, r => r.Code == "heading.unused" && r.Message.En.Contains("(7)", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_UnnumberedAndRelativeSections_AreTakenUnderTheirChapter()
    {
        var file = Done(Csv("章,章名,節,節名,番号,項目名\n6,運用,1,記録,1,甲\n,,2,復旧,2,乙\n組織,,,,3,丙\n"));

        Assert.Equal([("6", null, "運用"), ("6.1", "6", "記録"), ("6.2", "6", "復旧"), ("組織", null, "組織")], file.Groups.Select(g => (g.Id, g.Parent, g.Title.Ja)));
        Assert.Equal(["6.1", "6.2", "組織"], file.Controls.Select(c => c.Group));
    }

    [Fact]
    public void Read_PartsThemesDisclosureLinks()
    {
        var reading = Csv("項番,題名,区分,細目,細目（英）,テーマ,開示項目,関連\n1.1,甲,推奨（should）,\"(a) 一つ目\nｂ. [必須] 二つ目\n・三つ目\",\"(a) First\n(b) Second\n(3) Third\",アクセス制御、自作,・範囲,mhlw-5#6.1 第6章\n,,,(c) 四つ目,(c) Fourth,,,\n");

        var control = Assert.Single(Done(reading).Controls);
        Assert.Equal(
            [
                new("a", new("一つ目", "First"), ControlClass.Should), new("b", new("二つ目", "Second"), ControlClass.Shall),
                new("3", new("三つ目", "Third"), ControlClass.Should), new("c", new("四つ目", "Fourth"), ControlClass.Should),
            ], control.Parts!);
        Assert.Equal(["access-control", "自作"], control.Themes!);
        Assert.Equal("範囲", control.DisclosureItems!.Value.Ja);
        Assert.Equal(["mhlw-5#6.1"], control.Links!);
        Assert.Contains(reading.Report, r => r.Code == "theme.new");
        Assert.Contains(reading.Report, r => r.Code == "link.not-known" && r.Message.En.Contains("第6章", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TwoSheets_TakesTheTableAndMentionsTheOther()
    {
        var reading = Read(Rewritten.Xlsx(
            ("はじめに", [["この資料について"], ["社外秘ではない"]]),
            ("基準", [["項番", "題名", "社内メモ"], ["1.1", "甲", "見直す"], ["1.2", "乙", null]])));

        Assert.Equal(2, Done(reading).Controls.Count);
        var other = Assert.Single(reading.Report, r => r.Code == "sheet.not-read");
        Assert.Equal(("rules.xlsx [はじめに] A1", 2), (other.Place.ToString(), other.Cells));
        var column = Assert.Single(reading.Report, r => r.Code == "column.not-read");
        Assert.Equal(("rules.xlsx [基準] C1", 2), (column.Place.ToString(), column.Cells));
    }

    [Fact]
    public void Read_CallerSaysMoreThanTheTable_TheCallerWins()
    {
        var file = Done(Csv("識別名,from-table,発行者：委員会\n公開,2026年4月\n項番,題名\n1.1,甲\n", new(Key: "from-caller", Title: "題", Issuer: "本部", IssuerEn: "Head office")));

        Assert.Equal(("from-caller", new Text("題", "題"), new Text("本部", "Head office"), "2026-04"), (file.Key, file.Title, file.Issuer, file.Published));
    }

    [Theory]
    [InlineData("", "workbook.empty", "rules.csv")]
    [InlineData(" \n\n", "table.empty", "rules.csv")]
    [InlineData("あ,い\n1,2\n", "table.no-header", "rules.csv A1")]
    [InlineData("項番,題名\n", "table.no-rows", "rules.csv A1")]
    [InlineData("項番,題名,区分\n1.1,甲,必須\n1.2,乙,たぶん\n", "class.unknown", "rules.csv C3")]
    [InlineData("項番,題名,内容\n1.1,甲,あ\n,乙,い\n", "row.no-number", "rules.csv A3")]
    [InlineData("項番,題名,内容\n1.1,甲,あ\n1.2,,\n", "row.no-title", "rules.csv B3")]
    [InlineData("項番,題名\n2026-06-01,甲\n", "number.is-a-date", "rules.csv A2")]
    [InlineData("項番,識別符号,題名\n1,x,甲\n2,x,乙\n", "code.twice", "rules.csv A3")]
    [InlineData("識別名,大文字 だめ\n項番,題名\n1,甲\n", "catalog.invalid", "rules.csv B1")]
    [InlineData("公開,いつか\n項番,題名\n1,甲\n", "catalog.published", "rules.csv B1")]
    public void Read_SomethingMissing_SaysWhere(string csv, string code, string place) => Refused(Csv(csv), code, place);

    [Fact]
    public void Read_NameWithoutLatinLetters_AsksForAKey() => Refused(Read("項番,題名\n1,甲\n"u8.ToArray(), "基準.csv"), "catalog.no-key", "基準.csv");

    [Fact]
    public void Read_TooManyRows_IsRefused()
    {
        var rows = new StringBuilder("項番,題名\n");
        for (var i = 0; i <= CatalogTableReader.MaximumRows; i++) rows.Append(i).Append(",甲\n");

        Refused(Csv(rows.ToString()), "table.too-many-rows", "rules.csv A1");
    }

    [Fact]
    public void Read_TooManyColumns_IsRefused() =>
        Refused(Csv($"項番,題名{new string(',', 3)}{string.Join(',', Enumerable.Range(0, CatalogTableReader.MaximumColumns))}\n1,甲\n"), "table.too-many-columns", "rules.csv A1");

    [Fact]
    public void Read_MacroWorkbook_IsRefusedByTheGate() => Refused(Read(Rewritten.Package([("a", "<sheetData/>")], ("xl/vbaProject.bin", "x"))), "workbook.macro", "rules.xlsx");

    [Fact]
    public void Read_ExcelError_IsAProblemOfTheCell() => Refused(
        Read(Rewritten.Package([("表", "<sheetData>"
            + $"<row r=\"1\">{Rewritten.Inline("A1", "項番")}{Rewritten.Inline("B1", "題名")}{Rewritten.Inline("C1", "内容")}</row>"
            + $"<row r=\"2\">{Rewritten.Inline("A2", "1")}{Rewritten.Inline("B2", "甲")}<c r=\"C2\" t=\"e\"><v>#REF!</v></c></row></sheetData>")])),
        "cell.error", "rules.xlsx [表] C2");

    [Fact]
    public void Read_UnknownColumns_AreAskedForAndReadAsSaid()
    {
        const string csv = "No.,項番,表題語,満たすべき度合い,\n1,1.1,甲,必須,余り\n2,1.2,乙,推奨,\n";

        var asked = Csv(csv.Replace("表題語", "題名", StringComparison.Ordinal), new("rules"));
        var said = Csv(csv, new("rules") { Columns = new Dictionary<string, CatalogField?> { ["表題語"] = CatalogField.Title, ["満たすべき度合い"] = CatalogField.Class, ["#E"] = null } });

        // A running number beside real numbers is not worth a question.
        Assert.Equal([("満たすべき度合い", "D"), ("", "E")], asked.Unknown.Select(u => (u.Header, u.Column)));
        Assert.Equal(["必須", "推奨"], asked.Unknown[0].Samples);
        Assert.Equal(ControlClass.None, Done(asked).Controls[0].Class);
        Assert.Empty(said.Unknown);
        Assert.Equal([("甲", ControlClass.Shall), ("乙", ControlClass.Recommended)], Done(said).Controls.Select(c => (c.Title.Ja, c.Class)));
    }

    [Fact]
    public void Read_ColumnWithoutHeader_TakesTheFieldThatWasSaid()
    {
        var reading = Csv("項番,題名,\n1.1,甲,くわしい説明\n", new("rules") { Columns = new Dictionary<string, CatalogField?> { ["#C"] = CatalogField.Summary } });

        Assert.Equal("くわしい説明", Done(reading).Controls[0].Summary.Ja);
    }
}

using System.IO.Compression;
using System.Text;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>Files that must not come in, made on the spot.</summary>
public sealed class RefusalTests
{
    private static readonly byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];

    [Fact]
    public void Read_EncryptedWorkbook_SaysHowToRemoveThePassword() =>
        Refused([.. ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "workbook.encrypted");

    [Fact]
    public void Read_OldBinaryWorkbook_AsksForXlsx() => Refused([.. ole, .. Encoding.Unicode.GetBytes("Workbook")], "workbook.old-format");

    [Fact]
    public void Read_PictureNamedXlsx_IsNoWorkbook() => Refused([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 1], "workbook.not-a-workbook");

    [Fact]
    public void Read_HtmlNamedXls_IsNoWorkbook() => Refused("\n<html><table></table></html>"u8.ToArray(), "workbook.not-a-workbook");

    [Fact]
    public void Read_WordDocument_IsNoWorkbook() => Refused(Rewritten.Package([], (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")),
        "workbook.not-a-workbook");

    [Fact]
    public void Read_EmptyFile_IsRefused() => Refused([], "workbook.empty");

    [Fact]
    public void Read_EmptyZip_IsNoWorkbook() => Refused(Rewritten.Zip(), "workbook.not-a-workbook");

    [Fact]
    public void Read_CutOffZip_IsBroken() => Refused(Sample.Workbook[..20_000], "workbook.broken");

    [Fact]
    public void Read_NeitherUtf8NorCp932_AsksForTheEncoding() => Refused([0x41, 0xFF, 0xFD, 0x81], "csv.encoding");

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void Read_MacroPart_IsRefused(string part) => Refused(Rewritten.Package([("a", "<sheetData/>")], (part, "x")), "workbook.macro");

    [Fact]
    public void Read_MacroContentType_IsRefused() => Refused(Rewritten.Package([("a", "<sheetData/>")], (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>")),
        "workbook.macro");

    [Fact]
    public void Read_BinaryWorkbook_AsksForXlsx() => Refused(Rewritten.Package([("a", "<sheetData/>")], (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>")),
        "workbook.old-format");

    [Fact]
    public void Read_BombOfOneRepeatedRow_StopsWhileUnpacking()
    {
        var row = Encoding.UTF8.GetBytes("<row>" + string.Concat(Enumerable.Repeat("<c/>", 4_000)) + "</row>");
        Refused(Sheet(zip =>
        {
            zip.Write("<worksheet xmlns=\""u8);
            zip.Write(Encoding.UTF8.GetBytes(Rewritten.Main));
            zip.Write("\"><sheetData>"u8);
            for (var i = 0; i < 1_000; i++) zip.Write(row);
        }), "workbook.bomb");
    }

    [Fact]
    public void Read_EndlessText_StopsBeforeItIsInMemory()
    {
        // Random letters pack badly, so that only the length can give it away.
        var letters = new byte[100_000];
        for (var (i, seed) = (0, 12345u); i < letters.Length; i++) letters[i] = (byte)('a' + ((seed = (seed * 1664525) + 1013904223) >> 24) % 26);
        Refused(Sheet(zip =>
        {
            zip.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{Rewritten.Main}\"><sheetData><row><c t=\"inlineStr\"><is><t x=\""));
            for (var i = 0; i < 40; i++) zip.Write(letters);
        }), "workbook.bomb");
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused() =>
        Refused(Rewritten.Package([("a", string.Concat(Enumerable.Repeat("<a>", 500)))]), "workbook.bomb");

    [Fact]
    public void Read_ThousandsOfEntries_IsRefused() =>
        Refused(Rewritten.Zip([.. Enumerable.Range(0, ReadLimits.Entries + 1).Select(i => ($"e{i}", Array.Empty<byte>()))]), "workbook.bomb");

    [Fact]
    public void Read_TooLongCell_IsNamed()
    {
        var place = Refused(Rewritten.Package([("表", $"<sheetData><row r=\"3\">{Rewritten.Inline("B3", new string('長', 32_768))}</row></sheetData>")]), "cell.too-long");
        Assert.Equal(("表", "B3"), (place.Sheet, place.Cell));
    }

    [Fact]
    public void Read_DocumentType_IsRefused() => Refused(
        Rewritten.Package([("a", "<sheetData/>")], ("xl/worksheets/sheet1.xml", $"<!DOCTYPE x [<!ENTITY e \"x\">]><worksheet xmlns=\"{Rewritten.Main}\"><sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>")),
        "workbook.broken");

    [Fact]
    public void Read_XmlCutOffInASheet_NamesSheetAndLastCell()
    {
        var place = Refused(Rewritten.Package([("一枚目", $"<sheetData><row r=\"1\">{Rewritten.Inline("A1", "項番")}{Rewritten.Inline("B1", "適合性")}</row><row r=\"2\">{Rewritten.Inline("A2", "6.1-01")}<c r=\"B2\"><is></row>")]), "workbook.broken");
        Assert.Equal("reference.xlsx [一枚目] B2", place.ToString());
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"A1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2\"/><row r=\"1\"/>")]
    [InlineData("<row><c r=\"A1\"/><c r=\"A1\"/></row>")]
    [InlineData("<row><c r=\"ZZZZ1\"/></row>")]
    [InlineData("<row r=\"99999999\"/>")]
    [InlineData("<row><c t=\"s\"><v>7</v></c></row>")]
    public void Read_CellsOutOfPlace_IsBroken(string rows) => Refused(Rewritten.Package([("a", $"<sheetData>{rows}</sheetData>")]), "workbook.broken");

    [Fact]
    public void Read_OneBadFileOfTwo_ImportsNothing()
    {
        var reading = Sample.Read([("reference.xlsx", Sample.Workbook), ("x.xlsx", [0x50, 0x4B, 3, 4, 0, 0])]);

        Assert.Null(reading.Book);
        Assert.Equal("x.xlsx", Assert.Single(reading.Problems).Place.File);
    }

    private static CellPlace Refused(byte[] file, string code)
    {
        var reading = Sample.Read(file);

        Assert.Null(reading.Book);
        var problem = Assert.Single(reading.Problems);
        Assert.True(code == problem.Code, $"{problem.Code} {problem.Place} {problem.Message.En}");
        Assert.True(problem.Message.Ja.EndsWith("ください。", StringComparison.Ordinal) || code == "workbook.macro");
        Assert.Contains(code is "workbook.macro" ? "removes" : "lease", problem.Message.En, StringComparison.Ordinal);
        return problem.Place;
    }

    /// <summary>A workbook whose only sheet is written by the test.</summary>
    private static byte[] Sheet(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        memory.Write(Rewritten.Package([("a", "")]));
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var stream = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            write(stream);
        }
        return memory.ToArray();
    }
}

using System.IO.Compression;
using System.Text;
using Akashi.Ledger.Records;

namespace Akashi.Ledger.Tests.Records;

public sealed class ExportTests : IDisposable
{
    private readonly GivenRecords _given = new();
    private readonly Guid _first;

    public ExportTests()
    {
        _first = _given.Paper("One \\\" “quoted” <&> ");
        _given.Book("b", "a");
        _given.Paper("Two");
        _given.RemovePaper(_given.Paper("Three"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_Untouched_ComparesAsTheDatabaseDoes(bool compressed)
    {
        var report = await CheckAsync(await ExportAsync(compressed));
        Assert.Empty(report.Faults);
        Assert.Equal((5, 3, 5, 2), (report.Leaves, report.Rows, report.Events, report.Parts));
    }

    [Theory]
    [InlineData("""{\"title\":\"Two\"}""", """{\"title\":\"2\"}""", "event.edited", 2)]
    [InlineData("""AQID","title":"Two""", """AQID","title":"2""", "row.edited", 2)]
    [InlineData("Words of a", "Words of z", "parts.edited", 1)]
    [InlineData("""{"register":"Book""", """{"gone":"Book""", "row.missing", 1)]
    [InlineData("""{"leaf":2""", """{"gone":2""", "event.missing", 2)]
    public async Task Export_Touched_NamesWhat(string old, string replacement, string code, long index)
    {
        var text = Encoding.UTF8.GetString(await ExportAsync(false));
        Assert.Contains(old, text, StringComparison.Ordinal);
        var first = (await CheckAsync(Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal)))).First;
        Assert.Equal((code, (long?)index), (first?.Code, first?.Index));
    }

    [Fact]
    public async Task Export_OfAnEditedRow_ShowsTheEditAlsoWhenItIsNoValueOfItsColumn()
    {
        _given.Sql("UPDATE papers SET shape = 'nonsense' WHERE title = 'Two'");
        Assert.Equal("row.edited", (await CheckAsync(await ExportAsync(false))).First?.Code);
    }

    [Fact]
    public async Task Export_OlderThanTheLog_LeavesNewerRowsAlone()
    {
        var export = await ExportAsync(false);
        _given.Paper("Newer", _first);
        _given.Paper("Brand new");
        var report = await CheckAsync(export);
        Assert.Empty(report.Faults);
        Assert.Equal((1, 2), (report.NewerRows, report.Rows));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"akashi-export\":2}")]
    [InlineData("{\"akashi-export\":1,\"organisation\":\"019ab3c1-0000-7000-8000-0000000000ff\",\"size\":1}")]
    public async Task Export_ThatIsNone_IsRefused(string first)
    {
        var broken = await Assert.ThrowsAsync<LedgerBrokenException>(() => CheckAsync(Encoding.UTF8.GetBytes(first)));
        Assert.Equal("export.malformed", broken.Fault.Code);
    }

    [Fact]
    public void Schema_WrittenAndRead_IsTheSame()
    {
        var again = StateSchema.Parse(GivenRecords.Schema.Write());
        Assert.Equal(GivenRecords.Schema.Write(), again.Write());
        Assert.Equal("papers", again.Find("Paper")!.Table);
        Assert.Throws<LedgerBrokenException>(() => StateSchema.Parse(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(again.Write()).Replace("papers", "papers\\\"; DROP", StringComparison.Ordinal))));
    }

    private async Task<byte[]> ExportAsync(bool compressed)
    {
        using var bytes = new MemoryStream();
        if (!compressed) await new ExportWriter(_given.Connection, GivenRecords.Schema).WriteAsync(bytes, Ct);
        else
        {
            await using var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true);
            await new ExportWriter(_given.Connection, GivenRecords.Schema).WriteAsync(zip, Ct);
        }
        return bytes.ToArray();
    }

    private Task<RecordReport> CheckAsync(byte[] export) => _given.CheckAsync(source: new ExportRecords(() => new MemoryStream(export), GivenRecords.Schema));

    public void Dispose() => _given.Dispose();
}

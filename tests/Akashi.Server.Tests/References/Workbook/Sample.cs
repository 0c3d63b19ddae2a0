using Akashi.Server.Catalogs;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Tests.References.Workbook;

/// <summary>The workbook and the catalogs of the repository.</summary>
internal static class Sample
{
    public static readonly string Root = FindRoot();
    public static readonly byte[] Workbook = File.ReadAllBytes(Path.Combine(Root, "samples", "provider-reference.xlsx"));
    public static readonly IReadOnlyList<CatalogFile> Catalogs = [.. new[] { "mhlw-5", "mic-1", "meti-2", "provision-standard" }.Select(Catalog)];

    public static BookReading Read(byte[] file, string name = "reference.xlsx", ReadOptions? options = null) => Read([(name, file)], options);

    public static BookReading Read(IEnumerable<(string Name, byte[] Content)> files, ReadOptions? options = null) => ReferenceReader.Read(
        [.. files.Select(f => new InputFile(f.Name, new MemoryStream(f.Content)))], Catalogs, options ?? ReadOptions.None, TestContext.Current.CancellationToken);

    /// <summary>The sample's tables as the reader sees them, to be written again in another shape.</summary>
    public static IReadOnlyList<Table> Tables() =>
        FileGate.Open(new("reference.xlsx", new MemoryStream(Workbook)), TestContext.Current.CancellationToken).Tables;

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Root, "samples", name));

    public static string Golden(string catalog) =>
        File.ReadAllText(Path.Combine(Root, "tests", "Akashi.Server.Tests", "References", "Workbook", "golden", catalog + ".tsv"));

    /// <summary>Equal books, whatever file they came from.</summary>
    public static void AssertSame(ReferenceBook expected, ReferenceBook? actual)
    {
        Assert.NotNull(actual);
        foreach (var (a, b) in expected.Sheets.OrderBy(s => s.Catalog).Zip(actual.Sheets.OrderBy(s => s.Catalog)))
        {
            Assert.Equal(a.Catalog, b.Catalog);
            Assert.Equal(a.Rows, b.Rows);
        }
        Assert.Equal(expected.Sheets.Count, actual.Sheets.Count);
        Assert.Equal(expected.Documents, actual.Documents);
        Assert.Equal(expected.Revisions, actual.Revisions);
    }

    private static CatalogFile Catalog(string key)
    {
        using var stream = File.OpenRead(Path.Combine(Root, "catalogs", key + ".json"));
        return CatalogFile.ReadAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Akashi.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}

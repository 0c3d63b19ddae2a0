using Akashi.Server.Catalogs;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.Tests.References.Publishing;

/// <summary>Editions to write: the shipped catalogs with made-up statements of every kind.</summary>
internal static class GivenEdition
{
    public static readonly string[] Guidelines = ["mhlw-5", "mic-1", "meti-2"];

    public static readonly BookDocument[] Documents =
    [
        new("01", "サービス説明書", "提供事業者", "https://example.test/01?a=1&b=2", Disclosure.Public, new(2019, 1, 1)),
        new("02", "運用規程", null, "javascript:alert(1)", Disclosure.Public, new(2018, 4, 1), new(2020, 3, 31)),
        new("N01", "監査報告書", "監査法人", "https://example.test/nda/report", Disclosure.Nda),
        new("77", "社内手順書", null, null, Disclosure.Internal),
    ];

    public static readonly BookRevision[] Revisions =
        [new(new(2016, 2, 25), "1.0", "初版"), new(new(2019, 5, 17), "2.0", "総務省ガイドラインに追随 <&>")];

    public static Task<CatalogFile> Catalog(string key) => CatalogOf(Path.Combine(AppContext.BaseDirectory, "catalogs", key + ".json"));

    public static async Task<EditionContent> Whole(Audience audience = Audience.Internal, bool withExtras = false)
    {
        var sheets = new List<EditionSheet>();
        foreach (var key in Guidelines)
        {
            var catalog = await Catalog(key);
            sheets.Add(EditionSheet.Of(catalog, [.. catalog.Controls.Select((c, i) => new BookRow(c.Code, Statement(i, withExtras)))]));
        }
        return Of(audience, sheets);
    }

    public static async Task<EditionContent> Saying(Audience audience, params IEnumerable<StatementBody> bodies)
    {
        var catalog = await Catalog("mhlw-5");
        return Of(audience, [EditionSheet.Of(catalog, [.. bodies.Zip(catalog.Controls, (b, c) => new BookRow(c.Code, b))])]);
    }

    public static EditionContent Of(Audience audience, IReadOnlyList<EditionSheet> sheets) => new(
        new("医療クラウド", "Medical Cloud"), new("株式会社例", "Example K.K."), "2.0", new(2019, 5, 17), audience, sheets, Documents, Revisions);

    public static StatementBody Statement(int i, bool withExtras) => (i % 5) switch
    {
        0 => new(Conformity.Conformant, $"提供事業者の責任範囲で対応している（{i % 40}）。", "文献[01]・文献[02]の記載により確認した。\nISO/IEC 27001の認証から類推した。", Disclosure.Public,
            [new(CitationKind.Document, "01", CitedIn.Both), new(CitationKind.Document, "02", CitedIn.Both), new(CitationKind.Certificate, "ISO/IEC 27001", CitedIn.Both)],
            [new(PartyKind.Customer, "台帳を作り管理する。", withExtras ? "連絡網により報告する。" : null), new(PartyKind.Integrator, "台帳を作り管理する。")],
            withExtras ? "情報管理責任者" : null, withExtras ? new DateOnly(2027, 3, 31) : null, withExtras && i % 10 == 0 ? [new("備考", "社内メモ")] : null),
        1 => new(Conformity.Partly, "一部を=対応している。", "NDA文献[N01]により確認した。\n提供事業者へのインタビューで確認した。", Disclosure.Nda,
            [new(CitationKind.Document, "01", CitedIn.Column), new(CitationKind.Document, "N01", CitedIn.Both), new(CitationKind.Interview, "", CitedIn.Both)],
            [new(PartyKind.Customer, "手順を定める。"), new(PartyKind.Integrator, "手順を説明する。")]),
        2 => new(Conformity.OutOfScope, null, "利用者側で対応する項目である。", Disclosure.None, [], [new(PartyKind.Customer, "規程を定める。")]),
        3 => new(Conformity.NotConformant, "=1+1 & <b>太字</b> \"引用\"", null, Disclosure.Internal, [], []),
        _ => StatementBody.Empty,
    };

    private static async Task<CatalogFile> CatalogOf(string path)
    {
        await using var file = File.OpenRead(path);
        return await CatalogFile.ReadAsync(file, CancellationToken.None);
    }
}

/// <summary>An edition in each of the forms it is published in.</summary>
internal static class Written
{
    public static async Task<MemoryStream> Xlsx(EditionContent content, string language = "ja")
    {
        var stream = new MemoryStream();
        await ReferenceWorkbookWriter.WriteAsync(stream, content, language, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return stream;
    }

    public static async Task<string> Html(EditionContent content, string language = "ja")
    {
        await using var text = new StringWriter();
        await HtmlWriter.WriteAsync(text, content, language, TestContext.Current.CancellationToken);
        return text.ToString();
    }

    public static async Task<MemoryStream> Json(EditionContent content)
    {
        var stream = new MemoryStream();
        await JsonWriter.WriteAsync(stream, content, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return stream;
    }

    public static async Task<MemoryStream> Csv(EditionContent content, string language = "ja")
    {
        var stream = new MemoryStream();
        await CsvWriter.WriteZipAsync(stream, content, language, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return stream;
    }

    /// <summary>The text of every part of a zip, by name.</summary>
    public static async Task<Dictionary<string, string>> Parts(Stream stream)
    {
        var parts = new Dictionary<string, string>();
        await using var zip = new System.IO.Compression.ZipArchive(stream);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            parts[entry.FullName] = await reader.ReadToEndAsync();
        }
        return parts;
    }
}

using System.Text;
using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.References.Publishing;

namespace Akashi.Server.Tests.References.Publishing;

public sealed class JsonWriterTests
{
    [Fact]
    public async Task Read_WhatWasWritten_GivesTheSameEdition()
    {
        var content = await GivenEdition.Whole(withExtras: true);

        var read = await JsonWriter.ReadAsync(await Written.Json(content), TestContext.Current.CancellationToken);

        Assert.Equal(content with { Sheets = [], Documents = [], Revisions = [] }, read with { Sheets = [], Documents = [], Revisions = [] });
        var (before, after) = (await content.ToBookAsync(TestContext.Current.CancellationToken), await read.ToBookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before.Documents, after.Documents);
        Assert.Equal(before.Revisions, after.Revisions);
        Assert.Equal(before.Sheets.Select(s => s.Catalog), after.Sheets.Select(s => s.Catalog));
        Assert.Equal(before.Sheets.SelectMany(s => s.Rows), after.Sheets.SelectMany(s => s.Rows));
        Assert.Equal(content.Sheets.Select(Catalog), read.Sheets.Select(Catalog));
        static string Catalog(EditionSheet sheet) => JsonSerializer.Serialize(sheet.Head, CatalogFile.Json);
    }

    [Fact]
    public async Task Write_WhatWasRead_GivesTheSameBytes()
    {
        var written = (await Written.Json(await GivenEdition.Whole(Audience.Customer, withExtras: true))).ToArray();

        var again = await Written.Json(await JsonWriter.ReadAsync(new MemoryStream(written), TestContext.Current.CancellationToken));

        Assert.Equal(written, again.ToArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"format":"akashi.reference-edition/2","sheets":[],"documents":[],"revisions":[]}""")]
    public async Task Read_AnotherDocument_IsAJsonException(string text) =>
        await Assert.ThrowsAsync<JsonException>(() => JsonWriter.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken));
}

using System.Text;
using Akashi.Server.Catalogs;
using Akashi.Server.Catalogs.Tables;
using Akashi.Server.References.Workbook;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Catalogs;

public sealed class CatalogTablesTests
{
    private const string Table = "識別名,our-rules\n項番,題名,題名（英）,区分\n1.1,甲,First,必須\n1.2,乙,Second,\n";

    private static InputFile Input(string csv) => new("rules.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    [Theory, EachDatabase]
    public async Task Load_TableTwiceThenChanged_StoresOnlyWhatDiffers(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var loader = new CatalogLoader(world.Desk, world.Time);

        var preview = await world.MustAsync(new CatalogTables(loader, new(world.Databases), world.Desk).PreviewAsync(Input(Table), NewCatalog.Unsaid, world.Operator, world.Ct));
        await using (var db = world.Open()) Assert.Equal(0, await db.Catalogs.CountAsync(world.Ct));
        var first = await world.MustAsync(new CatalogTables(loader, new(world.Databases), world.Desk).LoadAsync(Input(Table), NewCatalog.Unsaid, world.Operator, world.Ct));
        var again = await world.MustAsync(new CatalogTables(loader, new(world.Databases), world.Desk).LoadAsync(Input(Table), NewCatalog.Unsaid, world.Operator, world.Ct));
        var changed = await world.MustAsync(new CatalogTables(loader, new(world.Databases), world.Desk).LoadAsync(Input(Table.Replace("乙", "丁", StringComparison.Ordinal) + "1.3,丙,Third,推奨\n"), NewCatalog.Unsaid, world.Operator, world.Ct));

        Assert.Equal((2, 2, null), (preview.Controls, preview.First.Count, preview.Existing));
        Assert.Equal([new ClassCount(ControlClass.None, 1), new ClassCount(ControlClass.Shall, 1)], preview.Classes);
        Assert.Equal((2, 0, 0), (first.Added, first.Changed, first.Removed));
        Assert.True(again.Unchanged);
        Assert.Equal((1, 1, 0), (changed.Added, changed.Changed, changed.Removed));
        await using var after = world.Open();
        Assert.Equal(["甲", "丁", "丙"], (await after.Controls.OrderBy(c => c.Ordinal).ToListAsync(world.Ct)).Select(c => c.Title.Ja));
    }

    [Theory, EachDatabase]
    public async Task Load_TableOfALoadedCatalog_KeepsWhatATableCannotSay(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var loader = new CatalogLoader(world.Desk, world.Time);
        var shipped = (await CatalogFiles.ShippedAsync(world.Ct)).First(c => c.Layout is not null);
        await world.MustAsync(loader.LoadAsync(shipped, world.Operator, world.Ct));
        var table = new MemoryStream();
        Assert.Null(CatalogTableWriter.Write(table, shipped, "xlsx", "ja", new(2026, 11, 23)));
        table.Position = 0;

        var load = await world.MustAsync(new CatalogTables(loader, new(world.Databases), world.Desk).LoadAsync(new("edited.xlsx", table), NewCatalog.Unsaid, world.Operator, world.Ct));

        Assert.True(load.Unchanged);
        var kept = await new CatalogFiles(world.Databases).OfAsync(world.Operator.Organisation, shipped.Key, world.Ct);
        Assert.Equal(shipped.Recognise, kept!.Recognise);
        Assert.Equal(shipped.Layout!.Columns, kept.Layout!.Columns);
    }

    [Theory, EachDatabase]
    public async Task Load_UnknownClass_IsRefusedAndChangesNothing(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);

        var outcome = await new CatalogTables(new(world.Desk, world.Time), new(world.Databases), world.Desk).LoadAsync(Input(Table + "1.3,丙,Third,たぶん\n"), NewCatalog.Unsaid, world.Operator, world.Ct);

        Assert.Equal(("catalog.problems", 422), (outcome.Refusal!.Code, outcome.Refusal.Status));
        var problems = Assert.IsType<CatalogTableProblems>(outcome.Refusal.Detail);
        Assert.Equal("rules.csv D5", Assert.Single(problems.Problems).Place.ToString());
        await using var db = world.Open();
        Assert.Equal(0, await db.Catalogs.CountAsync(world.Ct));
    }
}

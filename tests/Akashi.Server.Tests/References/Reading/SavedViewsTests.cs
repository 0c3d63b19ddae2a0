using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.References.Reading;

public sealed class SavedViewsTests
{
    private static readonly ViewBody Nda = new("NDAのもの", "catalog=mhlw-5&disclosure=nda", ["number", "title", "finding"]);

    [Theory, EachDatabase]
    public async Task Save_SameNameAgain_ReplacesAndRemoveThenSaveBringsItBack(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var views = new SavedViews(world.Desk, world.Databases);

        var first = await world.MustAsync(views.SaveAsync(Nda, world.Operator, world.Ct));
        var second = await world.MustAsync(views.SaveAsync(Nda with { Name = " NDAのもの ", Columns = ["number"] }, world.Operator, world.Ct));
        var listed = await views.OfAsync(world.Operator, world.Ct);
        await world.MustAsync(views.RemoveAsync(second.Id, second.Version, world.Operator, world.Ct));
        var without = await views.OfAsync(world.Operator, world.Ct);
        await world.MustAsync(views.SaveAsync(Nda, world.Operator, world.Ct));

        Assert.Equal((first.Id, 2), (second.Id, second.Version));
        var kept = Assert.Single(listed);
        Assert.Equal(("catalog=mhlw-5&disclosure=nda", "number"), (kept.Filter, Assert.Single(kept.Columns)));
        Assert.Empty(without);
        Assert.Equal(3, Assert.Single(await views.OfAsync(world.Operator, world.Ct)).Columns.Count);
    }

    [Theory, EachDatabase]
    public async Task View_OfAnotherPersonOrOrganisation_IsNotSeenNorChanged(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var views = new SavedViews(world.Desk, world.Databases);
        var view = await world.MustAsync(views.SaveAsync(Nda, world.Operator, world.Ct));
        var (colleague, stranger) = (world.Someone(world.Operator.Organisation), world.Someone());

        foreach (var other in new[] { colleague, stranger })
        {
            Assert.Empty(await views.OfAsync(other, world.Ct));
            Assert.Equal("not-found", (await views.RemoveAsync(view.Id, view.Version, other, world.Ct)).Refusal!.Code);
            Assert.Equal("not-found", (await world.Desk.ActAsync(SavedView.Replace, view.Id.Value, view.Version, Nda, other, world.Ct)).Refusal!.Code);
        }
        // The same name is free for everyone else.
        await world.MustAsync(views.SaveAsync(Nda with { Filter = "" }, colleague, world.Ct));
        Assert.Equal(Nda.Filter, Assert.Single(await views.OfAsync(world.Operator, world.Ct)).Filter);
    }

    [Theory, EachDatabase]
    public async Task Save_WithoutPermissionNameOrRoom_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var views = new SavedViews(world.Desk, world.Databases);
        for (var i = 0; i < SavedViews.Most; i++) await world.MustAsync(views.SaveAsync(Nda with { Name = $"表示{i}" }, world.Operator, world.Ct));

        Assert.Equal("not-permitted", (await views.SaveAsync(Nda, world.Operator with { Person = new(Ids.New(world.Time)), Permits = act => act != "views.save" }, world.Ct)).Refusal!.Code);
        Assert.Equal("view.name", (await views.SaveAsync(Nda with { Name = " " }, world.Someone(), world.Ct)).Refusal!.Code);
        Assert.Equal("view.filter", (await views.SaveAsync(Nda with { Filter = new string('x', 2_001) }, world.Someone(), world.Ct)).Refusal!.Code);
        Assert.Equal("view.too-many", (await views.SaveAsync(Nda, world.Operator, world.Ct)).Refusal!.Code);
        await world.MustAsync(views.SaveAsync(Nda with { Name = "表示0", Filter = "" }, world.Operator, world.Ct));
    }
}

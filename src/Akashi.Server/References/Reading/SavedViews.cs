using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Reading;

/// <summary>The views of the reference that a person saved: theirs alone.</summary>
public sealed class SavedViews(Desk desk, DbFactory databases)
{
    /// <summary>Views that one person may keep.</summary>
    public const int Most = 50;

    private static readonly Refusal TooMany = new("view.too-many", new Text("保存できる表示は{0}件までです。使わないものを削除してください。", "Up to {0} views can be kept. Please remove some.").With(Most));

    /// <summary>Not removed ones, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> OfAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        return [.. (await db.SavedViews.Where(v => v.Person == by.Person && !v.Removed).ToListAsync(ct)).OrderBy(v => v.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Keeps a view under its name; what was kept under that name before is replaced.</summary>
    /// <returns>Refusals: <c>view.name</c>, <c>view.filter</c>, <c>view.too-many</c>.</returns>
    public async Task<Outcome<SavedView>> SaveAsync(ViewBody body, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var own = await db.SavedViews.Where(v => v.Person == by.Person).ToListAsync(ct);
        if (own.FirstOrDefault(v => v.Name == body.Name?.Trim()) is { } known) return await desk.ActAsync(SavedView.Replace, known.Id.Value, known.Version, body, by, ct);
        return own.Count(v => !v.Removed) >= Most ? TooMany : await desk.OpenAsync(SavedView.Save, body, by, ct);
    }

    public Task<Outcome<SavedView>> RemoveAsync(SavedViewId id, int version, Actor by, CancellationToken ct) => desk.ActAsync(SavedView.Remove, id.Value, version, new NoBody(), by, ct);
}

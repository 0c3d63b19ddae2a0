using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.References;

public readonly record struct SavedViewId(Guid Value) : IId;

/// <summary>保存した表示. A filter and columns of the reference that one person gave a name; nobody else sees it.</summary>
public sealed class SavedView : Entry
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>Characters of a filter.</summary>
    public const int LongestFilter = 2_000;

    public SavedViewId Id { get; private set; }

    /// <summary>Whose it is.</summary>
    public PersonId Person { get; private set; }

    /// <summary>Unique for the person.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Query of the page's address without columns and control: <c>catalog=mhlw-5&amp;disclosure=nda</c>; empty for everything.</summary>
    public string Filter { get; private set; } = "";

    /// <summary>Keys of the columns in sight.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>True once its owner has removed it; saving under the same name brings it back.</summary>
    public bool Removed { get; private set; }

    public override Guid Key => Id.Value;

    public static readonly OpenAct<SavedView, ViewBody> Save = new("views.save", new("表示の保存", "Save view"), (body, stand, id) =>
    {
        var view = new SavedView { Id = new(id), Person = stand.By.Person };
        return view.Take(body, stand) is { } no ? no : view;
    });

    public static readonly Act<SavedView, ViewBody> Replace = new("views.replace", new("表示の保存し直し", "Replace view"), (view, body, stand) => view.Own(stand) ?? view.Take(body, stand));

    public static readonly Act<SavedView, NoBody> Remove = new("views.remove", new("保存した表示の削除", "Remove view"), (view, _, stand) =>
    {
        if (view.Own(stand) is { } no) return no;
        view.Removed = true;
        view.Record(new ViewRemoved(view.Name), stand.At);
        return null;
    });

    /// <summary>What belongs to another person is not there.</summary>
    private Refusal? Own(Stand stand) => Person == stand.By.Person ? null : Refusal.NotFound;

    /// <returns>Refusals: <c>view.name</c>, <c>view.filter</c>.</returns>
    private Refusal? Take(ViewBody body, Stand stand)
    {
        var name = body.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName) return new("view.name", new Text("名前を{0}字までで入力してください。", "Please give it a name of up to {0} characters.").With(LongestName), 400);
        if ((body.Filter ?? "").Length > LongestFilter) return new("view.filter", new("絞り込みが長すぎて保存できません。", "The filter is too long to be saved."), 400);
        (Name, Filter, Columns, Removed) = (name, body.Filter ?? "", [.. body.Columns ?? []], false);
        Record(new ViewSaved(Name, Filter, Columns), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("saved_views");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Person, x.Name }).IsUnique();
            builder.Property(x => x.Columns).AsJson();
        }
    }
}

public sealed record ViewBody(string Name, string? Filter, IReadOnlyList<string>? Columns);

public sealed record ViewSaved(string Name, string Filter, IReadOnlyList<string> Columns) : Event;

public sealed record ViewRemoved(string Name) : Event;

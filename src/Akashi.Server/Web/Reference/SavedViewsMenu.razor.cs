using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Reference.ReferenceWords;

namespace Akashi.Server.Web.Reference;

/// <summary>The reader's own views of the reference: open one, keep this one under a name, remove one.</summary>
public sealed partial class SavedViewsMenu(SavedViews saved) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<SavedView> _views = [];
    private SavedView? _removed;
    private string _name = "";
    private Refusal? _refused;
    private Text? _said;

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    /// <summary>What the view is narrowed by now, with the catalog in sight.</summary>
    [Parameter, EditorRequired]
    public (string Name, object? Value)[] Filter { get; set; } = [];

    /// <summary>Keys of the columns in sight.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Columns { get; set; } = [];

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => _views = await saved.OfAsync(Actor, _gone.Token);

    private string Address(SavedView view) => Paths.Reference(Slug) + "?" + (view.Filter.Length > 0 ? view.Filter + "&" : "") + $"columns={string.Join(',', view.Columns)}";

    private Task SaveAsync() => SaveAsync(new(_name, Paths.Query(Filter).TrimStart('?'), Columns));

    private Task RestoreAsync() => SaveAsync(new(_removed!.Name, _removed.Filter, _removed.Columns));

    private async Task SaveAsync(ViewBody body)
    {
        var outcome = await saved.SaveAsync(body, Actor, _gone.Token);
        (_refused, _said, _removed) = (outcome.Refusal, outcome.Value is { } kept ? W.ViewSaved.With(kept.Name) : null, null);
        if (outcome.Done) _name = "";
        await ReadAsync();
    }

    private async Task RemoveAsync(SavedView view)
    {
        var outcome = await saved.RemoveAsync(view.Id, view.Version, Actor, _gone.Token);
        (_refused, _said, _removed) = (outcome.Refusal, outcome.Done ? W.ViewRemoved.With(view.Name) : null, outcome.Done ? view : null);
        await ReadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

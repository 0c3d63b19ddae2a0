using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using W = Akashi.Server.Web.Statements.StatementWords;

namespace Akashi.Server.Web.Statements;

/// <summary>The form in which a party answers a control: draft, save, refusal, conflict, undo.</summary>
public sealed partial class StatementForm(StatementWork work, Drafts drafts, ActorOfCircuit who, IDialogService dialogs, NavigationManager navigation) : IDisposable
{
    private static readonly string[] Checked = ["view", "finding", "responsibleRole", "reviewDue"];

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<DocumentItem> _documents = [];
    private StatementDraft _draft = new();
    private StatementBody _base = StatementBody.Empty;
    private StatementId? _id;
    private int _version;
    private string? _subject;
    private bool _busy;
    private bool _leaving;
    private Refusal? _refused;
    private Text? _said;
    private Text? _restored;
    private StatementBody? _former;
    private StatementBody? _mine;
    private Statement? _theirs;
    private string _theirsBy = "";

    [Parameter, EditorRequired]
    public ServiceItem Service { get; set; } = null!;

    [Parameter, EditorRequired]
    public ControlDetail Detail { get; set; } = null!;

    /// <summary>Something was saved; the surroundings should read again.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    private StatementView? Own => Detail.Layers[0].Statement;

    private bool Dirty => _theirs is not null || !StatementComparer.Same(Tidy(_draft.Body), Tidy(_base)) || _draft.Problem("reviewDue") is not null;

    private List<PartyKind> FreeParties => [.. Enum.GetValues<PartyKind>().Where(p => p is not PartyKind.Auditor && _draft.Duties.All(d => d.Party != p))];

    protected override async Task OnParametersSetAsync()
    {
        var subject = $"{Service.Slug}/{Detail.Catalog}/{Detail.Control.Code}";
        if (subject == _subject) return;
        _subject = subject;
        Take(Own?.Id, Own?.Version ?? 0, Own?.Body ?? StatementBody.Empty);
        (_said, _former, _restored, _theirs) = (null, null, null, null);
        _documents = await work.DocumentsAsync((await who.GetAsync()).Organisation, Service.Party, _gone.Token);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || await drafts.FindAsync(Service.Slug, Detail.Catalog, Detail.Control.Code) is not { } kept) return;
        if (StatementComparer.Same(Tidy(kept.Body), Tidy(_base)) && kept.ReviewDue == _draft.ReviewDue) return;
        _restored = kept.Version == _version ? W.Restored : W.RestoredOld;
        (_draft, _base, _version) = (StatementDraft.Of(kept.Body), kept.Base, kept.Version);
        _draft.ReviewDue = kept.ReviewDue;
        StateHasChanged();
    }

    private void Take(StatementId? id, int version, StatementBody body) => (_id, _version, _base, _draft, _refused) = (id, version, body, StatementDraft.Of(body), null);

    private async Task KeepAsync()
    {
        (_refused, _said, _former) = (null, null, null);
        if (Dirty) await drafts.KeepAsync(Service.Slug, Detail.Catalog, Detail.Control.Code, new(_version, _base, _draft.Body, _draft.ReviewDue));
        else await drafts.ForgetAsync(Service.Slug, Detail.Catalog, Detail.Control.Code);
    }

    private async Task DiscardAsync()
    {
        await drafts.ForgetAsync(Service.Slug, Detail.Catalog, Detail.Control.Code);
        Take(Own?.Id, Own?.Version ?? 0, Own?.Body ?? StatementBody.Empty);
        _restored = null;
    }

    private async Task SaveAsync()
    {
        foreach (var duty in _draft.Duties) duty.Touched = true;
        if (Checked.Any(f => _draft.Problem(f) is not null)) return;
        await SaveAsync(_draft.Body, W.Saved);
    }

    private Task SaveOnTopAsync(StatementBody merged)
    {
        (_id, _version, _base) = (_theirs!.Id, _theirs.Version, _theirs.Body);
        return SaveAsync(merged, W.Saved);
    }

    private Task UndoAsync() => SaveAsync(_former!, W.Undone);

    private async Task SaveAsync(StatementBody body, Text done)
    {
        if (_busy) return;
        (_busy, _refused) = (true, null);
        try
        {
            var actor = await who.GetAsync();
            var outcome = await work.SaveAsync(Service, Detail, _id, _version, body, actor, _gone.Token);
            if (outcome.Refusal is { Code: "stale", Detail: Statement current })
            {
                (_mine, _theirs, _theirsBy) = (body, current, await work.LastByAsync(actor.Organisation, current.Id.Value, _gone.Token));
                return;
            }
            if (outcome.Refusal is { Code: "statement.unchanged" } && _theirs is { } standing) await StandsAsync(standing.Id, standing.Version, standing.Body, W.Saved, undo: false, actor);
            else if (outcome.Refusal is { } no) _refused = no;
            else await StandsAsync(outcome.Value!.Id, outcome.Value.Version, outcome.Value.Body, done, undo: done == W.Saved, actor);
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>What the database holds now is what the form shows.</summary>
    private async Task StandsAsync(StatementId id, int version, StatementBody body, Text done, bool undo, Actor actor)
    {
        Take(id, version, body);
        (_theirs, _mine, _restored) = (null, null, null);
        await drafts.ForgetAsync(Service.Slug, Detail.Catalog, Detail.Control.Code);
        _said = done.With(version);
        _former = undo ? await work.FormerAsync(actor.Organisation, id, _gone.Token) : null;
        await Saved.InvokeAsync();
    }

    private async Task ConfirmAsync()
    {
        _busy = true;
        var actor = await who.GetAsync();
        var outcome = await work.ConfirmAsync(_id!.Value, _version, actor, _gone.Token);
        _busy = false;
        if (outcome.Refusal is { Code: "stale", Detail: Statement current })
            (_mine, _theirs, _theirsBy) = (_draft.Body, current, await work.LastByAsync(actor.Organisation, current.Id.Value, _gone.Token));
        else if (outcome.Refusal is { } no) _refused = no;
        else await StandsAsync(outcome.Value!.Id, outcome.Value.Version, outcome.Value.Body, W.Confirmed, undo: false, actor);
    }

    /// <summary>The form again, with what was typed; saving will meet the same conflict and lose nothing.</summary>
    private void BackToForm() => _theirs = null;

    private async Task TakeTheirsAsync()
    {
        var standing = _theirs!;
        await drafts.ForgetAsync(Service.Slug, Detail.Catalog, Detail.Control.Code);
        Take(standing.Id, standing.Version, standing.Body);
        (_theirs, _mine, _restored, _said) = (null, null, null, null);
        await Saved.InvokeAsync();
    }

    private Task RemoveAsync(DutyDraft duty)
    {
        _draft.Duties.Remove(duty);
        return KeepAsync();
    }

    private Task AddDutyAsync(ChangeEventArgs e)
    {
        if (Enum.TryParse<PartyKind>((string?)e.Value, out var party)) _draft.Duties.Add(new(party));
        return KeepAsync();
    }

    private Task ChooseAsync(Action choice)
    {
        choice();
        return KeepAsync();
    }

    /// <summary>Filters around the form may change; leaving the control with unsaved changes is asked for.</summary>
    private async Task LeavingAsync(LocationChangingContext leaving)
    {
        if (_leaving || !Dirty || SameSubject(leaving.TargetLocation)) return;
        leaving.PreventNavigation();
        var options = new MessageBoxOptions { Title = W.LeaveTitle, Message = W.LeaveBody.With(Detail.Control.Code), YesText = W.Leave, CancelText = W.Stay };
        if (await dialogs.ShowMessageBoxAsync(options) is not true) return;
        _leaving = true;
        navigation.NavigateTo(leaving.TargetLocation);
    }

    private bool SameSubject(string target)
    {
        var (to, here) = (navigation.ToAbsoluteUri(target), new Uri(navigation.Uri));
        return to.AbsolutePath == here.AbsolutePath && ControlIn(to) == ControlIn(here) && CatalogIn(to) == CatalogIn(here);
    }

    private static string? ControlIn(Uri address) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("control");

    private static string? CatalogIn(Uri address) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).GetValueOrDefault("catalog");

    // A browser turns line ends into \n; that alone is no change.
    private static StatementBody Tidy(StatementBody body) => body with
    {
        View = Lines(body.View), Finding = Lines(body.Finding), Citations = [.. body.Citations], Duties = [.. body.Duties.Select(d => d with { Normal = Lines(d.Normal), Emergency = Lines(d.Emergency) })],
        Notes = [.. (body.Notes ?? []).Select(n => n with { Text = Lines(n.Text) ?? "" })],
    };

    private static string? Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

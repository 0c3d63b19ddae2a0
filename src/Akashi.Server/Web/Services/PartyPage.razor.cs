using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Akashi.Server.Web.Services;

/// <summary>Registers a party, or changes its name.</summary>
public sealed partial class PartyPage
{
    private PartyKind _kind;
    private string? _ja;
    private string? _en;
    private int _version;
    private int _checked;
    private bool _saving;
    private Guid? _loaded;
    private Refusal? _refusal;
    private Party? _stale;

    [Parameter]
    public Guid? Id { get; set; }

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private List<(string, string, string)> Differences => _stale is null ? [] :
        [.. new (string Field, string Theirs, string Mine)[] { (ServiceWords.NameJa, _stale.Name.Ja, _ja ?? ""), (ServiceWords.NameEn, _stale.Name.En, _en ?? "") }.Where(d => d.Theirs != d.Mine)];

    protected override async Task LoadAsync()
    {
        if (Id is not { } id || _loaded == id) return;
        await using var db = Databases.OpenFor(Actor);
        if (await db.FindEntryAsync<Party>(id, Gone) is not { } party)
        {
            Navigation.NotFound();
            return;
        }
        _loaded = id;
        Take(party);
    }

    private void Take(Party party)
    {
        (_kind, _ja, _en, _version) = (party.Kind, party.Name.Ja, party.Name.En, party.Version);
        (_refusal, _stale, _checked) = (null, null, 0);
    }

    private void TakeTheirs() => Take(_stale!);

    private Task SaveMineAsync()
    {
        _version = _stale!.Version;
        return SaveAsync();
    }

    private Text? Wrong(int field, string? value) => (_checked & field) != 0 && string.IsNullOrWhiteSpace(value) ? ServiceWords.NeedName : null;

    private async Task SaveAsync()
    {
        _checked = 3;
        if (_saving || Wrong(1, _ja) is not null || Wrong(2, _en) is not null) return;
        _saving = true;
        var body = new PartyBody(_kind, new(_ja!.Trim(), _en!.Trim()));
        var outcome = Id is { } id ? await Desk.ActAsync(Party.Change, id, _version, body, Actor, Gone) : await Desk.OpenAsync(Party.Register, body, Actor, Gone);
        _saving = false;
        (_refusal, _stale) = (outcome.Refusal, outcome.Refusal?.Detail as Party);
        if (!outcome.Done) return;
        Snackbar.Add(Words.Saved, Severity.Success);
        Navigation.NavigateTo("/services");
    }
}

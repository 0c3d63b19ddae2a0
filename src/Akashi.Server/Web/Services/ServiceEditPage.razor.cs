using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Akashi.Server.Web.Services;

/// <summary>Registers a service or changes it.</summary>
public sealed partial class ServiceEditPage
{
    private readonly HashSet<Field> _checked = [];
    private ServiceForm _form = new();
    private IReadOnlyList<Party> _parties = [];
    private IReadOnlyList<Service> _others = [];
    private Service? _service;
    private int _version;
    private bool _saving;
    private Refusal? _refusal;
    private Service? _stale;

    private enum Field { Party, Ja, En, Slug, BuiltOn, Places }

    [Parameter]
    public string? Slug { get; set; }

    [Inject]
    private DbFactory Databases { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private List<(string, string, string)> Differences =>
        _stale is null ? [] : _form.Differences(ServiceForm.Of(_stale), id => _others.FirstOrDefault(s => s.Id == id)?.Name ?? "");

    protected override async Task LoadAsync()
    {
        await using var db = Databases.OpenFor(Actor);
        _parties = await db.Parties.OrderBy(p => p.Id).ToListAsync(Gone);
        var services = await db.Services.OrderBy(s => s.Id).ToListAsync(Gone);
        _others = services.FindAll(s => s.Slug != Slug);
        if (Slug is null || _service?.Slug == Slug) return;
        _service = services.Find(s => s.Slug == Slug);
        if (_service is null) Navigation.NotFound();
        else Take(_service);
    }

    private void Take(Service service)
    {
        (_form, _version, _refusal, _stale) = (ServiceForm.Of(service), service.Version, null, null);
        _checked.Clear();
    }

    private void Leave(Field field) => _checked.Add(field);

    private void Build(ServiceId on, bool chosen) => _ = chosen ? _form.BuiltOn.Add(on) : _form.BuiltOn.Remove(on);

    /// <summary>What is wrong with a field that was left or refused; null when nothing is.</summary>
    private Text? Wrong(Field field) => Refused(field) ?? (!_checked.Contains(field) ? null : field switch
    {
        Field.Party when _form.Party == default => ServiceWords.NeedParty,
        Field.Ja when string.IsNullOrWhiteSpace(_form.Ja) => ServiceWords.NeedName,
        Field.En when string.IsNullOrWhiteSpace(_form.En) => ServiceWords.NeedName,
        Field.Slug when string.IsNullOrEmpty(_form.Slug) || !_form.Slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') => ServiceWords.NeedSlug,
        Field.Places when _form.Regions.Concat(_form.Sites).Any(p => !p.Complete) => ServiceWords.NeedCode,
        _ => null,
    });

    private Text? Refused(Field field) => (_refusal?.Code, field) switch
    {
        ("service.slug" or "duplicate", Field.Slug) or ("service.cycle" or "service.unknown", Field.BuiltOn) or ("service.site-without-region", Field.Places) => _refusal!.Message,
        _ => null,
    };

    private Task SaveMineAsync()
    {
        _version = _stale!.Version;
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        _refusal = null;
        foreach (var field in Enum.GetValues<Field>()) _checked.Add(field);
        if (_saving || Enum.GetValues<Field>().Any(f => Wrong(f) is not null)) return;
        _saving = true;
        var body = _form.Body();
        var outcome = _service is { } service ? await Desk.ActAsync(Service.Change, service.Id.Value, _version, body, Actor, Gone) : await Desk.OpenAsync(Service.Register, body, Actor, Gone);
        _saving = false;
        (_refusal, _stale) = (outcome.Refusal, outcome.Refusal?.Detail as Service);
        if (!outcome.Done) return;
        Snackbar.Add(Words.Saved, Severity.Success);
        Navigation.NavigateTo("/services");
    }
}

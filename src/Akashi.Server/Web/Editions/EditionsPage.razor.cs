using System.Globalization;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Editions.EditionsWords;

namespace Akashi.Server.Web.Editions;

/// <summary>What was published, for whom, and what would be published now.</summary>
public sealed partial class EditionsPage
{
    private IReadOnlyList<Edition> _editions = [];
    private Upcoming? _upcoming;
    private string _version = "";
    private string _date = "";
    private string _notes = "";
    private bool _comparing;
    private bool _confirming;
    private bool _busy;
    private Job? _job;
    private Refusal? _refused;
    private Text? _said;

    [Inject]
    private EditionsReading Reading { get; set; } = null!;

    [Inject]
    private Publisher Publisher { get; set; } = null!;

    [Inject]
    private JobRunner Jobs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Edition? Last => _editions.Where(e => e.Published).OrderByDescending(e => e.ChangedAt).FirstOrDefault();

    private DateOnly? Day => DateWords.Read(_date);

    private bool Ready => Day is not null && _version.Trim().Length > 0;

    protected override async Task LoadServiceAsync(ServiceItem service)
    {
        _editions = await Reading.AllAsync(Actor.Organisation, service.Id, Gone);
        // Comparing reads the whole reference and the last edition: not for the first paint, which is drawn without it.
        _comparing = !RendererInfo.IsInteractive;
        _upcoming = _comparing ? null : await Reading.UpcomingAsync(Actor.Organisation, service.Id, Last, Gone);
        (_version, _date, _notes) = (EditionsReading.Next(_editions), Clock.Today(Time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _upcoming?.Notes ?? "");
        _confirming = false;
    }

    /// <summary>The published edition that was current before this one.</summary>
    private Edition? Before(Edition edition) => _editions.Where(e => e.Published && e.ChangedAt < edition.ChangedAt).OrderByDescending(e => e.ChangedAt).FirstOrDefault();

    /// <summary>Publishes in a job of its own: leaving the page does not end it.</summary>
    private async Task PublishAsync()
    {
        (_busy, _refused, _said) = (true, null, null);
        StateHasChanged();
        // An untouched note is written anew at publication, so that it is true of what is frozen.
        var body = new NewEdition(_version, Day, _notes == _upcoming?.Notes ? null : _notes);
        var service = Service!.Id;
        Outcome<Edition> outcome = default;
        var started = await Jobs.StartAsync(new(JobKind.Publication, service, _version.Trim()), async ct =>
        {
            outcome = await Publisher.PublishAsync(service, body, Actor, ct);
            return outcome.Refusal is { } refused ? new(JobState.Refused, refused.Message) : new(JobState.Done, W.Done.With(outcome.Value!.Label));
        }, Actor, Gone);
        if (started.Refusal is null)
        {
            _job = started.Value.Job;
            StateHasChanged();
            await started.Value.Ended.WaitAsync(Gone);
        }
        (_busy, _job) = (false, null);
        if ((started.Refusal ?? outcome.Refusal) is { } no)
        {
            (_refused, _confirming) = (no, false);
            return;
        }
        if (outcome.Value is not { } published)
        {
            (_refused, _confirming) = (W.NotPublished, false);
            return;
        }
        _said = W.Done.With(published.Label);
        await LoadServiceAsync(Service!);
    }
}

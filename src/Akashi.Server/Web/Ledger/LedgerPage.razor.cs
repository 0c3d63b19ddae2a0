using System.Globalization;
using Akashi.Server.Ledger;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Ledger;

/// <summary>Has anybody changed anything since? How the log stands, and a verification in front of the reader.</summary>
public sealed partial class LedgerPage
{
    private LedgerView? _view;
    private VerificationView? _result;
    private IReadOnlyList<LeafLine> _leaves = [];
    private VerificationProgress _progress = new(0, 0);
    private bool _verifying;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>Leaves before this index are shown; null for the newest.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private long? From { get; set; }

    protected override async Task LoadAsync()
    {
        _view = await Services.GetRequiredService<LedgerStatus>().OfAsync(Actor.Organisation, Gone);
        _leaves = await Services.GetRequiredService<LeafLines>().OfAsync(Actor.Organisation, From, Gone);
    }

    private async Task VerifyAsync()
    {
        var verifications = Services.GetRequiredService<Verifications>();
        (_verifying, _result, _progress) = (true, null, new(0, _view!.CheckpointSize));
        var run = verifications.RunAsync(Actor);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(150, Gone));
            if (Gone.IsCancellationRequested) return;
            _progress = verifications.Progress ?? _progress;
            StateHasChanged();
        }
        var outcome = await run;
        (_verifying, _result) = (false, outcome.Value is { } done ? VerificationView.Of(done) : null);
        await LoadAsync();
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 1 << 20 ? $"{(bytes + 1023) >> 10} KiB" : $"{bytes / 1048576.0:0.0} MiB";

    private static string Short(string vkey) => vkey.Length > 80 ? vkey[..80] + "…" : vkey;
}

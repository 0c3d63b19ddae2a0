using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Ledger;

/// <summary>Everything that happened to one entry of any register, and where it stands in the log.</summary>
public sealed partial class HistoryPage
{
    private IReadOnlyList<EntryStep> _steps = [];
    private IReadOnlyDictionary<Guid, Text> _names = new Dictionary<Guid, Text>();

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>The entry's type, e.g. <c>Document</c>.</summary>
    [Parameter]
    public string Register { get; set; } = "";

    [Parameter]
    public Guid Entry { get; set; }

    protected override async Task LoadAsync()
    {
        var histories = Services.GetRequiredService<EntryHistories>();
        _names = await histories.NamesAsync(Actor.Organisation, Gone);
        _steps = await histories.OfAsync(Actor, Register, Entry, Gone);
    }

    private string Lead
    {
        get
        {
            var (done, tried) = (_steps.Where(s => s.Done).ToList(), _steps.Count(s => !s.Done));
            var lead = LedgerWords.HistoryLead.With(done.Count, done.Count(s => s.Published)).ToString();
            return tried == 0 ? lead : lead + LedgerWords.HistoryTried.With(tried);
        }
    }

    /// <summary>Something new has no before.</summary>
    private static bool Fresh(EntryStep step) => step.Changes.All(c => c.Before is null);
}

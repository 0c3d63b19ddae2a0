using Akashi.Server.Ledger;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Ledger;

/// <summary>Everything that happened to one entry of any register, and where it stands in the log.</summary>
public sealed partial class HistoryPage
{
    private IReadOnlyList<EntryStep> _steps = [];

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>The entry's type, e.g. <c>Document</c>.</summary>
    [Parameter]
    public string Register { get; set; } = "";

    [Parameter]
    public Guid Entry { get; set; }

    protected override async Task LoadAsync() =>
        _steps = await Services.GetRequiredService<EntryHistories>().OfAsync(Actor, Register, Entry, Gone);
}

using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Shared;

/// <summary>Search while typing: waits for a pause, and never takes back a letter that was typed meanwhile.</summary>
public sealed partial class SearchBox : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private string? _typed;
    private string? _sent;
    private CancellationTokenSource? _waiting;

    /// <summary>The words in force, from the address.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnParametersSet()
    {
        // Words that are not the ones sent last come from a link or the back button.
        if ((Value ?? "") == (_sent ?? "")) return;
        (_typed, _sent) = (Value, Value);
    }

    private async Task TypeAsync(ChangeEventArgs e)
    {
        _typed = (string?)e.Value ?? "";
        if (_waiting is { } former) await former.CancelAsync();
        var waiting = _waiting = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, Time, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        _sent = _typed;
        await OnSearch.InvokeAsync(_typed);
    }

    public void Dispose()
    {
        _waiting?.Cancel();
        _waiting?.Dispose();
    }
}

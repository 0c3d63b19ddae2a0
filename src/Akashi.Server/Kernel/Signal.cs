namespace Akashi.Server.Kernel;

/// <summary>Wakes one waiting loop; several calls before it wakes are one call.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _called = new(0, 1);

    public void Call()
    {
        try
        {
            _called.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has called already.
        }
    }

    /// <summary>Waits for a call.</summary>
    public Task WaitAsync(CancellationToken ct) => _called.WaitAsync(ct);

    /// <summary>Waits for a call, but no longer than this.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken ct) => _called.WaitAsync(longest, ct);

    public void Dispose() => _called.Dispose();
}

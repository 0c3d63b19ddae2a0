namespace Akashi.Server.Kernel;

/// <summary>Work in the background that rests on the data: it begins when they are complete, not with the host.</summary>
public abstract class LaterService : BackgroundService
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The data are complete.</summary>
    public void Begin() => _begun.TrySetResult();

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _begun.Task.WaitAsync(stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>A round at once and after every pause. A fault costs one round, not the service.</summary>
    protected static async Task RepeatAsync(Func<CancellationToken, Task> round, TimeSpan pause, TimeProvider time, Action<Exception> failed, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(pause, time);
        do
        {
            try
            {
                await round(ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>Goes on until the host ends.</summary>
    protected abstract Task RunAsync(CancellationToken ct);
}

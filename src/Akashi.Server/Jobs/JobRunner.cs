using System.Collections.Concurrent;
using Akashi.Server.Kernel;

namespace Akashi.Server.Jobs;

/// <summary>
/// Runs jobs in this process, apart from any page. The row is committed before the work begins and its end after it, so that
/// nothing that was acknowledged is lost; a row that a former process left running is closed as interrupted by <see cref="JobRecovery"/>.
/// </summary>
public sealed partial class JobRunner(Desk desk, IHostApplicationLifetime lifetime, ILogger<JobRunner> log)
{
    private static readonly JobEnd Broke = new(JobState.Failed, new("思わぬ問題で終了しました。何も変更していません。もう一度お試しください。", "It ended through an unexpected problem. Nothing was changed; please try again."));
    private readonly ConcurrentDictionary<JobId, Task> _running = [];

    /// <summary>How a job that the end of the server cut off is described.</summary>
    internal static readonly JobEnd Cut = new(JobState.Interrupted, new(
        "サーバーが終了したため中断しました。この作業は全部か何もしないかのどちらかです。履歴に載っていれば済んでおり、載っていなければ何も変わっていません。",
        "Interrupted, since the server ended. The work is done whole or not at all: when the history shows it, it is done; else nothing was changed."));

    /// <summary>Starts the work and comes back at once. Leaving the page does not end it; only the end of the server does.</summary>
    /// <param name="work">Says how it ended; must be all or nothing.</param>
    /// <returns>The job, and the moment of its end.</returns>
    public async Task<Outcome<(Job Job, Task Ended)>> StartAsync(NewJob body, Func<CancellationToken, Task<JobEnd>> work, Actor by, CancellationToken ct)
    {
        var opened = await desk.OpenAsync(Job.Start, body, by, ct);
        if (opened.Refusal is { } no) return no;
        var job = opened.Value!;
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = _running[job.Id] = Task.Run(async () =>
        {
            await begin.Task;
            await RunAsync(job, work, by);
        }, CancellationToken.None);
        begin.SetResult();
        return (job, ended);
    }

    /// <summary>Waits for the jobs that still run; called when the server ends.</summary>
    internal Task DrainAsync() => Task.WhenAll(_running.Values);

    private async Task RunAsync(Job job, Func<CancellationToken, Task<JobEnd>> work, Actor by)
    {
        JobEnd end;
        try
        {
            end = await work(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            end = Cut;
        }
#pragma warning disable CA1031 // Whatever broke the work, its row must say so.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(log, job.Id.Value, failure);
            end = Broke;
        }
        try
        {
            var closed = await desk.ActAsync(Job.End, job.Id.Value, job.Version, end, by, CancellationToken.None);
            if (closed.Refusal is { } no) NotClosed(log, job.Id.Value, no.Code, null);
        }
#pragma warning disable CA1031 // The next start closes the row.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotClosed(log, job.Id.Value, "exception", failure);
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
        }
    }

    [LoggerMessage(7101, LogLevel.Error, "Job {Job} failed.")]
    private static partial void Failed(ILogger logger, Guid job, Exception failure);

    [LoggerMessage(7102, LogLevel.Error, "The end of job {Job} could not be recorded ({Reason}).")]
    private static partial void NotClosed(ILogger logger, Guid job, string reason, Exception? failure);
}

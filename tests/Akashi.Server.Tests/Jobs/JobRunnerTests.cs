using Akashi.Server.Identity;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Jobs;

/// <summary>What was begun stands in the database, and so does its end, however it came.</summary>
public sealed class JobRunnerTests
{
    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => _stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;
        public void StopApplication() => _stopping.Cancel();
        public void Dispose() => _stopping.Dispose();
    }

    private static JobRunner Runner(TestWorld world, Lifetime lifetime) => new(world.Desk, lifetime, NullLogger<JobRunner>.Instance);

    private static async Task<Service> ServiceAsync(TestWorld world) => await world.ServiceAsync((await world.PartyAsync(PartyKind.Provider)).Id, "platform");

    private static async Task<Job> ReadAsync(TestWorld world, JobId id) => (await new JobsReading(world.Databases).FindAsync(world.Operator, id, world.Ct))!;

    [Theory, EachDatabase]
    public async Task Start_WorkThatEnds_IsRunningBeforeAndSaysHowItEndedAfter(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var lifetime = new Lifetime();
        var service = await ServiceAsync(world);
        var gate = new TaskCompletionSource();

        var (job, ended) = await world.MustAsync(Runner(world, lifetime).StartAsync(new(JobKind.Import, service.Id, "表.xlsx"), async ct =>
        {
            await gate.Task.WaitAsync(ct);
            return new(JobState.Done, new("追加2件", "2 added"));
        }, world.Operator, world.Ct));
        var before = await ReadAsync(world, job.Id);
        world.Time.Advance(TimeSpan.FromSeconds(3));
        gate.SetResult();
        await ended;
        var after = await ReadAsync(world, job.Id);

        Assert.Equal((JobState.Running, null, ""), (before.State, before.EndedAt, before.Result.Ja));
        Assert.Equal((JobState.Done, "2 added", TimeSpan.FromSeconds(3)), (after.State, after.Result.En, after.EndedAt - after.StartedAt));
    }

    [Theory, EachDatabase]
    public async Task Start_WorkThatIsRefusedOrBreaks_SaysSo(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var lifetime = new Lifetime();
        var (service, runner) = (await ServiceAsync(world), Runner(world, lifetime));

        var refused = await world.MustAsync(runner.StartAsync(new(JobKind.Publication, service.Id, "第1版"), _ => Task.FromResult(new JobEnd(JobState.Refused, new("だめ", "No"))), world.Operator, world.Ct));
        var broken = await world.MustAsync(runner.StartAsync(new(JobKind.Publication, service.Id, "第2版"), _ => throw new InvalidDataException("broken"), world.Operator, world.Ct));
        await Task.WhenAll(refused.Ended, broken.Ended);

        Assert.Equal((JobState.Refused, "No"), ((await ReadAsync(world, refused.Job.Id)).State, (await ReadAsync(world, refused.Job.Id)).Result.En));
        Assert.Equal(JobState.Failed, (await ReadAsync(world, broken.Job.Id)).State);
        Assert.DoesNotContain("broken", (await ReadAsync(world, broken.Job.Id)).Result.En, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Stop_WhileAJobRuns_RecordsTheInterruptionBeforeTheServerIsGone(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var lifetime = new Lifetime();
        var (service, runner) = (await ServiceAsync(world), Runner(world, lifetime));
        var local = new LocalOperator(world.Databases, world.Desk, new(world.Databases, world.Time), world.Time);
        await local.EnsureAsync(new NewOrganisation(new("", ""), false), world.Ct);
        var (job, _) = await world.MustAsync(runner.StartAsync(new(JobKind.Import, service.Id, "表.xlsx"), async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return new(JobState.Done, new("", ""));
        }, world.Operator, world.Ct));

        lifetime.StopApplication();
        await new JobRecovery(world.Desk, world.Databases, local, runner).StopAsync(world.Ct);

        Assert.Equal(JobState.Interrupted, (await ReadAsync(world, job.Id)).State);
    }

    [Theory, EachDatabase]
    public async Task Restart_AfterAKill_ClosesWhatWasLeftRunningAndNothingElse(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var lifetime = new Lifetime();
        var service = await ServiceAsync(world);
        var local = new LocalOperator(world.Databases, world.Desk, new(world.Databases, world.Time), world.Time);
        await local.EnsureAsync(new NewOrganisation(new("", ""), false), world.Ct);
        // A row without a process: what a kill leaves.
        var left = await world.MustAsync(world.Desk.OpenAsync(Job.Start, new NewJob(JobKind.Import, service.Id, "表.xlsx"), world.Operator, world.Ct));
        var done = await world.MustAsync(Runner(world, lifetime).StartAsync(new(JobKind.Import, service.Id, "別.xlsx"), _ => Task.FromResult(new JobEnd(JobState.Done, new("済", "Done"))), world.Operator, world.Ct));
        await done.Ended;

        await new JobRecovery(world.Desk, world.Databases, local, Runner(world, lifetime)).CloseLeftAsync(world.Ct);

        Assert.Equal((JobState.Interrupted, JobState.Done), ((await ReadAsync(world, left.Id)).State, (await ReadAsync(world, done.Job.Id)).State));
    }

    [Theory, EachDatabase]
    public async Task Job_OfAnotherOrganisationOrWithoutThePermission_IsOutOfReach(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        using var lifetime = new Lifetime();
        var service = await ServiceAsync(world);
        var job = await world.MustAsync(world.Desk.OpenAsync(Job.Start, new NewJob(JobKind.Import, service.Id, "表.xlsx"), world.Operator, world.Ct));
        var reader = world.Operator with { Permits = act => act != "jobs.start" };
        var began = false;

        var stranger = await world.Desk.ActAsync(Job.End, job.Id.Value, 1, new JobEnd(JobState.Done, new("", "")), world.Someone(), world.Ct);
        var refused = await Runner(world, lifetime).StartAsync(new(JobKind.Import, service.Id, "表.xlsx"), _ =>
        {
            began = true;
            return Task.FromResult(new JobEnd(JobState.Done, new("", "")));
        }, reader, world.Ct);

        Assert.Equal("not-found", stranger.Refusal!.Code);
        Assert.Null(await new JobsReading(world.Databases).FindAsync(world.Someone(), job.Id, world.Ct));
        Assert.Equal("not-permitted", refused.Refusal!.Code);
        Assert.False(began);
    }

    [Theory, EachDatabase]
    public async Task End_Twice_IsRefused(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var job = await world.MustAsync(world.Desk.OpenAsync(Job.Start, new NewJob(JobKind.Import, (await ServiceAsync(world)).Id, "表.xlsx"), world.Operator, world.Ct));
        var end = new JobEnd(JobState.Done, new("済", "Done"));

        var first = await world.MustAsync(world.Desk.ActAsync(Job.End, job.Id.Value, job.Version, end, world.Operator, world.Ct));
        var second = await world.Desk.ActAsync(Job.End, job.Id.Value, first.Version, end, world.Operator, world.Ct);

        Assert.Equal("job.ended", second.Refusal!.Code);
    }
}

using Akashi.Server.Kernel;

namespace Akashi.Server.Tests.Testing;

/// <summary>Lets acts wait in the line of the operator's organisation until all of them are there, so that they are committed together.</summary>
internal static class Waiting
{
    public static async Task<T[]> TogetherAsync<T>(this TestWorld world, IEnumerable<Func<Task<T>>> acts)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = world.Desk.RunAsync(new Act("test.hold", new("待機", "Hold")), world.Operator, async (_, _) =>
        {
            await gate.Task;
            return (Outcome<int>)0;
        }, world.Ct);
        // Asking puts an act into the line before it returns its task.
        var waiting = acts.Select(act => act()).ToList();
        gate.SetResult();
        await holding;
        return await Task.WhenAll(waiting);
    }

    /// <summary>How many transactions with leaves are committed while <paramref name="work"/> runs.</summary>
    public static async Task<int> CommitsAsync(this TestWorld world, Func<Task> work)
    {
        var commits = 0;
        void Count(OrganisationId organisation) => Interlocked.Increment(ref commits);
        world.Sequencer.Grown += Count;
        await work();
        // An act is answered before the commit is told of; the next thing in the line comes after both.
        await world.Sequencer.TakeOverAsync(world.Operator.Organisation);
        world.Sequencer.Grown -= Count;
        return commits;
    }
}

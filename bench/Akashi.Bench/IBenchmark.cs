namespace Akashi.Bench;

/// <summary>One subject, measured in one file.</summary>
internal interface IBenchmark
{
    /// <summary>What <c>bench.sh NAME</c> selects by.</summary>
    static abstract string Name { get; }

    static abstract Task RunAsync(Report report, CancellationToken ct);
}

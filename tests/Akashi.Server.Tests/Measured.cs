namespace Akashi.Server.Tests;

/// <summary>Tests that measure the process and therefore run alone.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;

namespace Akashi.Ledger.Tests.Testing;

/// <summary>What every test passes on.</summary>
internal static class Run
{
    /// <summary>Ends with the test run.</summary>
    public static CancellationToken Ct => TestContext.Current.CancellationToken;
}

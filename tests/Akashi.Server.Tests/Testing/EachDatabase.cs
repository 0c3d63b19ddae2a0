using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Akashi.Server.Tests.Testing;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow<string>("sqlite"), new TheoryDataRow<string>("postgres")]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

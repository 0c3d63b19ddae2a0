using Akashi.Server.Tests.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

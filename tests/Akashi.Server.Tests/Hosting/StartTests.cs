using Akashi.Server.Hosting;
using Microsoft.Data.Sqlite;

namespace Akashi.Server.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("akashi-start-").FullName;

    [Fact]
    public async Task Run_AfterAProcessDiedInItsMigration_DoesNotWaitForIt()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "akashi.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-23 00:00:00');
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var code = await Start.RunAsync(["--data", _data, "--once", "--no-sample"]).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Run_FolderOfAnotherServer_IsRefused()
    {
        await using var other = FolderLock.Take(_data);

        Assert.NotNull(other);
        Assert.Equal(1, await Start.RunAsync(["--data", _data, "--once", "--no-sample"]));
    }

    [Fact]
    public async Task Run_PortInUse_EndsWithOne()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(1, await Start.RunAsync(["--data", _data, "--port", port, "--no-sample"]).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_DatabaseThatIsNone_EndsWithOneAndLeavesNoAddressBehind()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "akashi.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        Assert.Equal(1, await Start.RunAsync(["--data", _data, "--port", "0", "--no-sample"]).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(_data, "server.json")));
    }

    [Fact]
    public async Task Run_UnknownOption_IsAUsageError() => Assert.Equal(2, await Start.RunAsync(["--nonsense"]));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}

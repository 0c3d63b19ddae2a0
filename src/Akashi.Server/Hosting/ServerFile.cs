using System.Text.Json;

namespace Akashi.Server.Hosting;

/// <summary><c>server.json</c> in the data folder: where the running server of this folder listens, for the command line.</summary>
internal static class ServerFile
{
    public static void Write(AkashiOptions options, string address) =>
        File.WriteAllText(PathOf(options), JsonSerializer.Serialize(new { address, process = Environment.ProcessId }));

    public static void Delete(AkashiOptions options) => File.Delete(PathOf(options));

    private static string PathOf(AkashiOptions options) => Path.Combine(options.Data, "server.json");
}

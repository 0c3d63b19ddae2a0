using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Akashi.Cli.Connecting;

/// <summary>The way to a server: the one that is named, the one that runs on the data folder, or one started for this command.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly OwnServer? _own;

    public Api Api { get; }

    private Connection(Uri address, string token, OwnServer? own = null) => (Api, _own) = (new(address, token), own);

    public static async Task<Connection> OpenAsync(Session session, bool mayStart)
    {
        if (session.Server is { } named) return Named(named, session.Token);
        if (await RunningAsync(session.Data, session.Ct) is { } running) return new(running, TokenOf(session));
        if (!mayStart)
            throw CommandFailedException.NoServer(new Words("{0} で動いているサーバーがありません。./run.sh で起動してください。", "No server runs on {0}. Start one with ./run.sh.").With(session.Data));
        var own = await OwnServer.StartAsync(session);
        try
        {
            return new(own.Address, TokenOf(session), own);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>The token to send to an address: the one given, or that of the server that runs on the data folder when the address is its. Null for strangers.</summary>
    public static async Task<string?> TokenForAsync(Session session, Uri address)
    {
        if (session.Token is { } given)
            return address.Scheme == "https" || address.IsLoopback ? given
                : throw CommandFailedException.Usage(new("ほかのコンピューターには https で接続してください。トークンがそのまま流れます。", "Use https for another computer: the token would travel in the clear."));
        return await RunningAsync(session.Data, session.Ct) is { } running && running.Authority == address.Authority ? TokenOf(session) : null;
    }

    private static Connection Named(string server, string? token)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw CommandFailedException.Usage(new Words("--server にはアドレスを指定してください: {0}", "--server needs an address, not {0}").With(server));
        if (address.Scheme == "http" && !address.IsLoopback)
            throw CommandFailedException.Usage(new("ほかのコンピューターには https で接続してください。トークンがそのまま流れます。", "Use https for another computer: the token would travel in the clear."));
        return token is null
            ? throw CommandFailedException.Usage(new("--server には --token または AKASHI_TOKEN が必要です（サーバー側の operator.token）。", "--server needs --token or AKASHI_TOKEN (operator.token on the server)."))
            : new(address, token);
    }

    /// <summary>The address in <c>server.json</c> when its process lives and it answers; null otherwise.</summary>
    private static async Task<Uri?> RunningAsync(string data, CancellationToken ct)
    {
        if (ServerFile.Read(data) is not { } file || !Alive(file.Process)) return null;
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(file.Address.Host, file.Address.Port, ct);
            return file.Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    // A port may have passed to a stranger since the file was written, and the stranger must not be told the token.
    private static bool Alive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string TokenOf(Session session)
    {
        var file = Path.Combine(session.Data, "operator.token");
        return session.Token ?? (File.Exists(file) ? File.ReadAllText(file).Trim()
            : throw CommandFailedException.NoServer(new Words("{0} がありません。", "{0} is missing.").With(file)));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (_own is not null) await _own.DisposeAsync();
    }
}

/// <summary><c>server.json</c> in the data folder: written by a server when it listens, removed when it ends.</summary>
internal sealed record ServerFile(Uri Address, int Process)
{
    /// <returns>Null when there is none, or it is being written.</returns>
    public static ServerFile? Read(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(data, "server.json")), Answers.Default.ServerFile);
        }
        catch (Exception no) when (no is IOException or JsonException)
        {
            return null;
        }
    }
}

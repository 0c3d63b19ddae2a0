using System.Net;

namespace Akashi.Ledger.Tests.Testing;

/// <summary>What a request is answered with.</summary>
internal sealed record Reply(int Status, byte[] Body, string ContentType = "application/octet-stream")
{
    /// <summary>Content-Encoding of the body; empty: none.</summary>
    public string Encoding { get; init; } = "";
}

/// <summary>A real HTTP server on a spare loopback port.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, byte[], Task<Reply>> _answer;

    public LoopbackServer(Func<HttpListenerRequest, byte[], Task<Reply>> answer)
    {
        _answer = answer;
        // Another process can take a spare port before the listener does; then the next one.
        for (var attempt = 0; ; attempt++)
        {
            Address = new Uri($"http://127.0.0.1:{SparePort()}/");
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address.ToString());
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
            }
        }
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Serves the files of a log, as a static web server would.</summary>
    public static LoopbackServer Static(Func<ILogStorage> log) => new(async (request, _) =>
        await log().ReadAsync(request.Url!.AbsolutePath.TrimStart('/'), default) is { } content ? new Reply(200, content) : new Reply(404, []));

    /// <summary>Serves a witness.</summary>
    public static LoopbackServer Of(Witness witness) => new(async (request, body) =>
    {
        if (request.HttpMethod != "POST" || request.Url!.AbsolutePath != "/add-checkpoint") return new Reply(404, []);
        var answer = await witness.AddCheckpointAsync(body, default);
        return new Reply(answer.Status, Given.Bytes(answer.Body), answer.ContentType);
    });

    public HttpClient Client() => new() { BaseAddress = Address };

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var reply = await _answer(context.Request, body.ToArray());
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        if (reply.Encoding != "") context.Response.AddHeader("Content-Encoding", reply.Encoding);
        context.Response.ContentLength64 = reply.Body.Length;
        await context.Response.OutputStream.WriteAsync(reply.Body);
        context.Response.Close();
    }

    private static int SparePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;

namespace Akashi.Server.Tests.Hosting;

/// <summary>A TCP line to a server on loopback that can be cut and mended.</summary>
internal sealed class CutLine : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly List<Socket> _ends = [];
    private TcpListener _listener;
    private readonly Lock _lock = new();

    public CutLine(string host, int port)
    {
        _server = new(IPAddress.Parse(host == "localhost" ? "127.0.0.1" : host), port);
        _listener = new(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    public int Port { get; }

    public void Cut()
    {
        _listener.Stop();
        lock (_lock)
        {
            foreach (var end in _ends) end.Dispose();
            _ends.Clear();
        }
    }

    public void Mend()
    {
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(_server);
                lock (_lock) _ends.AddRange([near, far]);
                _ = CarryAsync(near, far);
                _ = CarryAsync(far, near);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static async Task CarryAsync(Socket from, Socket to)
    {
        try
        {
            using var source = new NetworkStream(from);
            using var sink = new NetworkStream(to);
            await source.CopyToAsync(sink);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    public void Dispose() => Cut();
}

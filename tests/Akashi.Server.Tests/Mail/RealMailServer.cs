using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Akashi.Server.Tests.Mail;

/// <summary>A mail server on loopback that takes mail by SMTP and keeps it; it can go down and come up again on the same port, and refuses some addresses.</summary>
internal sealed class RealMailServer : IAsyncDisposable
{
    private CancellationTokenSource? _up;
    private Task _running = Task.CompletedTask;

    public int Port { get; } = SparePort();

    /// <summary>In the order in which it took them.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = [];

    /// <summary>What it answers to a recipient; null takes everybody.</summary>
    public Func<string, SmtpResponse?> Answer { get; set; } = _ => null;

    /// <summary>User name and password that it asks for; null for none.</summary>
    public (string User, string Password)? Asks { get; init; }

    public async Task UpAsync()
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(e =>
        {
            e.Endpoint(new(IPAddress.Loopback, Port));
            if (Asks is not null) e.AllowUnsecureAuthentication().AuthenticationRequired();
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Keep(this));
        services.Add((IMailboxFilterFactory)new Gate(this));
        if (Asks is { } asks) services.Add(new DelegatingUserAuthenticator((user, password) => (user, password) == asks));
        _up = new();
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_up.Token);
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task GoDownAsync()
    {
        if (_up is null) return;
        await _up.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }
        _up.Dispose();
        _up = null;
    }

    public async ValueTask DisposeAsync() => await GoDownAsync();

    private static int SparePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private sealed class Keep(RealMailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            server.Taken.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Gate(RealMailServer server) : MailboxFilter, IMailboxFilterFactory
    {
        public IMailboxFilter CreateInstance(ISessionContext context) => this;

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.Answer($"{to.User}@{to.Host}") is { } no ? throw new SmtpResponseException(no) : Task.FromResult(true);
    }
}

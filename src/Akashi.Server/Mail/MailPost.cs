using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Akashi.Server.Mail;

/// <summary>What the mail server said. Fault: null when it took the mail. Final: it will never take it.</summary>
public readonly record struct Delivery(string? Fault, bool Final);

/// <summary>One connection to the mail server (RFC 5321), with TLS and a name and password where they are asked for.</summary>
internal sealed class MailPost : IDisposable
{
    /// <summary>For each step of the talk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SmtpClient _client = new() { Timeout = (int)Patience.TotalMilliseconds };

    /// <returns>Why not; null when connected.</returns>
    public async Task<string?> ConnectAsync(MailOptions options, CancellationToken ct)
    {
        try
        {
            await _client.ConnectAsync(options.Host, options.Port, options.Security is MailSecurity.None ? SecureSocketOptions.None : SecureSocketOptions.StartTls, ct);
            if (options.CredentialsFile is not { } file) return null;
            var lines = await File.ReadAllLinesAsync(file, ct);
            if (lines.Length < 2) return $"{file}: user name and password belong on a line each.";
            await _client.AuthenticateAsync(lines[0].Trim(), lines[1].Trim(), ct);
            return null;
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return failure.Message;
        }
    }

    public async Task<Delivery> SendAsync(MimeMessage mail, CancellationToken ct)
    {
        try
        {
            await _client.SendAsync(mail, ct);
            return default;
        }
        catch (SmtpCommandException no)
        {
            // A sender that is not accepted is our fault, not that of the mail; it waits until somebody has put that right.
            return new($"{(int)no.StatusCode} {no.Message}", (int)no.StatusCode >= 500 && no.ErrorCode is (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted));
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return new(failure.Message, failure is NotSupportedException);
        }
    }

    /// <summary>False once the server has hung up.</summary>
    public bool IsConnected => _client.IsConnected;

    public Task LeaveAsync(CancellationToken ct) => _client.IsConnected ? _client.DisconnectAsync(quit: true, ct) : Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    private static bool IsOutside(Exception failure) =>
        failure is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException or TimeoutException or ServiceNotConnectedException or UnauthorizedAccessException;
}

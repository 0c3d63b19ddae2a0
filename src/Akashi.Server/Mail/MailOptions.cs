using System.Globalization;

namespace Akashi.Server.Mail;

/// <summary>How the connection to the mail server is made safe.</summary>
public enum MailSecurity { StartTls, None }

/// <summary>The mail server that notices and invitations go through. Without TLS only on this machine; a server that offers no TLS where it is asked for gets nothing.</summary>
/// <param name="From">Address that mails come from.</param>
/// <param name="CredentialsFile">File with user name and password, a line each, read anew at every connection; null for a server that asks for none.</param>
public sealed record MailOptions(string Host, int Port, MailSecurity Security, string From, string? CredentialsFile)
{
    /// <summary>Port for submission (RFC 6409).</summary>
    public const int DefaultPort = 587;

    /// <summary>What was told on the command line; null when nothing was.</summary>
    /// <param name="server"><c>smtp://host:port[?tls=none|starttls]</c>.</param>
    /// <exception cref="ArgumentException">The server cannot be, lacks TLS although it is on another machine, or the sender is missing.</exception>
    public static MailOptions? Of(string? server, string? from, string? credentials)
    {
        if (server is null) return from is null && credentials is null ? null : throw new ArgumentException("--mail-from and --smtp-credentials need --smtp.");
        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0 || uri.AbsolutePath is not ("" or "/") || uri.UserInfo.Length > 0)
            throw new ArgumentException($"--smtp is smtp://HOST:PORT[?tls=none|starttls], not {server}. User name and password go into a file (--smtp-credentials).");
        var security = uri.Query switch
        {
            "" or "?tls=starttls" => MailSecurity.StartTls,
            "?tls=none" when uri.IsLoopback => MailSecurity.None,
            "?tls=none" => throw new ArgumentException("--smtp: tls=none is for a server on this machine only."),
            _ => throw new ArgumentException($"--smtp: tls is none or starttls, not {uri.Query}."),
        };
        if (from is null || !System.Net.Mail.MailAddress.TryCreate(from, out var sender) || sender.Address != from) throw new ArgumentException("--smtp needs --mail-from ADDRESS.");
        if (credentials is not null && !File.Exists(credentials)) throw new ArgumentException($"--smtp-credentials: there is no file {credentials}.");
        return new(uri.Host.Trim('[', ']'), uri.Port < 0 ? DefaultPort : uri.Port, security, from, credentials);
    }

    /// <summary>Host and port, for screens.</summary>
    public string Server => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}

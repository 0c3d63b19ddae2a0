using Akashi.Server.Identity.Oidc;
using Akashi.Server.Mail;

namespace Akashi.Server.Hosting;

/// <summary>What is told at start: <c>--data DIR --port N --once --database CONNECTION --no-sample --language ja|en</c>.</summary>
/// <param name="Data">Folder of database, evidence, keys and published editions.</param>
/// <param name="Port">On 127.0.0.1; 0 takes a spare one.</param>
/// <param name="Once">Load, print the summary, end.</param>
/// <param name="Database">PostgreSQL connection string; null for SQLite in <paramref name="Data"/>.</param>
/// <param name="Sample">Fill an empty data folder with the sample organisation.</param>
/// <param name="Language">Of the terminal, and of editions unless said otherwise.</param>
public sealed record AkashiOptions(string Data, int Port, bool Once, string? Database, bool Sample, string Language)
{
    public const int DefaultPort = 5180;

    /// <summary>Address of a time-stamping authority (RFC 3161) for the checkpoints of the log; null for none.</summary>
    public Uri? TimeStamps { get; init; }

    /// <summary>PEM file with the authority's certificates; its answers are checked against them at once.</summary>
    public string? TimeStampCertificates { get; init; }

    /// <summary>File with the passphrase of the SSH certificate authority, or the PIN of its token; <c>-</c> asks on the terminal; null for the environment.</summary>
    public string? SshPassphraseFile { get; init; }

    /// <summary>Token that holds the authority's key, <c>MODULE:LABEL</c>; null for a sealed file in the data folder.</summary>
    public string? SshToken { get; init; }

    /// <summary>The mail server; null when no mail is sent.</summary>
    public MailOptions? Mail { get; init; }
    /// <summary>The identity provider for single sign-on; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    public string DatabaseOrFile => Database ?? Path.Combine(Data, "akashi.db");
    public string Evidence => Path.Combine(Data, "evidence");

    /// <summary>The transparency logs, as any static web server can serve them.</summary>
    public string Ledger => Path.Combine(Data, "ledger");

    public string Keys => Path.Combine(Data, "keys");

    /// <summary>Published editions once more, under names that a person finds in a file manager.</summary>
    public string Editions => Path.Combine(Data, "editions");

    /// <exception cref="ArgumentException">An option is unknown, lacks its value, or the value cannot be; the message says which.</exception>
    public static AkashiOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new AkashiOptions(Path.GetFullPath("data"), DefaultPort, false, Environment.GetEnvironmentVariable("AKASHI_DATABASE"), true, TerminalLanguage());
        string? smtp = null, from = null, credentials = null;
        string? issuer = null, client = null, secret = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => i + 1 < arguments.Count ? arguments[++i] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--data" => options with { Data = Path.GetFullPath(Value()) },
                "--port" => options with { Port = int.TryParse(Value(), out var port) && port is >= 0 and <= 65535 ? port : throw new ArgumentException($"--port needs a number from 0 to 65535, not {arguments[i]}.") },
                "--database" => options with { Database = Value() },
                "--once" => options with { Once = true },
                "--no-sample" => options with { Sample = false },
                "--language" => options with { Language = Value() is "ja" or "en" ? arguments[i] : throw new ArgumentException($"--language is ja or en, not {arguments[i]}.") },
                "--timestamps" => options with { TimeStamps = Uri.TryCreate(Value(), UriKind.Absolute, out var authority) ? authority : throw new ArgumentException($"--timestamps needs an address, not {arguments[i]}.") },
                "--timestamp-certificates" => options with { TimeStampCertificates = File.Exists(Value()) ? Path.GetFullPath(arguments[i]) : throw new ArgumentException($"--timestamp-certificates: there is no file {arguments[i]}.") },
                "--ssh-passphrase-file" => options with { SshPassphraseFile = Value() is "-" || File.Exists(arguments[i]) ? arguments[i] : throw new ArgumentException($"--ssh-passphrase-file: there is no file {arguments[i]}.") },
                "--ssh-token" => options with { SshToken = Value().LastIndexOf(':') > 0 ? arguments[i] : throw new ArgumentException($"--ssh-token is MODULE:LABEL, not {arguments[i]}.") },
                "--smtp" => Keep(ref smtp, Value(), options),
                "--mail-from" => Keep(ref from, Value(), options),
                "--smtp-credentials" => Keep(ref credentials, Value(), options),
                "--oidc-authority" => Keep(ref issuer, Value(), options),
                "--oidc-client-id" => Keep(ref client, Value(), options),
                "--oidc-client-secret-file" => Keep(ref secret, Value(), options),
                var unknown => throw new ArgumentException($"Unknown option {unknown}. Known: --data DIR, --port N, --once, --database CONNECTION, --no-sample, --language ja|en, --timestamps URL, --timestamp-certificates PEM, --ssh-passphrase-file FILE, --ssh-token MODULE:LABEL, --smtp smtp://HOST:PORT[?tls=none|starttls], --mail-from ADDRESS, --smtp-credentials FILE, --oidc-authority URL, --oidc-client-id ID, --oidc-client-secret-file FILE."),
            };
        }
        return options with { Mail = MailOptions.Of(smtp, from, credentials is null ? null : Path.GetFullPath(credentials)), Oidc = OidcOptions.Of(issuer, client, secret) };
    }

    private static AkashiOptions Keep(ref string? where, string value, AkashiOptions options)
    {
        where = value;
        return options;
    }

    private static string TerminalLanguage() =>
        (Environment.GetEnvironmentVariable("AKASHI_LANGUAGE") ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "ja";
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Akashi.Ledger;
using Akashi.Server.Kernel;

namespace Akashi.Server.Ledger;

/// <param name="Authority">Address of a time-stamping authority (RFC 3161); null when none is used.</param>
/// <param name="Certificates">PEM file with the authority's certificates, against which its answers are checked at once; null checks the answer's form only.</param>
public sealed record TimeStampOptions(Uri? Authority, string? Certificates);

/// <summary>Has the newest checkpoint time-stamped every hour, so that somebody outside vouches for when it existed (RFC 3161).</summary>
internal sealed partial class TimeStamping(
    LedgerPublisher publisher, LedgerFolders folders, IHttpClientFactory clients, TimeStampOptions options, TimeProvider time, ILogger<TimeStamping> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private OrganisationId _organisation;
    private LogPublication? _log;
    private long _stamped;

    /// <summary>The newest time-stamp; null when there is none yet.</summary>
    public TimeStamp? Newest { get; private set; }

    public Text? Fault { get; private set; }

    /// <summary>Time-stamps the newest checkpoint now.</summary>
    /// <exception cref="InvalidOperationException">No authority is configured.</exception>
    public async Task<TimeStamp> StampAsync(OrganisationId organisation, LogPublication log, CancellationToken ct)
    {
        if (options.Authority is null) throw new InvalidOperationException("No time-stamping authority is configured.");
        var note = Encoding.UTF8.GetBytes(log.Note ?? throw new InvalidOperationException("There is no checkpoint yet."));
        var size = Checkpoint.Parse(SignedNote.Parse(note).Text).Size;
        using var http = clients.CreateClient();
        http.BaseAddress = options.Authority;
        var token = await new TimeStampClient(http).RequestAsync(note, ct);
        var verified = options.Certificates is { } pem ? TimeStampToken.Verify(note, token, Trusted(pem)) : null;
        await folders.Storage(organisation).WriteAsync([(TimeStampToken.Path(size), token), (TimeStampToken.CheckpointPath(size), note)], ct);
        return Newest = new(size, verified?.Time ?? Clock.Truncate(time.GetUtcNow()), verified?.Authority ?? options.Authority.ToString());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Authority is null) return;
        void Note(OrganisationId organisation, LogPublication log) => (_organisation, _log) = (organisation, log);
        publisher.Published += Note;
        try
        {
            while (true)
            {
                if (_log is { Newest.Size: var size } log && size != _stamped) await TryAsync(log, size, stoppingToken);
                await Task.Delay(_stamped == 0 ? TimeSpan.FromSeconds(10) : Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            publisher.Published -= Note;
        }
    }

    private async Task TryAsync(LogPublication log, long size, CancellationToken ct)
    {
        try
        {
            await StampAsync(_organisation, log, ct);
            (_stamped, Fault) = (size, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or CryptographicException or LedgerBrokenException or IOException)
        {
            Fault = failure is LedgerBrokenException broken ? new Text(broken.Fault.Ja, broken.Fault.En) : new Text("タイムスタンプを取得できません: {0}", "No time-stamp could be had: {0}").With(failure.Message);
            NotStamped(failure);
        }
    }

    private static X509Certificate2Collection Trusted(string pem)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(pem);
        return trusted;
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "The checkpoint could not be time-stamped")]
    private partial void NotStamped(Exception failure);
}

/// <summary>A checkpoint that an authority has time-stamped.</summary>
/// <param name="Size">Entries in the checkpoint.</param>
public sealed record TimeStamp(long Size, DateTimeOffset At, string Authority);

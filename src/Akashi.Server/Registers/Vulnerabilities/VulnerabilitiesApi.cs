using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.Vulnerabilities.Boms;
using Akashi.Server.Registers.Vulnerabilities.Feeds;
using Akashi.Server.Registers.Vulnerabilities.Scoring;
using Akashi.Server.Services;

namespace Akashi.Server.Registers.Vulnerabilities;

/// <summary>Bills of materials, feeds and findings over REST.</summary>
internal static class VulnerabilitiesApi
{
    private static readonly Refusal TooLarge = new("vulnerabilities.file-too-large", new("ファイルが大きすぎます。", "The file is too large."), 413);

    public static void Map(RouteGroupBuilder api)
    {
        var room = api.MapGroup("vulnerabilities").WithTags("Vulnerabilities");
        room.MapGet("", async (Guid? service, Word<FindingState>? state, Word<CvssSeverity>? severity, bool? exploited, string? weakness, DateOnly? afterDue, Guid? after, int? limit, HttpContext http, FindingsReading reading, CancellationToken ct) =>
            TypedResults.Ok((await reading.ListAsync(
                new(state?.Value, service is { } s ? new ServiceId(s) : null, severity?.Value, exploited, weakness),
                afterDue is { } due && after is { } id ? (due, new FindingId(id)) : null, limit ?? 200, http.Actor(), ct)).Select(FindingView.Of)))
            .Produces<IEnumerable<FindingView>>().Reads("vulnerabilities.list", "Findings by day; afterDue and after of the last one continue");
        room.MapGet("{id:guid}", async Task<IResult> (Guid id, HttpContext http, FindingsReading reading, CancellationToken ct) =>
            await reading.FindAsync(new(id), http.Actor(), ct) is { } found ? TypedResults.Ok(FindingView.Of(found)) : ActRoutes.Problem(Refusal.NotFound))
            .Produces<FindingView>().Reads("vulnerabilities.read", "One finding");
        room.MapAct(Finding.Decide, FindingView.Of).Produces<FindingView>();
        room.MapAct(Finding.Approve, FindingView.Of).Produces<FindingView>();
        room.MapGet("runs", async (HttpContext http, FindingsReading reading, CancellationToken ct) => TypedResults.Ok((await reading.RunsAsync(http.Actor(), ct)).Select(FeedRunView.Of)))
            .Produces<IEnumerable<FeedRunView>>().Reads("vulnerabilities.runs", "Files of feeds that were taken in, the newest first");
        room.MapPost("sboms", async Task<IResult> (Guid service, string label, IFormFile file, HttpContext http, VulnerabilityIntake intake, CancellationToken ct) =>
            file.Length > Bom.MaximumBytes ? ActRoutes.Problem(TooLarge)
                : ActRoutes.Answer(http, await intake.ReceiveAsync(new(service), label, await BytesAsync(file, ct), http.Actor(), ct), ComponentSetView.Of))
            .DisableAntiforgery().Produces<ComponentSetView>().Describe(VulnerabilityIntake.ReceiveSbom);
        room.MapPost("feeds/{kind}", async Task<IResult> (Word<FeedKind> kind, IFormFile file, HttpContext http, VulnerabilityIntake intake, CancellationToken ct) =>
            file.Length > FeedFile.MaximumBytes ? ActRoutes.Problem(TooLarge)
                : ActRoutes.Answer(http, await intake.TakeAsync(kind.Value, Path.GetFileName(file.FileName), await BytesAsync(file, ct), http.Actor(), ct), FeedRunView.Of))
            .DisableAntiforgery().Produces<FeedRunView>().Describe(VulnerabilityIntake.TakeFeed);
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(IFormFile file, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return content.ToArray();
    }
}

public sealed record FindingView(
    FindingId Id, int Version, ServiceId Service, string Package, string Weakness, string Versions, FindingState State, CvssSeverity Severity, decimal? Score, bool Exploited, DateTimeOffset OpenedAt, DateOnly Due,
    int Reopened, Guid Evidence, Treatment Treatment, string Reason, Justification? Justification, DateOnly? AcceptedUntil, bool? Approved)
{
    public static FindingView Of(Finding f) => new(f.Id, f.Version, f.Service, f.Package, f.Weakness, f.Versions, f.State, f.Severity, f.Score, f.Exploited, f.OpenedAt, f.Due,
        f.Reopened, f.Evidence, f.Treatment, f.Reason, f.Justification, f.AcceptedUntil, f.Approval?.Given);
}

public sealed record FeedRunView(FeedRunId Id, int Version, FeedKind Kind, string File, string Hash, DateTimeOffset At, FeedCounts Counts, IReadOnlyList<Rejected> Rejected)
{
    public static FeedRunView Of(FeedRun r) => new(r.Id, r.Version, r.Kind, r.File, r.Hash, r.At, r.Counts, r.Rejected);
}

/// <param name="Hash">SHA-256 of the file.</param>
public sealed record ComponentSetView(ComponentSetId Id, int Version, ServiceId Service, string Label, string Format, string Hash, DateTimeOffset ReceivedAt, bool Newest, int Components)
{
    public static ComponentSetView Of(ComponentSet s) => new(s.Id, s.Version, s.Service, s.Label, s.Format, s.Hash, s.ReceivedAt, s.Newest, s.Components.Count);
}

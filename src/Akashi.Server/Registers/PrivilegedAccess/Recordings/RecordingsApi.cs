using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess.Recordings;

internal static class RecordingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var recordings = api.MapGroup("recordings").WithTags("Privileged access");
        recordings.MapGet("", async (Guid? request, HttpContext http, RecordingFiles files, TimeProvider time, CancellationToken ct) =>
            TypedResults.Ok((await files.OfAsync(http.Actor(), request, ct)).Select(r => RecordingView.Of(r, time.GetUtcNow()))))
            .Produces<IEnumerable<RecordingView>>().Reads(RecordingFiles.List.Id, "Recordings, newest first; request=ID for one grant");
        recordings.MapOpen(SshRecording.Start, View).Produces<RecordingView>(201);
        recordings.MapAct(SshRecording.Mark, View).Produces<RecordingView>();
        recordings.MapPost("{id:guid}/finish", async Task<IResult> (Guid id, int? exitCode, HttpContext http, RecordingFiles files, CancellationToken ct) =>
                ActRoutes.Answer(http, await files.FinishAsync(id, http.Request.Body, exitCode, http.Actor(), ct), View))
            .Accepts<IFormFile>(RecordingFiles.MediaType).Produces<RecordingView>().Describe(SshRecording.Finish);
        recordings.MapGet("{id:guid}/cast", async Task<IResult> (Guid id, HttpContext http, RecordingFiles files, EvidenceStore store, Sequencer log, CancellationToken ct) =>
        {
            if ((await files.FindAsync(http.Actor(), id, ct))?.File is not { } file || store.Open(file.Hash) is not { } content) return ActRoutes.Problem(Refusal.NotFound);
            // A screen shows what no register would: who looks at it is always on record.
            await log.NoteAsync(new LeafFacts(RecordingFiles.Play.Id, LeafOutcome.Read) { Register = nameof(SshRecording), Entry = id, About = $"sha256:{file.Hash}" }, http.Actor());
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.File(content, RecordingFiles.MediaType);
        }).Reads(RecordingFiles.Play.Id, "The file of a recording, asciicast v2");
    }

    private static RecordingView View(SshRecording recording) => RecordingView.Of(recording, recording.ChangedAt);
}

/// <param name="Hash">Of what was told last.</param>
/// <param name="File">Null until it is there.</param>
public sealed record RecordingView(
    SshRecordingId Id, int Version, RecordingStatus Status, PrivilegeRequestId? Request, PersonId Person, string Command, DateTimeOffset StartedAt, DateTimeOffset HeardAt,
    int Marks, long Length, string Hash, DateTimeOffset? EndedAt, int? ExitCode, StoredFile? File)
{
    public static RecordingView Of(SshRecording r, DateTimeOffset now) =>
        new(r.Id, r.Version, r.StandAt(now), r.Request, r.Person, r.Command, r.StartedAt, r.HeardAt, r.Marks, r.Length, r.Hash, r.EndedAt, r.ExitCode, r.File);
}

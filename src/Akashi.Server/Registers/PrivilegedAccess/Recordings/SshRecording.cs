using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.PrivilegedAccess.Recordings;

public readonly record struct SshRecordingId(Guid Value) : IId;

/// <summary>How a recording stands. BrokenOff: nobody has heard of it for <see cref="SshRecording.Silence"/>, and it was not finished.</summary>
public enum RecordingStatus { Running, Complete, BrokenOff }

/// <summary>
/// 操作記録. What was seen on a terminal, as asciicast v2. While it runs, the hash of all that is recorded so far goes into the log again and again, so that
/// nobody can afterwards write another past: the file that comes at the end must begin with everything that was told before (provision standard 8.2.4).
/// </summary>
public sealed class SshRecording : Entry
{
    /// <summary>A recording that nobody has heard of for so long has broken off; the recorder tells every 20 seconds at least.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    public SshRecordingId Id { get; private set; }

    /// <summary>The grant under which somebody works; null for a session that needs none.</summary>
    public PrivilegeRequestId? Request { get; private set; }

    public PersonId Person { get; private set; }

    /// <summary>What was run, e.g. <c>ssh postgres@db1</c>.</summary>
    public string Command { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>UTC. When it was last heard of.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    /// <summary>How often it was heard of.</summary>
    public int Marks { get; private set; }

    /// <summary>Bytes recorded when it was last heard of.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of those bytes, hex.</summary>
    public string Hash { get; private set; } = "";

    public RecordingStatus Status { get; private set; }

    /// <summary>UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>With what the command ended; null before, and when it broke off.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The file; null until it is there.</summary>
    public StoredFile? File { get; private set; }

    /// <summary>UTC. When silence makes it broken off; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>What holds at a moment, whether or not the server has recorded it yet.</summary>
    public RecordingStatus StandAt(DateTimeOffset at) => Status is RecordingStatus.Running && at >= DueAt ? RecordingStatus.BrokenOff : Status;

    /// <summary>Begins. With a grant: the grant must be the person's own and hold.</summary>
    public static readonly OpenAct<SshRecording, RecordingStart> Start = new("recordings.start", new("操作記録の開始", "Start recording"), (body, stand, id) =>
    {
        if (string.IsNullOrWhiteSpace(body.Command) || body.Command.Length > 500) return RecordingRefusals.Command;
        var recording = new SshRecording
        {
            Id = new(id), Request = body.Grant is { } grant ? new(grant) : null, Person = stand.By.Person, Command = body.Command.Trim(), StartedAt = stand.At,
            HeardAt = stand.At, Status = RecordingStatus.Running, Hash = Empty, DueAt = stand.At + Silence,
        };
        recording.Record(new RecordingStarted(recording.Request, recording.Command), stand.At);
        return recording;
    }, async (db, recording, _, ct) =>
    {
        if (recording.Request is not { } grant) return null;
        if (await db.FindEntryAsync<PrivilegeRequest>(grant.Value, ct) is not { } request) return Refusal.NotFound;
        return request.Person != recording.Person ? PrivilegeRefusals.NotYours : request.IsLive(recording.StartedAt) ? null : PrivilegeRefusals.NotLive;
    });

    /// <summary>So much is recorded, and this is its hash. Refusals: <c>recording.not-yours</c>, <c>recording.ended</c>, <c>recording.mark</c>.</summary>
    public static readonly Act<SshRecording, RecordingMark> Mark = new("recordings.mark", new("操作記録の途中経過", "Mark recording"), (recording, mark, stand) =>
    {
        if (stand.By.Person != recording.Person) return RecordingRefusals.NotYours;
        if (recording.StandAt(stand.At) is not RecordingStatus.Running) return RecordingRefusals.Ended;
        if (mark.Length < recording.Length || mark.Length > EvidenceStore.MaximumBytes || !IsHash(mark.Hash)) return RecordingRefusals.Mark;
        (recording.Length, recording.Hash, recording.HeardAt, recording.DueAt) = (mark.Length, mark.Hash, stand.At, stand.At + Silence);
        recording.Marks++;
        recording.Record(new RecordingMarked(mark.Length, mark.Hash), stand.At);
        return null;
    });

    /// <summary>The file is there and begins with all that was told. One that broke off stays so, but its file is kept. Refusals: <c>recording.not-yours</c>, <c>recording.ended</c>, <c>recording.differs</c>.</summary>
    internal static readonly Act<SshRecording, RecordingEnd> Finish = new("recordings.finish", new("操作記録の保存", "Finish recording"), (recording, end, stand) =>
    {
        if (stand.By.Person != recording.Person) return RecordingRefusals.NotYours;
        if (recording.File is not null) return RecordingRefusals.Ended;
        // What was told must be the whole of it, unless it broke off: then the rest was never told.
        var whole = recording.StandAt(stand.At) is RecordingStatus.Running;
        if (end.File.Size < recording.Length || whole && end.File.Hash != recording.Hash) return RecordingRefusals.Differs;
        recording.File = end.File with { AddedAt = stand.At };
        if (whole) (recording.Status, recording.EndedAt, recording.ExitCode) = (RecordingStatus.Complete, stand.At, end.ExitCode);
        else recording.BreakOff(stand.At);
        recording.DueAt = null;
        recording.Record(new RecordingFinished(recording.Status, end.File.Hash, end.File.Size, recording.ExitCode), stand.At);
        return null;
    });

    /// <summary>Silence: records that it broke off. Only the server does this.</summary>
    internal static readonly Act<SshRecording, NoBody> ComeDue = new("recordings.come-due", new("操作記録の中断", "Recording breaks off"), (recording, _, stand) =>
    {
        if (recording.StandAt(stand.At) is RecordingStatus.BrokenOff) recording.BreakOff(stand.At);
        return null;
    });

    private void BreakOff(DateTimeOffset at)
    {
        if (Status is RecordingStatus.BrokenOff) return;
        (Status, EndedAt, DueAt) = (RecordingStatus.BrokenOff, HeardAt, null);
        Record(new RecordingBrokeOff(HeardAt, Length), at);
    }

    /// <summary>SHA-256 of nothing.</summary>
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static bool IsHash(string? hash) => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower);

    internal sealed class Table : IEntityTypeConfiguration<SshRecording>
    {
        public void Configure(EntityTypeBuilder<SshRecording> builder)
        {
            builder.ToTable("ssh_recordings");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.DueAt });
            builder.HasIndex(x => new { x.Organisation, x.Request });
            builder.Property(x => x.File!).AsJson();
            builder.HasOne<PrivilegeRequest>().WithMany().HasForeignKey(x => new { x.Organisation, x.Request }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Grant">The privilege under which somebody works; null for none.</param>
public sealed record RecordingStart(Guid? Grant, string Command);

/// <param name="Length">Bytes recorded so far.</param>
/// <param name="Hash">SHA-256 of them, 64 lower case hex digits.</param>
public sealed record RecordingMark(long Length, string Hash);

internal sealed record RecordingEnd(StoredFile File, int? ExitCode);

/// <summary>Somebody began to record.</summary>
public sealed record RecordingStarted(PrivilegeRequestId? Request, string Command) : Event;

/// <summary>So much was recorded by then, and this is its hash.</summary>
public sealed record RecordingMarked(long Length, string Hash) : Event;

/// <summary>The file is kept.</summary>
public sealed record RecordingFinished(RecordingStatus Status, string Hash, long Size, int? ExitCode) : Event;

/// <summary>Nothing more was heard of it.</summary>
public sealed record RecordingBrokeOff(DateTimeOffset HeardAt, long Length) : Event;

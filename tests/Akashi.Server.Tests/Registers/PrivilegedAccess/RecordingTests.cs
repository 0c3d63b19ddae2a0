using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

public sealed class RecordingTests : IDisposable
{
    private static readonly byte[] Cast = Encoding.UTF8.GetBytes("""
        {"version":2,"width":80,"height":24,"timestamp":1795000000}
        [0.1,"o","$ "]
        [1.4,"o","whoami\r\npostgres\r\n"]
        [3.0,"o","exit\r\n"]

        """);
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-recordings-").FullName;

    [Theory, EachDatabase]
    public async Task Finish_WithTheFileThatWasTold_IsCompleteAndInTheLog(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var grant = await room.GrantedAsync(room.ServerBody());
        var recording = await StartAsync(room, grant);
        foreach (var length in new[] { 70, 120, Cast.Length }) recording = await MarkAsync(room, recording, length);

        var done = await room.World.MustAsync(FinishAsync(room, recording, Cast, 0));

        Assert.Equal((RecordingStatus.Complete, 3, 0), (done.Status, done.Marks, done.ExitCode!.Value));
        Assert.Equal(Hash(Cast), done.File!.Hash);
        await using var db = room.World.Open();
        var leaves = (await db.Leaves.OrderBy(l => l.Index).Select(l => l.Body).ToListAsync(room.Ct)).Select(Encoding.UTF8.GetString);
        Assert.Equal(3, leaves.Count(l => l.Contains("RecordingMarked", StringComparison.Ordinal) && l.Contains(recording.Id.Value.ToString(), StringComparison.Ordinal)));
        Assert.Equal("recording.ended", (await FinishAsync(room, done, Cast, 0)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Finish_WithAnotherPast_IsRefusedEvenWhereTheEndFits(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var recording = await MarkAsync(room, await StartAsync(room), 90);
        var rewritten = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Cast).Replace("\"$ \"", "\"# \"", StringComparison.Ordinal));
        // The last mark is of the rewritten file: only the earlier one gives it away.
        recording = await room.World.MustAsync(room.World.Desk.ActAsync(SshRecording.Mark, recording.Key, recording.Version, new RecordingMark(rewritten.Length, Hash(rewritten)), room.Asker, room.Ct));

        var outcome = await FinishAsync(room, recording, rewritten, 0);
        var longer = await FinishAsync(room, await MarkAsync(room, await StartAsync(room), 90), Cast, 0);
        var shorter = await FinishAsync(room, await MarkAsync(room, await StartAsync(room), Cast.Length), Cast[..70], 0);
        var other = await FinishAsync(room, await StartAsync(room), "no cast\n"u8.ToArray(), 0);

        Assert.Equal(["recording.differs", "recording.differs", "recording.differs", "recording.not-asciicast"], new[] { outcome, longer, shorter, other }.Select(o => o.Refusal!.Code));
        Assert.Null((await room.World.Open().SshRecordings.SingleAsync(r => r.Id == recording.Id, room.Ct)).File);
    }

    [Theory, EachDatabase]
    public async Task Silence_OfTwoMinutes_ShowsAsBrokenOffAndKeepsTheFileAsThat(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var recording = await MarkAsync(room, await StartAsync(room), 90);
        room.World.Time.Advance(SshRecording.Silence);

        var shown = recording.StandAt(room.Now);
        var late = await room.World.Desk.ActAsync(SshRecording.Mark, recording.Key, recording.Version, new RecordingMark(120, Hash(Cast[..120])), room.Asker, room.Ct);
        var recorded = await room.Clock.RoundAsync(room.Ct);
        var found = (await Files(room).FindAsync(room.Asker, recording.Key, room.Ct))!;
        var kept = await room.World.MustAsync(FinishAsync(room, found, Cast, 0));

        Assert.Equal(RecordingStatus.BrokenOff, shown);
        Assert.Equal("recording.ended", late.Refusal!.Code);
        Assert.Equal((1, RecordingStatus.BrokenOff, recording.HeardAt), (recorded, found.Status, found.EndedAt!.Value));
        Assert.Equal((RecordingStatus.BrokenOff, Hash(Cast)), (kept.Status, kept.File!.Hash));
        Assert.Equal(0, await room.Clock.RoundAsync(room.Ct));
    }

    [Theory, EachDatabase]
    public async Task Recording_OfAnotherPersonOrOrganisation_IsOutOfReach(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var (grant, asked) = (await room.GrantedAsync(room.ServerBody()), await room.AskAsync(room.ServerBody()));
        var recording = await StartAsync(room, grant);
        async Task<string> StartCodeAsync(PrivilegeRequest under, Actor by) => (await room.World.Desk.OpenAsync(SshRecording.Start, new RecordingStart(under.Key, "ssh"), by, room.Ct)).Refusal!.Code;
        async Task<string> MarkCodeAsync(Actor by) => (await room.World.Desk.ActAsync(SshRecording.Mark, recording.Key, recording.Version, new RecordingMark(70, Hash(Cast[..70])), by, room.Ct)).Refusal!.Code;

        Assert.Equal("privilege.not-yours", await StartCodeAsync(grant, room.Approver));
        Assert.Equal("privilege.not-live", await StartCodeAsync(asked, room.Asker));
        Assert.Equal("not-found", await StartCodeAsync(grant, room.World.Someone()));
        Assert.Equal("recording.not-yours", await MarkCodeAsync(room.Approver));
        Assert.Equal("not-permitted", await MarkCodeAsync(room.Asker with { Permits = _ => false }));
        Assert.Equal("not-found", await MarkCodeAsync(room.World.Someone()));
        Assert.Equal("recording.not-yours", (await Files(room).FinishAsync(recording.Key, new MemoryStream(Cast), 0, room.Approver, room.Ct)).Refusal!.Code);
        Assert.Equal("not-found", (await Files(room).FinishAsync(recording.Key, new MemoryStream(Cast), 0, room.World.Someone(), room.Ct)).Refusal!.Code);
        Assert.Empty(await Files(room).OfAsync(room.World.Someone(), null, room.Ct));
        Assert.Null(await Files(room).FindAsync(room.World.Someone(), recording.Key, room.Ct));
        Assert.Equal([recording.Id], (await Files(room).OfAsync(room.Approver, grant.Key, room.Ct)).Select(r => r.Id));
    }

    [Theory, EachDatabase]
    public async Task Mark_ShorterOrNoHash_IsRefused(string dialect)
    {
        await using var room = await GivenPrivileges.OpenAsync(dialect);
        var recording = await MarkAsync(room, await StartAsync(room), 90);
        async Task<string> CodeAsync(RecordingMark mark) => (await room.World.Desk.ActAsync(SshRecording.Mark, recording.Key, recording.Version, mark, room.Asker, room.Ct)).Refusal!.Code;

        Assert.Equal("recording.mark", await CodeAsync(new(70, Hash(Cast[..70]))));
        Assert.Equal("recording.mark", await CodeAsync(new(100, "abc")));
        Assert.Equal("recording.mark", await CodeAsync(new(EvidenceStore.MaximumBytes + 1, Hash(Cast))));
        Assert.Equal("recording.command", (await room.World.Desk.OpenAsync(SshRecording.Start, new RecordingStart(null, " "), room.Asker, room.Ct)).Refusal!.Code);
    }

    internal static Task<SshRecording> StartAsync(GivenPrivileges room, PrivilegeRequest? grant = null) =>
        room.World.MustAsync(room.World.Desk.OpenAsync(SshRecording.Start, new RecordingStart(grant?.Key, "ssh postgres@db1.example.jp"), room.Asker, room.Ct));

    private static Task<SshRecording> MarkAsync(GivenPrivileges room, SshRecording recording, int length) =>
        room.World.MustAsync(room.World.Desk.ActAsync(SshRecording.Mark, recording.Key, recording.Version, new RecordingMark(length, Hash(Cast[..length])), room.Asker, room.Ct));

    private Task<Outcome<SshRecording>> FinishAsync(GivenPrivileges room, SshRecording recording, byte[] file, int code) =>
        Files(room).FinishAsync(recording.Key, new MemoryStream(file), code, room.Asker, room.Ct);

    private RecordingFiles Files(GivenPrivileges room) => new(room.World.Desk, room.World.Databases, new(_folder));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

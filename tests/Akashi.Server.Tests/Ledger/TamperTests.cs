using Akashi.Ledger;
using Akashi.Ledger.Tests.Testing;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

/// <summary>
/// The tamper catalogue: every way we know to change history, and who finds it. docs/ledger-threats.md is its table. This file: whole
/// histories put in place of others, stolen keys, clocks; the other parts: leaves, rows, tiles.
/// </summary>
public sealed partial class TamperTests
{
    [Theory, EachDatabase]
    public async Task Database_RolledBackToABackup_IsRefusedByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var backup = await log.BackupAsync();
        await log.World.PartyAsync(PartyKind.Provider);
        await log.PublishAsync();

        Assert.Equal("ledger.rolled-back", await log.StartRefusalAsync(backup));
    }

    [Theory, EachDatabase]
    public async Task Database_RolledBackAndGrownAgain_IsRefusedByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var backup = await log.BackupAsync();
        await log.World.PartyAsync(PartyKind.Provider, "失われる");
        await log.PublishAsync();
        // Somebody starts on the backup with an empty folder, works, and puts the folder back.
        var folder = log.CopyFolder();
        Directory.Delete(log.Folder, recursive: true);
        await log.RestartAsync(backup);
        await log.World.MustAsync(log.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("別", "Other")), log.World.Operator, log.World.Ct));
        await log.PublishAsync();
        log.RestoreFolder(folder);

        Assert.Equal("ledger.forked", await log.StartRefusalAsync(backup));
    }

    [Theory, EachDatabase]
    public async Task Everything_RolledBack_IsFoundByAnEarlierCheckpointTheMirrorAndTheWitness(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        await using var outside = new Outside(log);
        var (backup, folder) = (await log.BackupAsync(), log.CopyFolder());
        await log.World.PartyAsync(PartyKind.Provider, "失われる");
        var seen = await log.PublishAsync();
        Assert.Null(await outside.MirrorAsync());
        Assert.Null(await outside.WitnessAsync());

        log.RestoreFolder(folder);

        // The server has nothing to compare with: its own copy of both sides went back.
        Assert.Null(await log.StartRefusalAsync(backup));
        Assert.Equal("log.shrunk", (await log.VerifyAsync(null, seen)).Fault?.Code);
        Assert.Equal("log.shrunk", await outside.MirrorAsync());
        Assert.Equal("witness.ahead", await outside.WitnessAsync());

        // Growing past the lost act does not hide it.
        for (var i = 0; i < 5; i++) await log.World.MustAsync(log.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("新", "New")), log.World.Operator, log.World.Ct));
        await log.PublishAsync();
        Assert.Null((await log.VerifyAsync()).Fault);
        Assert.Equal("log.forked", (await log.VerifyAsync(null, seen)).Fault?.Code);
        Assert.Equal("log.forked", await outside.MirrorAsync());
        Assert.Equal("witness.refused", await outside.WitnessAsync());
    }

    [Theory, EachDatabase]
    public async Task TwoForks_WithTheStolenKey_AreEachValidAloneAndFoundBySecondAuditorMirrorAndWitness(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 300);
        await using var outside = new Outside(log);
        var shown = await log.PublishAsync();
        Assert.Null(await outside.MirrorAsync());
        Assert.Null(await outside.WitnessAsync());
        var leaves = await Forgery.LeavesAsync(log);
        leaves[200] = Forgery.Edited(leaves[200], "rows=", "rowz=");
        var other = log.CopyFolder();
        Directory.Delete(Path.Combine(other, "tile"), recursive: true);
        await Forgery.ForkAsync(log, other, leaves, Forgery.Stolen(log));

        Assert.Null((await log.VerifyAsync()).Fault);
        log.RestoreFolder(other);
        Assert.Null((await log.VerifyAsync()).Fault);
        Assert.Equal("log.forked", (await log.VerifyAsync(null, shown)).Fault?.Code);
        Assert.Equal("log.forked", await outside.MirrorAsync());
        Assert.Equal("log.forked", await outside.WitnessAsync());
        Assert.Equal("ledger.forked", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task StolenKey_WithoutTheWitness_IsFoundByThePolicy(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var witness = NoteKey.Generate("witness.example", SignatureKind.MLDsa44Cosignature);
        var keys = log.Keys.Of(log.Organisation, log.Origin);
        var policy = WitnessPolicy.Parse($"log {keys.Verifiers[0]}\nwitness one {witness.Public}\nquorum one\n");
        var honest = await log.PublishAsync();
        await Forgery.SignAsync(log, log.Folder, honest, [.. keys.Signers, NoteSigner.Parse(witness.Private)]);
        Assert.Null((await log.VerifyAsync(policy)).Fault);

        var leaves = await Forgery.LeavesAsync(log);
        leaves[12] = Forgery.Edited(leaves[12], "rows=", "rowz=");
        var forged = await Forgery.RebuildAsync(log, leaves);
        await Forgery.SignAsync(log, log.Folder, forged, Forgery.Stolen(log));

        Assert.Null((await log.VerifyAsync()).Fault);
        Assert.Equal("policy.quorum", (await log.VerifyAsync(policy)).Fault?.Code);
    }

    [Theory, EachDatabase]
    public async Task StolenKey_SignedAheadOfTheDatabase_IsRefusedByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var leaves = await Forgery.LeavesAsync(log);
        leaves.Add(leaves[^1]);
        await Forgery.SignAsync(log, log.Folder, await Forgery.RebuildAsync(log, leaves), Forgery.Stolen(log));

        Assert.Equal("ledger.rolled-back", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task Key_Replaced_IsRefusedByTheStart(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        log.LoseKey();

        Assert.Equal("ledger.key-missing", await log.StartRefusalAsync());
    }

    [Theory, EachDatabase]
    public async Task Clock_SetBack_IsInTheLogAndNoFault(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        log.World.Time.AdjustTime(log.World.Time.GetUtcNow().AddHours(-3));
        await log.World.PartyAsync(PartyKind.Provider);
        await log.PublishAsync();

        Assert.Contains(await LoggedLeaf.OfAsync(log.World), l => l.Act == "ledger.clock-set-back");
        Assert.Null(await log.RowFaultAsync());
    }

    [Theory, EachDatabase]
    public async Task Leaf_BackDatedBySomebodyWithTheKey_IsFoundByTheCheckOfLeaves(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 20);
        var leaves = await Forgery.LeavesAsync(log);
        leaves.Add(Forgery.Edited(leaves[^1], "2026-11-23T", "2026-11-20T"));
        await log.SqlAsync($"INSERT INTO leaves (organisation, \"index\", body) VALUES ({log.Organisation.Value}, 20, {leaves[^1]})");
        await log.SqlAsync($"UPDATE ledger_heads SET size = 21");

        // The server signs what stands in its table.
        await log.RestartAsync();

        Assert.Null((await log.VerifyAsync()).Fault);
        await FoundByRowsAsync(log, "leaf.back-dated", 20);
    }

    /// <summary>A mirror and a witness that the administrators of the server do not reach.</summary>
    private sealed class Outside : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("akashi-outside-").FullName;
        private readonly LogWorld _log;
        private readonly Mirror _mirror;
        private readonly Witness _witness;
        private readonly LoopbackServer _server;
        private readonly WitnessClient _client;
        private long _cosigned;

        public Outside(LogWorld log)
        {
            _log = log;
            var key = NoteKey.Generate("witness.example", SignatureKind.MLDsa44Cosignature);
            _mirror = new(new FolderStorage(log.Folder), new FolderStorage(Path.Combine(_folder, "copy")), new() { Policy = log.OwnPolicy }, log.World.Time);
            _witness = new(Path.Combine(_folder, "witness"), [NoteSigner.Parse(key.Private)], log.Keys.Of(log.Organisation, log.Origin).Verifiers, log.World.Time);
            _server = LoopbackServer.Of(_witness);
            _client = new(_server.Client(), [NoteVerifier.Parse(key.Public)]);
        }

        /// <summary>What the mirror says to the log as it is published now; null when all is right.</summary>
        public async Task<string?> MirrorAsync() => (await _mirror.FollowAsync(_log.World.Ct)).Alarm?.Code;

        /// <summary>What the witness says.</summary>
        public async Task<string?> WitnessAsync()
        {
            var note = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(_log.Folder, "checkpoint"), _log.World.Ct));
            var checkpoint = Checkpoint.Parse(note.Text);
            var result = await _client.SubmitAsync(note, Math.Min(_cosigned, checkpoint.Size), new(new FolderStorage(_log.Folder), checkpoint), _log.World.Ct);
            if (result.Fault is null) _cosigned = checkpoint.Size;
            return result.Fault?.Code;
        }

        public ValueTask DisposeAsync()
        {
            _server.Dispose();
            _witness.Dispose();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}

using Akashi.Ledger;
using Akashi.Ledger.Tests;
using Akashi.Ledger.Tests.Testing;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Ledger;

/// <summary>A log that the server wrote, in the eyes of others: verifiers that are not ours, a witness, a time-stamping authority.</summary>
public sealed class ServerLogTests
{
    [Theory, EachDatabase]
    public async Task Log_WrittenByTheServer_IsVerifiedByGoAndSigstore(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await ActsAsync(log, 40);
        await log.PublishAsync();
        var earlier = Path.Combine(log.Log.Folder, "..", "earlier");
        File.Copy(log.FileOf(LedgerFolders.CheckpointFile), earlier);
        await ActsAsync(log, 260);
        await log.PublishAsync();

        var go = await ForeignVerifiers.GoAsync(log.Log.Folder, log.Vkey, earlier);
        var sigstore = await ForeignVerifiers.SigstoreAsync(log.Log.Folder, log.Vkey);

        Assert.True(go.Ok, go.Output);
        Assert.True(sigstore.Ok, sigstore.Output);
        Assert.Equal(301, log.Published().Checkpoint.Size);
        Assert.Equal([SignatureKind.Ed25519, SignatureKind.MLDsa44Cosignature], log.Published().Signatures.Select(s => s.Key.Kind));
    }

    [Theory, EachDatabase]
    public async Task Log_WithOneByteChanged_IsRefusedByGoAndSigstore(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await ActsAsync(log, 20);
        await log.PublishAsync();
        var bundle = Path.Combine(log.Log.Folder, TilePath.Entries(0, 21));
        var bytes = await File.ReadAllBytesAsync(bundle, log.World.Ct);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, log.World.Ct);

        var go = await ForeignVerifiers.GoAsync(log.Log.Folder, log.Vkey);
        var sigstore = await ForeignVerifiers.SigstoreAsync(log.Log.Folder, log.Vkey);

        Assert.False(go.Ok, go.Output);
        Assert.False(sigstore.Ok, sigstore.Output);
    }

    [Theory, EachDatabase]
    public async Task Verification_OfAnHonestLog_FindsNothingAndIsItselfInTheLog(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await ActsAsync(log, 10);

        var run = await log.World.MustAsync(log.Verifications.RunAsync(log.World.Operator));

        Assert.True(run.Code is null, run.Fault.En);
        Assert.Equal((11L, 11L), (run.Size, run.Entries));
        Assert.Contains("\"act\":\"ledger.verify\"", (await log.LeavesAsync(1))[0], StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Witness_OverHttp_CosignsAndTheQuorumIsMet(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await ActsAsync(log, 5);
        await log.PublishAsync();
        var key = NoteKey.Generate("witness.example", SignatureKind.Ed25519Cosignature);
        var state = Directory.CreateTempSubdirectory("akashi-witness-").FullName;
        using var witness = new Witness(state, [NoteSigner.Parse(key.Private)], [NoteVerifier.Parse(log.Vkey)], log.World.Time);
        using var server = LoopbackServer.Of(witness);
        await File.WriteAllTextAsync(Path.Combine(log.Log.Folder, LedgerFolders.PolicyFile), $"log {log.Vkey}\nwitness one {key.Public} {server.Address}\nquorum one\n", log.World.Ct);

        await log.Witnesses.RoundAsync(log.Log.Organisation, await log.PublishAsync(), log.World.Ct);
        await ActsAsync(log, 7);
        await log.Witnesses.RoundAsync(log.Log.Organisation, await log.PublishAsync(), log.World.Ct);

        var policy = WitnessPolicy.Parse(await File.ReadAllTextAsync(Path.Combine(log.Log.Folder, LedgerFolders.PolicyFile), log.World.Ct));
        var accepted = policy.Check(SignedNote.Parse(await File.ReadAllBytesAsync(log.FileOf(LedgerFolders.CheckpointFile), log.World.Ct)));
        Assert.Equal(13, accepted.Checkpoint.Size);
        Assert.Equal((13L, null), (log.Witnesses.Of(log.Log.Organisation).Single().Size, log.Witnesses.Of(log.Log.Organisation).Single().Fault));
    }

    [Theory, EachDatabase]
    public async Task Witness_ThatIsAway_HoldsNobodyUpAndIsReported(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        await log.PublishAsync();
        var key = NoteKey.Generate("witness.example", SignatureKind.Ed25519Cosignature);
        await File.WriteAllTextAsync(Path.Combine(log.Log.Folder, LedgerFolders.PolicyFile), $"witness one {key.Public} http://127.0.0.1:9/\nquorum one\n", log.World.Ct);

        await log.Witnesses.RoundAsync(log.Log.Organisation, await log.PublishAsync(), log.World.Ct);

        Assert.NotNull(log.Witnesses.Of(log.Log.Organisation).Single().Fault);
        Assert.Equal(1, log.Published().Checkpoint.Size);
    }

    [Theory, EachDatabase]
    public async Task TimeStamp_FromARealAuthority_LiesBesideTheLog(string dialect)
    {
        await using var log = await LedgerRoom.OpenAsync(dialect);
        var publication = await log.PublishAsync();
        using var authority = new TimeStampAuthority();
        var pem = Path.Combine(log.Log.Folder, "..", "tsa.pem");
        await File.WriteAllTextAsync(pem, authority.Root.ExportCertificatePem(), log.World.Ct);
        using var stamping = new TimeStamping(log.Log.Publisher, log.Log.Folders, log.Clients, new(authority.Client().BaseAddress, pem), log.World.Time, NullLogger<TimeStamping>.Instance);

        var stamp = await stamping.StampAsync(log.Log.Organisation, publication, log.World.Ct);

        Assert.Equal(1, stamp.Size);
        var note = await File.ReadAllBytesAsync(Path.Combine(log.Log.Folder, TimeStampToken.CheckpointPath(1)), log.World.Ct);
        var token = await File.ReadAllBytesAsync(Path.Combine(log.Log.Folder, TimeStampToken.Path(1)), log.World.Ct);
        Assert.Equal(stamp.At, TimeStampToken.Verify(note, token, [authority.Root]).Time);
        note[0] ^= 1;
        Assert.Throws<LedgerBrokenException>(() => TimeStampToken.Verify(note, token, [authority.Root]));
    }

    private static async Task ActsAsync(LedgerRoom log, int count)
    {
        for (var i = 0; i < count; i++) await log.World.PartyAsync(PartyKind.Customer, $"利用者{i}");
    }
}

using System.Net;
using Akashi.Cli.Tests.Testing;
using Akashi.Ledger;

namespace Akashi.Cli.Tests.Ledger;

/// <summary><c>akashi witness</c> as a process of its own.</summary>
public sealed class WitnessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewKey_WritesAPrivateFileOnceAndPrintsThePublicKeys()
    {
        var folder = Directory.CreateTempSubdirectory("akashi-key-");
        var said = (await Programs.AkashiAsync(folder.FullName, "witness", "new-key", "witness.example.test/w1", "--out", "w.key")).Ended(0);
        var keys = said.Output.Trim().Split('\n').Select(NoteVerifier.Parse).ToList();
        Assert.Equal([SignatureKind.Ed25519Cosignature, SignatureKind.MLDsa44Cosignature], keys.Select(k => k.Kind));
        var file = Path.Combine(folder.FullName, "w.key");
        Assert.Equal(keys.Select(k => k.KeyId), (await File.ReadAllLinesAsync(file, Ct)).Select(l => NoteSigner.Parse(l).KeyId));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        (await Programs.AkashiAsync(folder.FullName, "witness", "new-key", "witness.example.test/w1", "--out", "w.key")).Ended(1);
        (await Programs.AkashiAsync(folder.FullName, "witness", "new-key", "white space")).Ended(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Witness_KilledAndStartedAgain_RemembersWhatItCosigned()
    {
        await using var log = await GivenLog.OfAsync(20);
        (await Programs.AkashiAsync(log.Root, "witness", "new-key", "witness.example.test/w1", "--out", "w.key")).Ended(0);
        var keys = (await File.ReadAllLinesAsync(Path.Combine(log.Root, "w.key"), Ct)).Select(l => NoteSigner.Parse(l).Verifier).ToList();
        log.Write("logs", log.Key + "\n");
        var old = log.Note;

        using (var first = await StartAsync(log.Root))
        {
            var result = await SubmitAsync(first, log, log.Note, keys);
            Assert.Equal(keys.Select(k => k.KeyId), result.Cosignatures.Select(c => c.KeyId));
            (await Programs.AkashiAsync(log.Root, "witness", "--key", "w.key", "--listen", $"127.0.0.1:{Programs.SparePort()}", "--logs", "logs", "--state", "state")).Ended(1);
            first.Kill();
        }
        using var again = await StartAsync(log.Root);
        // Another history of the same size is refused, and so is going back.
        var fork = await log.ForkAsync(different: 3);
        var forked = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(fork, "checkpoint"), Ct));
        Assert.Equal("log.forked", (await SubmitAsync(again, new FolderStorage(fork), forked, keys, lastSize: 21)).Fault?.Code);
        log.Records.Paper("More");
        await log.PublishAsync();
        Assert.Null((await SubmitAsync(again, log, log.Note, keys)).Fault);
        Assert.Equal("witness.ahead", (await SubmitAsync(again, log, old, keys)).Fault?.Code);
        Assert.Equal(0, await again.StopAsync());
    }

    [Fact]
    public async Task Witness_AskedForSomethingElse_SaysNo()
    {
        await using var log = await GivenLog.OfAsync(3);
        (await Programs.AkashiAsync(log.Root, "witness", "new-key", "w", "--out", "w.key")).Ended(0);
        log.Write("logs", log.Key + "\n");
        using var witness = await StartAsync(log.Root);
        using var http = new HttpClient { BaseAddress = witness.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("checkpoint", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync("add-checkpoint", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("add-checkpoint", new StringContent("nonsense"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await http.PostAsync("add-checkpoint", new ByteArrayContent(new byte[2 << 20]), Ct)).StatusCode);
    }

    [Theory]
    [InlineData("0.0.0.0:7701")]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:0")]
    public async Task Witness_OnAnAddressThatIsNotItsOwn_IsAWrongCommandLine(string listen)
    {
        await using var log = await GivenLog.OfAsync(1);
        (await Programs.AkashiAsync(log.Root, "witness", "--key", "w.key", "--listen", listen, "--logs", "logs", "--state", "state")).Ended(2);
    }

    private static async Task<RunningProgram> StartAsync(string folder)
    {
        var port = Programs.SparePort();
        var program = RunningProgram.Start(folder, "witness", "--key", "w.key", "--listen", $"127.0.0.1:{port}", "--logs", "logs", "--state", "state");
        program.Address = new Uri($"http://127.0.0.1:{port}/");
        await program.SaysAsync("listens on");
        return program;
    }

    private static Task<WitnessResult> SubmitAsync(RunningProgram witness, GivenLog log, SignedNote note, IReadOnlyList<NoteVerifier> keys) => SubmitAsync(witness, log.Storage, note, keys);

    private static async Task<WitnessResult> SubmitAsync(RunningProgram witness, FolderStorage storage, SignedNote note, IReadOnlyList<NoteVerifier> keys, long lastSize = 0)
    {
        using var http = new HttpClient { BaseAddress = witness.Address };
        return await new WitnessClient(http, keys).SubmitAsync(note, lastSize, new LogReader(storage, Checkpoint.Parse(note.Text)), Ct);
    }
}

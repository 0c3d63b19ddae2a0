using System.IO.Compression;
using System.Net;
using System.Text;
using Akashi.Cli.Tests.Testing;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Ledger.Tests.Records;

namespace Akashi.Cli.Tests.Ledger;

/// <summary><c>akashi verify</c> as anyone runs it: no server, a folder, a database.</summary>
public sealed class VerifyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_WholeLogWithItsDatabase_IsRight()
    {
        await using var log = await GivenLog.OfAsync();
        var said = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--database", log.Database, "--json")).Ended(0).Json;
        Assert.True(said["ok"]!.GetValue<bool>());
        Assert.Equal((301, 301L, "given"), (said["entries"]!.GetValue<int>(), said["size"]!.GetValue<long>(), said["trust"]!.GetValue<string>()));
        Assert.Equal((301, 301, 2, true), (said["records"]!["rows"]!.GetValue<int>(), said["records"]!["events"]!.GetValue<int>(), said["records"]!["parts"]!.GetValue<int>(), said["records"]!["compared"]!.GetValue<bool>()));
        Assert.Null(said["fault"]);
        Assert.Empty(said["notices"]!.AsArray());
    }

    [Fact]
    public async Task Verify_ByTheLogsOwnKeys_SaysWhatThatIsWorth()
    {
        await using var log = await GivenLog.OfAsync(3);
        var said = (await log.VerifyAsync(log.Directory, "--json")).Ended(0).Json;
        Assert.Equal(["own-word", "rows-not-compared"], said["notices"]!.AsArray().Select(n => n!["code"]!.GetValue<string>()));
        Assert.Contains("forged as a whole", (await log.VerifyAsync(log.Directory)).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("丸ごと作り直された", (await log.VerifyAsync(log.Directory, "--language", "ja")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries/000", "entry.mismatch", 0)]
    [InlineData("tile/0/000", "tile.mismatch", 0)]
    [InlineData("checkpoint", "signature.wrong", null)]
    public async Task Verify_OneByteChanged_NamesTheFirstThingWrong(string path, string code, int? index)
    {
        await using var log = await GivenLog.OfAsync();
        var file = Path.Combine(log.Directory, path);
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        bytes[path == "checkpoint" ? Array.IndexOf(bytes, (byte)'\n') + 1 : 20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Ct);
        var fault = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--json")).Ended(1).Json["fault"]!;
        Assert.Equal((code, (long?)index), (fault["code"]!.GetValue<string>(), fault["index"]?.GetValue<long>()));
        var spoken = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--language", "ja")).Ended(1).Output;
        Assert.Contains($"[{code}]", spoken, StringComparison.Ordinal);
        Assert.Matches("対応: .+", spoken);
    }

    [Fact]
    public async Task Verify_RowEditedByHand_NamesIt()
    {
        await using var log = await GivenLog.OfAsync(20);
        log.Records.Sql("UPDATE papers SET pages = 99 WHERE id = @id", ("@id", log.First));
        var said = (await log.VerifyAsync(log.Directory, "--key", log.Key, "--database", log.Database, "--json")).Ended(1).Json;
        Assert.Equal(("row.edited", 0L), (said["fault"]!["code"]!.GetValue<string>(), said["fault"]!["index"]!.GetValue<long>()));
        Assert.Contains(log.First.ToString(), said["fault"]!["en"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_AgainstAnExport_ComparesIt(bool compressed)
    {
        await using var log = await GivenLog.OfAsync(20);
        using var bytes = new MemoryStream();
        await using (Stream output = compressed ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(bytes))
        {
            await new ExportWriter(log.Records.Connection, GivenRecords.Schema).WriteAsync(output, Ct);
            await output.FlushAsync(Ct);
            if (!compressed) log.Write("records.jsonl", bytes.ToArray());
        }
        if (compressed) log.Write("records.jsonl", bytes.ToArray());
        Assert.Equal(21, (await log.VerifyAsync(log.Directory, "--key", log.Key, "--export", "records.jsonl", "--json")).Ended(0).Json["records"]!["rows"]!.GetValue<int>());
    }

    [Fact]
    public async Task Verify_SinceAnEarlierCheckpoint_SeesAFork()
    {
        await using var log = await GivenLog.OfAsync();
        var old = log.Write("old", log.Note.ToString());
        for (var i = 0; i < 50; i++) log.Records.Paper("More");
        await log.PublishAsync();
        Assert.Equal(301, (await log.VerifyAsync(log.Directory, "--key", log.Key, "--since", old, "--json")).Ended(0).Json["earlier"]![0]!.GetValue<int>());
        var fork = await log.ForkAsync(different: 7);
        Assert.Equal("log.forked", (await log.VerifyAsync(fork, "--key", log.Key, "--since", old, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verify_WithAPolicy_AsksForTheWitness()
    {
        await using var log = await GivenLog.OfAsync(3);
        var witness = NoteSigner.Parse(NoteKey.Generate("witness.example.test/w1", SignatureKind.Ed25519Cosignature).Private);
        var policy = log.Write("policy", $"log {log.Key}\nwitness w1 {witness.Verifier}\nquorum w1\n");
        Assert.Equal("policy.quorum", (await log.VerifyAsync(log.Directory, "--policy", policy, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>());
        log.Records.Paper("More");
        await log.PublishAsync(witness);
        var said = (await log.VerifyAsync(log.Directory, "--policy", policy, "--json")).Ended(0).Json;
        Assert.True(said["witnessed"]!.GetValue<bool>());
        Assert.Contains(said["signatures"]!.AsArray(), s => s!["name"]!.GetValue<string>() == "witness.example.test/w1");
    }

    [Fact]
    public async Task Verify_OverHttp_ReadsTheSameFiles()
    {
        await using var log = await GivenLog.OfAsync();
        await using var web = StaticWeb.Serve(log.Directory);
        Assert.Equal(301, (await log.VerifyAsync(web.Address, "--key", log.Key, "--database", log.Database, "--json")).Ended(0).Json["entries"]!.GetValue<int>());
        Assert.DoesNotContain(web.Tokens, t => t is not null);
        (await log.VerifyAsync(web.Address, "--key", log.Key, "--token", "secret")).Ended(0);
        Assert.Contains("Bearer secret", web.Tokens);
        Assert.Equal("file.missing", (await log.VerifyAsync(web.Address + "nothing/", "--key", log.Key, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verify_EvidenceBundle_IsRightUntilAByteIsTouched()
    {
        await using var log = await GivenLog.OfAsync(20);
        var checkpoint = Checkpoint.Parse(log.Note.Text);
        var (text, salt) = log.Records.EventOf(0);
        var step = new BundleStep(0, log.Records.Leaves[0], await new LogReader(log.Storage, checkpoint).InclusionAsync(0, Ct)) { Event = text, Salt = salt };
        var states = new StateReader(log.Records.Connection, GivenRecords.Schema).RowsAsync(GivenRecords.Schema.Find("Paper")!, Ct);
        var state = (await states.Select(r => (r.Entry, State: r.State.ToArray())).FirstAsync(r => r.Entry == log.First, Ct)).State;
        using var zip = new MemoryStream();
        await using (await BundleWriter.BeginAsync(zip, new EvidenceBundle(GivenRecords.Organisation, "Paper", log.First, log.Note, log.Key + "\n", [step]) { State = state }, Ct)) { }
        var file = log.Write("evidence.zip", zip.ToArray());
        var said = (await log.VerifyAsync(file, "--key", log.Key, "--json")).Ended(0).Json;
        Assert.Equal((1, log.First.ToString()), (said["bundle"]!["steps"]!.GetValue<int>(), said["bundle"]!["entry"]!.GetValue<string>()));
        Assert.Contains("own", (await log.VerifyAsync(file, "--json")).Ended(0).Json["notices"]![0]!["code"]!.GetValue<string>(), StringComparison.Ordinal);

        using (var archive = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            archive.GetEntry("state.json")!.Delete();
            await using var other = archive.CreateEntry("state.json").Open();
            await other.WriteAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(state).Replace("\"pages\":3", "\"pages\":4", StringComparison.Ordinal)), Ct);
        }
        Assert.Equal("bundle.state", (await log.VerifyAsync(file, "--key", log.Key, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verify_WhatCannotBeReadOrIsAskedWrongly_EndsWithItsCode()
    {
        await using var log = await GivenLog.OfAsync(3);
        (await log.VerifyAsync("nowhere", "--key", log.Key)).Ended(4);
        (await log.VerifyAsync(log.Root, "--key", log.Key)).Ended(4);
        (await log.VerifyAsync("http://127.0.0.1:9/", "--key", log.Key)).Ended(4);
        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--database", "nowhere.db")).Ended(4);
        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--database", log.Write("no.db", "This is no database."))).Ended(4);
        (await log.VerifyAsync(log.Directory, "--key", log.Key, "--export", log.Write("no.jsonl", "nonsense"))).Ended(4);
        (await log.VerifyAsync(log.Write("no.zip", "no"))).Ended(4);
        (await log.VerifyAsync(log.Directory, "--key", "nonsense")).Ended(2);
        (await log.VerifyAsync(log.Directory, "--policy", log.Write("bad", "quorum nobody"))).Ended(2);
        (await log.VerifyAsync(log.Directory, "--database", "a", "--export", "b")).Ended(2);
        (await log.VerifyAsync()).Ended(2);
        Assert.Equal("signature.missing", (await log.VerifyAsync(log.Directory, "--key", NoteKey.Generate(GivenLog.Origin, SignatureKind.Ed25519).Public, "--json")).Ended(1).Json["fault"]!["code"]!.GetValue<string>());
    }
}

/// <summary>A folder as any static web server serves it, on a spare loopback port; remembers the tokens it was sent.</summary>
internal sealed class StaticWeb : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private StaticWeb(string folder, int port)
    {
        Address = $"http://127.0.0.1:{port}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync(folder);
    }

    public string Address { get; }

    public System.Collections.Concurrent.ConcurrentBag<string?> Tokens { get; } = [];

    public static StaticWeb Serve(string folder) => new(folder, Programs.SparePort());

    private async Task ServeAsync(string folder)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            Tokens.Add(context.Request.Headers["Authorization"]);
            var file = Path.Combine(folder, context.Request.Url!.AbsolutePath.TrimStart('/'));
            if (!File.Exists(file)) context.Response.StatusCode = 404;
            else await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
            context.Response.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }
}

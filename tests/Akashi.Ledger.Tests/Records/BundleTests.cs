using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Akashi.Ledger.Records;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests.Records;

public sealed class BundleTests : IDisposable
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes("An attached file.");
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(File));

    private readonly GivenRecords _given = new();
    private readonly NoteSigner _log = Given.Signer();
    private readonly Guid _paper;

    public BundleTests()
    {
        _given.Paper("Other");
        _paper = _given.Paper("One");
        _given.Refused(_paper);
        _given.Paper("One, changed", _paper);
        _given.Paper("Other");
        _given.Paper("See " + Hash, _paper);
    }

    [Fact]
    public async Task Bundle_WrittenAndRead_Verifies()
    {
        var report = await VerifyAsync(await ZipAsync());
        Assert.Null(report.Fault);
        Assert.Equal((4, 1, 0), (report.Steps, report.Files, report.Erased));
        Assert.Equal(6, report.Opened!.Checkpoint.Size);
        Assert.Empty(report.AbsentFiles);
    }

    [Fact]
    public async Task Bundle_SameContent_HasTheSameBytes()
    {
        var bundle = await BundleAsync();
        Assert.Equal(await ZipAsync(bundle), await ZipAsync(bundle));
    }

    [Fact]
    public async Task Bundle_HoldsTheReadmeInBothLanguages()
    {
        using var zip = new ZipArchive(new MemoryStream(await ZipAsync()));
        var (ja, en) = (Text(zip, "README.ja.txt"), Text(zip, "README.en.txt"));
        Assert.Contains(_paper.ToString(), ja, StringComparison.Ordinal);
        Assert.Contains("akashi verify", en, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsHiragana}", en);
    }

    [Fact]
    public async Task Bundle_OfAnErasedPerson_StillShowsItsPlace()
    {
        var bundle = await BundleAsync();
        var report = await VerifyAsync(await ZipAsync(bundle with { Steps = [bundle.Steps[0] with { Event = null, Salt = null }, .. bundle.Steps.Skip(1)] }));
        Assert.Null(report.Fault);
        Assert.Equal((4, 1), (report.Steps, report.Erased));
    }

    [Fact]
    public async Task Bundle_OfARemovedEntry_HasNoState()
    {
        _given.RemovePaper(_paper);
        var bundle = await BundleAsync(1, 2, 3, 5, 6);
        Assert.Null((await VerifyAsync(await ZipAsync(bundle with { State = null }))).Fault);
        Assert.Equal("bundle.state", (await VerifyAsync(await ZipAsync(bundle with { State = Given.Bytes("{}") }))).Fault?.Code);
    }

    [Theory]
    [InlineData("bundle.json", "\"event\": \"{", "\"event\": \"{ ", "bundle.event")]
    [InlineData("bundle.json", "\"index\": 2", "\"index\": 0", "bundle.malformed")]
    [InlineData("bundle.json", "\"v\": 1", "\"v\": 2", "bundle.malformed")]
    [InlineData("leaves/1.json", "browser", "browzer", "proof.wrong")]
    [InlineData("state.json", "\"pages\":3", "\"pages\":4", "bundle.state")]
    [InlineData("checkpoint", "\n6\n", "\n7\n", "bundle.other-checkpoint")]
    [InlineData("proofs/3.tlog-proof", "index 3", "index 2", "bundle.malformed")]
    [InlineData("files/*", "attached", "forged", "bundle.file")]
    [InlineData("state.json", null, null, "bundle.state")]
    [InlineData("proofs/1.tlog-proof", null, null, "bundle.malformed")]
    [InlineData("leaves/1.json", null, null, "bundle.malformed")]
    [InlineData("bundle.json", null, null, "bundle.malformed")]
    public async Task Bundle_OneFileTouched_NamesIt(string name, string? old, string? replacement, string code)
    {
        name = name.Replace("*", Hash, StringComparison.Ordinal);
        var zip = await TouchedAsync(await ZipAsync(), name, old, replacement);
        var fault = (await VerifyAsync(zip)).Fault;
        Assert.Equal(code, fault?.Code);
    }

    [Fact]
    public async Task Bundle_WithoutAnActBetween_HasAGap()
    {
        var bundle = await BundleAsync();
        var fault = (await VerifyAsync(await ZipAsync(bundle with { Steps = [.. bundle.Steps.Where(s => s.Index != 3)] }))).Fault;
        Assert.Equal(("bundle.version-gap", 5L), (fault?.Code, fault?.Index));
    }

    [Fact]
    public async Task Bundle_WithALeafOfAnotherEntry_IsRefused()
    {
        var (bundle, other) = (await BundleAsync(), await BundleAsync(4));
        var fault = (await VerifyAsync(await ZipAsync(bundle with { Steps = [.. bundle.Steps.Take(3), .. other.Steps] }))).Fault;
        Assert.Equal(("bundle.other-entry", 4L), (fault?.Code, fault?.Index));
    }

    [Fact]
    public async Task Bundle_SignedBySomebodyElse_IsNotAccepted() =>
        Assert.Equal("signature.missing", (await VerifyAsync(await ZipAsync(), Given.Signer().Verifier)).Fault?.Code);

    [Fact]
    public async Task AddFile_WithAnotherContent_IsRefused()
    {
        var writer = await BundleWriter.BeginAsync(new MemoryStream(), await BundleAsync(), Ct);
        await Assert.ThrowsAsync<InvalidDataException>(() => writer.AddFileAsync(Hash, new MemoryStream([1]), Ct));
    }

    private async Task<EvidenceBundle> BundleAsync(params int[] only)
    {
        var storage = new MemoryStorage();
        var log = await Given.EmptyLog(storage);
        foreach (var leaf in _given.Leaves) log.Append(leaf);
        await log.WriteAsync(Ct);
        var checkpoint = new Checkpoint(Given.Origin, log.Size, log.Root());
        var reader = new LogReader(storage, checkpoint);
        var steps = new List<BundleStep>();
        foreach (var i in only.Length > 0 ? only : [1, 2, 3, 5])
        {
            var (text, salt) = _given.EventOf(i);
            steps.Add(new BundleStep(i, _given.Leaves[i], await reader.InclusionAsync(i, Ct)) { Event = text, Salt = salt });
        }
        var states = new StateReader(_given.Connection, GivenRecords.Schema).RowsAsync(GivenRecords.Schema.Find("Paper")!, Ct);
        var state = (await states.Select(r => (r.Entry, State: r.State.ToArray())).FirstOrDefaultAsync(r => r.Entry == _paper, Ct)).State;
        return new EvidenceBundle(GivenRecords.Organisation, "Paper", _paper, checkpoint.Sign([_log], Given.Time), _log.Verifier + "\n", steps) { State = state };
    }

    private async Task<byte[]> ZipAsync(EvidenceBundle? bundle = null)
    {
        using var zip = new MemoryStream();
        await using (var writer = await BundleWriter.BeginAsync(zip, bundle ?? await BundleAsync(), Ct)) await writer.AddFileAsync(Hash, new MemoryStream(File), Ct);
        return zip.ToArray();
    }

    private async Task<BundleReport> VerifyAsync(byte[] bytes, NoteVerifier? key = null)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return await new Akashi.Ledger.Records.BundleReader(zip).VerifyAsync(WitnessPolicy.Of(key ?? _log.Verifier), Ct);
    }

    // Without a replacement the file is taken out.
    private static async Task<byte[]> TouchedAsync(byte[] bytes, string name, string? old, string? replacement)
    {
        using var memory = new MemoryStream();
        await memory.WriteAsync(bytes, Ct);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var text = Text(zip, name);
            zip.GetEntry(name)!.Delete();
            if (old is not null)
            {
                Assert.Contains(old, text, StringComparison.Ordinal);
                await using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                await writer.WriteAsync(text.Replace(old, replacement, StringComparison.Ordinal));
            }
        }
        return memory.ToArray();
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => _given.Dispose();
}

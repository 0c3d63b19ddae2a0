using Akashi.Ledger;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Ledger;

// Files of the log, by somebody without its key. No database is involved, so the log of one is enough.
public sealed partial class TamperTests
{
    public static TheoryData<string, string> Rewritings() => new()
    {
        { "edit", "root.mismatch" }, { "back-date", "root.mismatch" }, { "reorder", "root.mismatch" },
        { "insert", "root.mismatch" }, { "delete", "file.missing" }, { "truncate", "file.missing" },
    };

    [Theory, MemberData(nameof(Rewritings))]
    public async Task Tiles_RebuiltFromOtherLeavesUnderTheOldCheckpoint_AreFoundByAFullVerification(string how, string code)
    {
        await using var log = await LogWorld.WithLeavesAsync("sqlite", 300);

        await Forgery.RebuildAsync(log, Rewritten(await Forgery.LeavesAsync(log), how));

        Assert.Equal(code, (await log.VerifyAsync()).Fault?.Code);
    }

    [Theory, MemberData(nameof(Rewritings))]
    public async Task Tiles_RebuiltAndSignedWithAnotherKey_AreFoundByWhoeverKnowsTheKeyAndByTheStart(string how, string _)
    {
        await using var log = await LogWorld.WithLeavesAsync("sqlite", 300);
        var own = NoteKey.Generate(log.Origin, SignatureKind.Ed25519);

        var checkpoint = await Forgery.RebuildAsync(log, Rewritten(await Forgery.LeavesAsync(log), how));
        await Forgery.SignAsync(log, log.Folder, checkpoint, [NoteSigner.Parse(own.Private)]);

        Assert.Null((await log.VerifyAsync(WitnessPolicy.Of(NoteVerifier.Parse(own.Public)))).Fault);
        Assert.Equal("signature.missing", (await log.VerifyAsync()).Fault?.Code);
        Assert.Equal("ledger.unreadable", await log.StartRefusalAsync());
    }

    [Fact]
    public async Task Tiles_OneBitOfAnyFile_IsFoundByAFullVerification()
    {
        await using var log = await LogWorld.WithLeavesAsync("sqlite", 300);
        var files = Needed(log.Folder, 300);
        Assert.Equal(["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"], files);

        foreach (var file in files) await EachFlipIsFoundAsync(log, Path.Combine(log.Folder, file), flips: 25);
    }

    [Fact]
    public async Task Tiles_CutOrLengthenedOrGone_AreFoundByAFullVerification()
    {
        await using var log = await LogWorld.WithLeavesAsync("sqlite", 300);
        foreach (var file in Needed(log.Folder, 300).Select(f => Path.Combine(log.Folder, f)))
        {
            var bytes = await File.ReadAllBytesAsync(file, log.World.Ct);
            foreach (var other in new[] { bytes[..^1], [.. bytes, 0], [] })
            {
                await File.WriteAllBytesAsync(file, other, log.World.Ct);
                Assert.NotNull((await log.VerifyAsync()).Fault);
            }
            File.Delete(file);
            Assert.Equal("file.missing", (await log.VerifyAsync()).Fault?.Code);
            await File.WriteAllBytesAsync(file, bytes, log.World.Ct);
        }
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Tiles_OfThreeLevels_CorruptedOrSwapped_AreFoundByAFullVerification()
    {
        await using var log = await LogWorld.OpenAsync("sqlite");
        const int size = 65_536 + 300;
        Directory.CreateDirectory(log.Folder);
        await Forgery.ForkAsync(log, log.Folder, [.. Enumerable.Range(0, size).Select(i => BitConverter.GetBytes(i))], Forgery.Stolen(log));
        Assert.Null((await log.VerifyAsync()).Fault);

        string[] levels = ["tile/0/000", "tile/0/256", "tile/0/257.p/44", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1", "tile/entries/000", "tile/entries/257.p/44"];
        foreach (var file in levels) await EachFlipIsFoundAsync(log, Path.Combine(log.Folder, file), flips: 1);
        foreach (var (a, b) in new[] { ("tile/0/000", "tile/0/001"), ("tile/0/256", "tile/1/000"), ("tile/entries/000", "tile/entries/001") })
        {
            Swap(Path.Combine(log.Folder, a), Path.Combine(log.Folder, b));
            Assert.NotNull((await log.VerifyAsync()).Fault);
            Swap(Path.Combine(log.Folder, a), Path.Combine(log.Folder, b));
        }
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    [Theory, EachDatabase]
    public async Task Tiles_OfTheRightEdgeCorrupted_StopThePublisherBeforeItSigns(string dialect)
    {
        await using var log = await LogWorld.WithLeavesAsync(dialect, 300);
        Flip(Path.Combine(log.Folder, "tile/0/001.p/44"), 5);
        await log.World.PartyAsync(Services.PartyKind.Provider);

        Assert.Equal("root.mismatch", await log.StartRefusalAsync());
    }

    private static List<byte[]> Rewritten(List<byte[]> leaves, string how)
    {
        switch (how)
        {
            case "edit": leaves[200] = Forgery.Edited(leaves[200], "rows=", "rowz="); break;
            case "back-date": leaves[200] = Forgery.Edited(leaves[200], "2026-11-23T", "2026-11-20T"); break;
            case "reorder": (leaves[200], leaves[201]) = (leaves[201], leaves[200]); break;
            // Cut to the size that the checkpoint names: what does not fit would be seen without hashing anything.
            case "insert": leaves.Insert(200, leaves[150]); leaves.RemoveAt(leaves.Count - 1); break;
            case "delete": leaves.RemoveAt(200); break;
            default: leaves.RemoveRange(290, 10); break;
        }
        return leaves;
    }

    /// <summary>The files that a log of this size consists of; older partial ones are left overs.</summary>
    private static IReadOnlyList<string> Needed(string folder, long size) =>
        [.. Directory.GetFiles(Path.Combine(folder, "tile"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => TilePath.TryParse(f, out var tile) && (tile.IsFull || size >> (8 * Math.Max(tile.Level, 0)) == (256 * tile.Index) + tile.Width)).Order(StringComparer.Ordinal)];

    private static async Task EachFlipIsFoundAsync(LogWorld log, string file, int flips)
    {
        var length = (int)new FileInfo(file).Length;
        for (var at = 0; at < flips; at++)
        {
            var place = flips == 1 ? length / 2 : at * (length - 1) / (flips - 1);
            Flip(file, place);
            Assert.True((await log.VerifyAsync()).Fault is not null, $"{file} byte {place}");
            Flip(file, place);
        }
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    private static void Flip(string file, int at)
    {
        using var stream = new FileStream(file, FileMode.Open);
        stream.Position = at;
        var was = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(was ^ 0x10));
    }

    private static void Swap(string a, string b)
    {
        File.Move(a, a + ".away");
        File.Move(b, a);
        File.Move(a + ".away", b);
    }
}

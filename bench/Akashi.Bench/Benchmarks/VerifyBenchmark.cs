using System.Security.Cryptography;
using System.Text;
using Akashi.Bench.Data;
using Akashi.Ledger;

namespace Akashi.Bench.Benchmarks;

/// <summary>A full verification of a log in a folder: every entry, every tile, root and signatures. Beside it, nothing but the hashes of its tree.</summary>
internal sealed class VerifyBenchmark : IBenchmark
{
    private const int Entries = 400_000;
    private const int EntryBytes = 480;

    public static string Name => "verify";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        using var folder = Folders.Fresh();
        var key = NoteKey.Generate("example.com/log", SignatureKind.Ed25519);
        var storage = new FolderStorage(folder.Path);
        var entries = Enumerable.Range(0, Entries).Select(i => Encoding.ASCII.GetBytes($"{{\"act\":\"statements.assess\",\"n\":{i}}}".PadRight(EntryBytes))).ToArray();
        var appender = await LogAppender.ResumeAsync(storage, 0, MerkleTree.Empty, ct);
        foreach (var entry in entries) appender.Append(entry);
        await appender.WriteAsync(ct);
        var note = new Checkpoint("example.com/log", Entries, appender.Root()).Sign([NoteSigner.Parse(key.Private)], TimeProvider.System.GetUtcNow());
        await storage.WriteAsync([("checkpoint", Encoding.UTF8.GetBytes(note.ToString()))], ct);

        var options = new VerifyOptions { Policy = WitnessPolicy.Of(NoteVerifier.Parse(key.Public)) };
        var taken = await Meter.InTurnsAsync(5, 1,
            async () =>
            {
                var verified = await LogVerifier.RunAsync(storage, options, ct);
                if (!verified.Ok || verified.Entries != Entries) throw new InvalidOperationException($"{verified.Fault}");
            },
            () =>
            {
                Hash(entries);
                return Task.CompletedTask;
            });
        // Of processor time, since the promise is per core.
        var (ours, bare) = (new Samples(taken[0].Processor!), new Samples(taken[1].Processor!));
        report.Add(new($"verify: {Entries:#,0} entries of {EntryBytes} bytes, processor time", ours, "SHA-256 of leaves and nodes alone", bare, Budget: 1_000));
        report.Note($"{Entries * 1_000.0 / ours.Median:#,0} entries/s per core; {Entries * 1_000.0 / taken[0].Median:#,0} entries/s by the clock");
    }

    /// <summary>As many hashes as the tree has, of the same lengths.</summary>
    private static void Hash(byte[][] entries)
    {
        Span<byte> leaf = stackalloc byte[1 + EntryBytes], node = stackalloc byte[65], hash = stackalloc byte[32];
        foreach (var entry in entries)
        {
            entry.CopyTo(leaf[1..]);
            SHA256.HashData(leaf, hash);
            hash.CopyTo(node[1..]);
            SHA256.HashData(node, hash);
        }
    }
}

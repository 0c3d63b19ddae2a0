using System.Text;

namespace Akashi.Ledger.Tests.Testing;

/// <summary>Logs and keys as the tests need them.</summary>
internal static class Given
{
    public const string Origin = "log.example.test/audit";

    public static readonly DateTimeOffset Time = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static byte[] Entry(long i) => Encoding.UTF8.GetBytes($$"""{"act":"statements.assess","index":{{i}},"text":"{{new string('x', (int)(i % 90))}}"}""");

    public static byte[][] Entries(int count) => [.. Enumerable.Range(0, count).Select(i => Entry(i))];

    public static Task<LogAppender> EmptyLog(ILogStorage storage) => LogAppender.ResumeAsync(storage, 0, MerkleTree.Empty, Ct);

    /// <summary>A log of this size, written in batches.</summary>
    public static async Task<LogAppender> Log(ILogStorage storage, int size, int batch = int.MaxValue)
    {
        var log = await EmptyLog(storage);
        for (var i = 0; i < size; i++)
        {
            log.Append(Entry(i));
            if ((i + 1) % batch == 0) await log.WriteAsync(Ct);
        }
        await log.WriteAsync(Ct);
        return log;
    }

    /// <summary>A log of this size with a signed checkpoint in its place.</summary>
    public static async Task<SignedNote> SignedLog(ILogStorage storage, int size, NoteSigner signer, params NoteSigner[] more)
    {
        var log = await Log(storage, size);
        return await Publish(storage, log, signer, more);
    }

    public static async Task<SignedNote> Publish(ILogStorage storage, LogAppender log, NoteSigner signer, params NoteSigner[] more)
    {
        var note = new Checkpoint(signer.Name, log.Size, log.Root()).Sign([signer, .. more], Time);
        await storage.WriteAsync([("checkpoint", Bytes(note.ToString()))], Ct);
        return note;
    }

    public static NoteSigner Signer(string name = Origin, SignatureKind kind = SignatureKind.Ed25519) => NoteSigner.Parse(NoteKey.Generate(name, kind).Private);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>A folder of the test's own, removed afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("akashi-ledger-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

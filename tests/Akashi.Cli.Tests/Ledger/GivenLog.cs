using System.Text;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Akashi.Ledger.Tests.Records;
using Akashi.Cli.Tests.Testing;

namespace Akashi.Cli.Tests.Ledger;

/// <summary>A folder with a log, the database whose acts it holds, and the keys: all that <c>akashi verify</c> is given.</summary>
internal sealed class GivenLog : IAsyncDisposable
{
    public const string Origin = "log.example.test/audit";
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _root = System.IO.Directory.CreateTempSubdirectory("akashi-verify-");
    private readonly NoteSigner _signer = NoteSigner.Parse(NoteKey.Generate(Origin, SignatureKind.Ed25519).Private);

    private GivenLog() => Records = new GivenRecords(Database);

    public GivenRecords Records { get; }
    public string Root => _root.FullName;
    public string Directory => Path.Combine(Root, "log");
    public string Database => Path.Combine(Root, "akashi.db");
    public string Key => _signer.Verifier.ToString();
    public NoteSigner Signer => _signer;
    public FolderStorage Storage => new(Directory);
    public SignedNote Note { get; private set; } = null!;
    public Guid First { get; private set; }
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<GivenLog> OfAsync(int papers = 300)
    {
        var given = new GivenLog();
        given.Records.Sql("BEGIN");
        given.First = given.Records.Paper("Paper 0");
        for (var i = 1; i < papers; i++) given.Records.Paper($"Paper {i}");
        given.Records.Book("b", "a");
        given.Records.Sql("COMMIT");
        await given.PublishAsync();
        return given;
    }

    /// <summary>Writes the log of all acts so far, signed by the log and whoever cosigns.</summary>
    public async Task PublishAsync(params NoteSigner[] cosigners)
    {
        var log = Note is null ? await LogAppender.ResumeAsync(Storage, 0, MerkleTree.Empty, Ct)
            : await LogAppender.ResumeAsync(Storage, Checkpoint.Parse(Note.Text).Size, Checkpoint.Parse(Note.Text).Root, Ct);
        for (var i = (int)log.Size; i < Records.Leaves.Count; i++) log.Append(Records.Leaves[i]);
        await log.WriteAsync(Ct);
        Note = new Checkpoint(Origin, log.Size, log.Root()).Sign([_signer, .. cosigners], Time);
        await Storage.WriteAsync([("checkpoint", Encoding.UTF8.GetBytes(Note.ToString())), ("vkeys", Encoding.UTF8.GetBytes(Key + "\n")), (StateSchema.FileName, GivenRecords.Schema.Write())], Ct);
    }

    /// <summary>Another history of the same log, signed with the same key: as many entries, one of them different.</summary>
    public async Task<string> ForkAsync(int different, int? size = null)
    {
        var folder = Path.Combine(Root, "fork");
        var log = await LogAppender.ResumeAsync(new FolderStorage(folder), 0, MerkleTree.Empty, Ct);
        for (var i = 0; i < (size ?? Records.Leaves.Count); i++) log.Append(i == different ? Records.Leaves[i].AsSpan()[1..] : Records.Leaves[i]);
        await log.WriteAsync(Ct);
        await new FolderStorage(folder).WriteAsync([("checkpoint", Encoding.UTF8.GetBytes(new Checkpoint(Origin, log.Size, log.Root()).Sign([_signer], Time).ToString()))], Ct);
        return folder;
    }

    public string Write(string name, string text)
    {
        var file = Path.Combine(Root, name);
        File.WriteAllText(file, text);
        return file;
    }

    public string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(Root, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public async Task<Said> VerifyAsync(params string[] arguments) => await Programs.AkashiAsync(Root, ["verify", .. arguments]);

    public ValueTask DisposeAsync()
    {
        Records.Dispose();
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

using System.Collections.Concurrent;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Akashi.Server.Ledger;

/// <summary>
/// The keys with which an organisation's log is signed: Ed25519, which every verifier knows, and ML-DSA-44 beside it, which withstands
/// quantum computers. Kept sealed, readable by their owner only, apart from the database.
/// </summary>
public sealed class LedgerKeys(string folder, IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("Akashi.Ledger.Keys");
    private readonly ConcurrentDictionary<OrganisationId, LogKeys> _known = [];

    public bool Exist(OrganisationId organisation) => File.Exists(FileOf(organisation));

    /// <summary>The organisation's keys; made when there are none.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file was sealed by another installation.</exception>
    public LogKeys Of(OrganisationId organisation, string origin) => _known.GetOrAdd(organisation, _ =>
    {
        var file = FileOf(organisation);
        if (!File.Exists(file)) Make(file, origin);
        var lines = _seal.Unprotect(File.ReadAllText(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new([.. lines.Select(NoteSigner.Parse)]);
    });

    private void Make(string file, string origin)
    {
        Directory.CreateDirectory(folder);
        var keys = new[] { SignatureKind.Ed25519, SignatureKind.MLDsa44Cosignature }.Select(kind => NoteKey.Generate(origin, kind).Private);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var beside = file + ".new";
        File.Delete(beside);
        using (var stream = new FileStream(beside, options))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true)) writer.Write(_seal.Protect(string.Join('\n', keys)));
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, file);
    }

    private string FileOf(OrganisationId organisation) => Path.Combine(folder, $"{organisation.Value}.sealed");
}

/// <summary>One log's signers.</summary>
/// <param name="Signers">Ed25519 first.</param>
public sealed record LogKeys(IReadOnlyList<NoteSigner> Signers)
{
    public IReadOnlyList<NoteVerifier> Verifiers => [.. Signers.Select(s => s.Verifier)];

    /// <summary>As the file <c>vkeys</c> holds them.</summary>
    public string PublicLines => string.Concat(Verifiers.Select(v => v + "\n"));
}

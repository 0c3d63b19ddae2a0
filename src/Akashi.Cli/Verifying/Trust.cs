using Akashi.Ledger;

namespace Akashi.Cli.Verifying;

/// <summary>Whose signatures a verification goes by.</summary>
/// <param name="Policy">What a checkpoint needs.</param>
/// <param name="OwnWord">True when the keys are those that the log itself states: they show that it is whole, not whose it is.</param>
/// <param name="Witnessed">True when a quorum of witnesses is asked for.</param>
internal sealed record Trust(WitnessPolicy Policy, bool OwnWord, bool Witnessed)
{
    /// <summary>Takes keys and policy from the command line; without keys, those that lie beside the log.</summary>
    /// <param name="keys">Vkeys, or files of them.</param>
    /// <param name="policyFile">A tlog-policy file; null to ask for no witness.</param>
    /// <param name="ownKeys">The log's own file <c>vkeys</c>.</param>
    public static async Task<Trust> OfAsync(IReadOnlyList<string> keys, string? policyFile, Func<Task<string?>> ownKeys, CancellationToken ct)
    {
        var given = new List<NoteVerifier>();
        foreach (var key in keys) given.AddRange(await KeyFile.PublicAsync(key, ct));
        var policy = policyFile is null ? null : await InputFile.TextAsync(policyFile, ct);
        try
        {
            var named = policy is null ? [] : WitnessPolicy.Parse(policy).Logs;
            var ownWord = given.Count == 0 && named.Count == 0;
            if (ownWord)
            {
                given.AddRange(KeyFile.Read(await ownKeys() ?? "", "vkeys"));
                if (given.Count == 0)
                    throw CommandFailedException.Unreadable(new("ログに vkeys がありません。--key で公開鍵を指定してください。", "The log has no file “vkeys”. Give its public key with --key."));
            }
            if (policy is null) return new Trust(WitnessPolicy.Of(given), ownWord, false);
            var more = given.Where(k => !named.Any(n => n.Key.PublicKey.SequenceEqual(k.PublicKey))).Select(k => $"log {k}\n");
            return new Trust(WitnessPolicy.Parse(string.Concat(more) + policy), ownWord, true);
        }
        catch (LedgerBrokenException broken)
        {
            throw CommandFailedException.Usage(new Words("{0}: {1}", "{0}: {1}").With(policyFile, broken.Fault));
        }
    }
}

/// <summary>Files of keys: one a line; empty lines and those that begin with # are left out.</summary>
internal static class KeyFile
{
    /// <summary>A vkey, or those in a file.</summary>
    public static async Task<IReadOnlyList<NoteVerifier>> PublicAsync(string keyOrFile, CancellationToken ct) =>
        File.Exists(keyOrFile) ? Read(await InputFile.TextAsync(keyOrFile, ct), keyOrFile) : Read(keyOrFile, "--key");

    /// <summary>The vkeys in a text; lines of a tlog-policy that name a log are taken too.</summary>
    public static IReadOnlyList<NoteVerifier> Read(string text, string from)
    {
        try
        {
            return [.. Lines(text).Select(l => NoteVerifier.Parse(l.StartsWith("log ", StringComparison.Ordinal) ? l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] : l))];
        }
        catch (FormatException)
        {
            throw CommandFailedException.Usage(new Words("{0} に公開鍵（vkey）として読めない行があります。", "{0} has a line that is no public key (vkey).").With(from));
        }
    }

    /// <summary>The private keys in a file.</summary>
    public static async Task<IReadOnlyList<NoteSigner>> PrivateAsync(string file, TextWriter warn, CancellationToken ct)
    {
        var text = await InputFile.TextAsync(file, ct);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            await warn.WriteLineAsync(new Words("注意: 秘密鍵のファイル {0} をほかの利用者も読めます。chmod 600 で制限してください。", "Note: others can read the private key in {0}. Restrict it with chmod 600.").With(file));
        try
        {
            return [.. Lines(text).Select(NoteSigner.Parse)];
        }
        catch (FormatException)
        {
            throw CommandFailedException.Usage(new Words("{0} は秘密鍵のファイルではありません。", "{0} is not a file of private keys.").With(file));
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#');
}

/// <summary>A file that the command line names.</summary>
internal static class InputFile
{
    public static async Task<byte[]> BytesAsync(string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailedException.Unreadable(new Words("{0} を読めません: {1}", "{0} cannot be read: {1}").With(file, e.Message));
        }
    }

    public static async Task<string> TextAsync(string file, CancellationToken ct) => System.Text.Encoding.UTF8.GetString(await BytesAsync(file, ct));
}

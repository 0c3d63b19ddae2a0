using Akashi.Ledger;

namespace Akashi.Cli.Watching;

/// <summary>Makes the keys of a witness or mirror: one file that only its owner can read.</summary>
internal static class NewKey
{
    /// <summary>The vkeys, which are for everybody.</summary>
    public static IReadOnlyList<string> Write(string name, IReadOnlyList<SignatureKind> kinds, string file)
    {
        IReadOnlyList<NoteKey> keys;
        try
        {
            keys = [.. kinds.Select(kind => NoteKey.Generate(name, kind))];
        }
        catch (ArgumentException)
        {
            throw CommandFailedException.Usage(new Words("「{0}」は鍵の名前にできません（空白と + は使えず、255 バイトまで）。", "“{0}” cannot be the name of a key: no white space, no plus sign, at most 255 bytes.").With(name));
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // From its first moment, not only once it is written.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new FileStream(file, options);
            using (var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
                foreach (var key in keys) writer.WriteLine(key.Private);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.No, new Words("{0} がすでにあります。鍵は上書きしません。", "{0} exists. Keys are never overwritten.").With(file));
        }
        return [.. keys.Select(k => k.Public)];
    }
}

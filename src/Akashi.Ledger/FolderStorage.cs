using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Akashi.Ledger;

/// <summary>
/// A log in a folder, as any static web server can serve it. A file is written beside its place, flushed to the disk and
/// renamed; then each folder that gained a name is flushed once. On Windows folders cannot be flushed and are not.
/// </summary>
public sealed partial class FolderStorage : ILogStorage
{
    // Several flushes at once share the journal's writes; more than a few gain nothing.
    private const int AtOnce = 8;

    private readonly string _root;
    // Folders whose own names are known to be on the disk.
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    /// <summary>Uses this folder; it is made with the first write.</summary>
    public FolderStorage(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    /// <summary>The folder, as an absolute path.</summary>
    public string Folder => _root;

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct)
    {
        byte[]? content = null;
        await Task.Run(() => Read(path, length => content = GC.AllocateUninitializedArray<byte>(length)), ct).ConfigureAwait(false);
        return content;
    }

    /// <summary>Reads at once, into the start of a buffer of at least the length that <paramref name="rent"/> is asked for; null when there is no file.</summary>
    internal Memory<byte>? Read(string path, Func<int, byte[]> rent)
    {
        try
        {
            // Shared with everything, so that a reader never keeps the writer from replacing a file.
            using var file = File.OpenHandle(Place(path), share: FileShare.ReadWrite | FileShare.Delete);
            var length = checked((int)RandomAccess.GetLength(file));
            var content = rent(length).AsMemory(0, length);
            for (int at = 0, read; at < length; at += read)
                if ((read = RandomAccess.Read(file, content.Span[at..], at)) == 0) throw new EndOfStreamException(path);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, _) in files) MakeFolder(Path.GetDirectoryName(Place(path))!, touched);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (file, one) => await WriteOneAsync(file.Path, file.Content, one).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var folder in touched) Flush(folder);
        foreach (var folder in touched) _durable[folder] = true;
    }

    private async ValueTask WriteOneAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var place = Place(path);
        if (StorageRules.IsFinal(path) && await ReadAsync(path, ct).ConfigureAwait(false) is { } there)
            // Its content was flushed before it got its name.
            if (content.Span.SequenceEqual(there)) return;
            else throw new LedgerBrokenException(Faults.FileDiffers(path));
        var beside = place + ".new";
        using (var file = File.OpenHandle(beside, FileMode.Create, FileAccess.Write, FileShare.None, preallocationSize: content.Length))
        {
            RandomAccess.Write(file, content.Span, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(beside, place, overwrite: true);
    }

    private string Place(string path)
    {
        StorageRules.Check(path);
        return Path.Combine(_root, path);
    }

    // A folder's name lies in the folder above it. One that stands may have been made by a writer that was killed before it
    // flushed that, so the way up to the root is flushed once by every writer.
    private void MakeFolder(string folder, HashSet<string> touched)
    {
        var there = Directory.Exists(folder);
        if (!touched.Add(folder) || (there && _durable.ContainsKey(folder))) return;
        var above = Path.GetDirectoryName(folder);
        if (above is not null && (!there || folder.Length > _root.Length)) MakeFolder(above, touched);
        if (!there) Directory.CreateDirectory(folder);
    }

    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var file = Open(folder, 0);
        if (file < 0) throw new IOException($"“{folder}” could not be opened to flush it.", new Win32Exception(Marshal.GetLastPInvokeError()));
        try
        {
            const int interrupted = 4;
            int error;
            do error = Sync(file) == 0 ? 0 : Marshal.GetLastPInvokeError(); while (error == interrupted);
            if (error != 0) throw new IOException($"“{folder}” could not be flushed to the disk.", new Win32Exception(error));
        }
        finally
        {
            _ = Close(file);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}

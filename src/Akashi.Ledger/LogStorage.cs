namespace Akashi.Ledger;

/// <summary>Where the files of one log lie. Paths are relative to the log's root and use <c>/</c>, e.g. <c>tile/0/000</c>. Source: tlog-tiles "APIs".</summary>
public interface ILogStorage
{
    /// <summary>The content of a file; null when there is none.</summary>
    /// <param name="path">Relative path.</param>
    /// <param name="ct">Ends the waiting.</param>
    ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct);

    /// <summary>
    /// Writes files; on return they are durable. Each is replaced whole or not at all. Writing what is there already is allowed.
    /// </summary>
    /// <param name="files">Relative paths with their contents.</param>
    /// <param name="ct">Ends the waiting; some of the files may then be written.</param>
    /// <exception cref="LedgerBrokenException">A full tile or bundle exists with other content.</exception>
    ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct);
}

/// <summary>What every storage holds to.</summary>
internal static class StorageRules
{
    /// <summary>Refuses a path that could leave the log's root or that no log uses.</summary>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (var element in path.Split('/'))
            if (element is "" or "." or ".." || !element.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
                throw new ArgumentException($"“{path}” is no path of a log.", nameof(path));
    }

    /// <summary>True for files that never change once written: full tiles, full bundles, detached contents.</summary>
    public static bool IsFinal(string path) =>
        TilePath.TryParse(path, out var tile) ? tile.IsFull : path.StartsWith("blob/", StringComparison.Ordinal);
}

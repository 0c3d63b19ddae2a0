using System.Collections.Concurrent;

namespace Akashi.Ledger;

/// <summary>A log in memory, for tests and for checking what was received before it is kept. Safe for several threads.</summary>
public sealed class MemoryStorage : ILogStorage
{
    /// <summary>The files by path; what is put here is not checked.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(string path, CancellationToken ct)
    {
        StorageRules.Check(path);
        return ValueTask.FromResult(Files.TryGetValue(path, out var content) ? (byte[])content.Clone() : null);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (path, content) in files)
        {
            StorageRules.Check(path);
            if (StorageRules.IsFinal(path) && Files.TryGetValue(path, out var there) && !content.Span.SequenceEqual(there))
                throw new LedgerBrokenException(Faults.FileDiffers(path));
            Files[path] = content.ToArray();
        }
        return ValueTask.CompletedTask;
    }
}

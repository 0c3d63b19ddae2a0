namespace Akashi.Bench.Data;

/// <summary>Folders under the system's temporary folder.</summary>
internal static class Folders
{
    /// <summary>Kept between runs.</summary>
    public static string Cached(string name) => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "akashi-bench", name)).FullName;

    /// <summary>Gone when disposed.</summary>
    public static Scratch Fresh() => new(Directory.CreateTempSubdirectory("akashi-bench-").FullName);

    /// <summary>Where the repository lies; the benchmarks run on a built tree.</summary>
    public static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Akashi.slnx"))) return at.FullName;
        throw new InvalidOperationException("Akashi.slnx was not found above the program.");
    }
}

internal sealed record Scratch(string Path) : IDisposable
{
    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}

using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.References;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>The themes that come with the program: their ids and names.</summary>
internal static class ThemeNames
{
    private static readonly Lazy<Dictionary<string, Text>> all = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, "catalogs", "themes.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, Text>>(File.ReadAllBytes(path), CatalogFile.Json) ?? [] : [];
    });

    private static readonly Lazy<Dictionary<string, string>> ids = new(() =>
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, _) in all.Value) known[PrintedWords.Fold(id)] = id;
        foreach (var (id, name) in all.Value)
            foreach (var word in (string[])[name.Ja, name.En]) known.TryAdd(PrintedWords.Fold(word), id);
        return known;
    });

    /// <summary>The id of a theme written as id or name; null when it is not one of ours.</summary>
    public static string? Find(string word) => ids.Value.GetValueOrDefault(PrintedWords.Fold(word));

    /// <summary>The theme's name, or the id itself where there is none that reads back.</summary>
    public static string Print(string id, string language) =>
        all.Value.TryGetValue(id, out var name) && Find(name.In(language)) == id && name.In(language).AsSpan().IndexOfAny(Separators) < 0 ? name.In(language) : id;

    /// <summary>What stands between two themes of one cell.</summary>
    public static readonly char[] Separators = ['、', ',', '，', ';', '；', '\n', '/', '／'];
}

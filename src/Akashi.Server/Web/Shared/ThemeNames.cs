using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Shared;

/// <summary>Words for the themes of controls, from <c>catalogs/themes.json</c>.</summary>
public static class ThemeNames
{
    private static readonly Lazy<Dictionary<string, Text>> Known = new(Read);

    /// <summary>A theme that the file does not know shows its own name.</summary>
    public static Text Of(string theme) => Known.Value.TryGetValue(theme, out var name) ? name : new(theme, theme);

    private static Dictionary<string, Text> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "catalogs", "themes.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, Text>>(File.ReadAllText(file), CatalogFile.Json) ?? [] : [];
    }
}

using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Catalogs;

/// <summary>The names of themes in both languages, from <c>catalogs/themes.json</c>.</summary>
public sealed class ThemeNames
{
    private readonly Dictionary<string, Text> _names;

    public ThemeNames()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "catalogs", "themes.json");
        _names = File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, Text>>(File.ReadAllText(file), CatalogFile.Json) ?? [] : [];
    }

    /// <summary>The theme's name; its key when the file does not know it.</summary>
    public Text Of(string theme) => _names.TryGetValue(theme, out var name) ? name : new(theme, theme);
}

namespace Akashi.Server.Registers.Vulnerabilities.Versions;

/// <summary>A package URL (ECMA-427): <c>pkg:type/namespace/name@version?qualifiers#subpath</c>. Qualifiers and subpath say nothing about a weakness and are left out.</summary>
/// <param name="Package">Type, namespace and name as they compare: <c>npm/@scope/name</c>.</param>
/// <param name="Version">Empty when it names none.</param>
public sealed record Purl(string Type, string Package, string Version)
{
    /// <summary>Null when it is no package URL.</summary>
    public static Purl? Parse(string? text)
    {
        if (text is null || text.Length > 1_000 || !text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase)) return null;
        var rest = text[4..].TrimStart('/').Split('#')[0].Split('?')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1) return null;
        var type = rest[..slash].ToLowerInvariant();
        if (!type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-')) return null;
        var path = rest[(slash + 1)..].Trim('/');
        // A scope that somebody did not encode begins with the sign too; the version's comes after the last slash.
        var at = path.LastIndexOf('@');
        var version = at > path.LastIndexOf('/') && at > 0 ? Uri.UnescapeDataString(path[(at + 1)..]) : "";
        if (at > path.LastIndexOf('/') && at > 0) path = path[..at];
        var name = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString));
        return name.Length == 0 ? null : new(type, $"{type}/{Fold(type, name)}", version);
    }

    /// <summary>What a type says about names: PyPI knows no case and no underscore, some know no case.</summary>
    private static string Fold(string type, string name) => type switch
    {
        "pypi" => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
        "npm" or "github" or "bitbucket" or "composer" or "deb" or "nuget" or "hex" => name.ToLowerInvariant(),
        _ => name,
    };

    /// <summary>The type of an ecosystem as OSV calls it (osv.dev schema, <c>affected[].package.ecosystem</c>); null for one that is not read.</summary>
    public static string? TypeOf(string ecosystem) => ecosystem.Split(':')[0] switch
    {
        "npm" => "npm", "PyPI" => "pypi", "Maven" => "maven", "NuGet" => "nuget", "Go" => "golang", "crates.io" => "cargo", "RubyGems" => "gem",
        "Packagist" => "composer", "Debian" or "Ubuntu" => "deb", "Red Hat" or "AlmaLinux" or "Rocky Linux" or "openSUSE" or "SUSE" => "rpm", "Hex" => "hex", "Pub" => "pub",
        _ => null,
    };

    /// <summary>The package of an ecosystem's name; Maven's colon parts group and artifact.</summary>
    public static string PackageOf(string type, string name) => $"{type}/{Fold(type, type == "maven" ? name.Replace(':', '/') : name)}";
}

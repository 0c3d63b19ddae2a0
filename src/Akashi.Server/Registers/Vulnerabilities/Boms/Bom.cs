using System.Text.Json;
using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.Vulnerabilities.Boms;

/// <summary>A part of a service's version.</summary>
/// <param name="Purl">Package URL as the file says it; empty when it names none, and then nothing can be matched to it.</param>
public sealed record Component(string Name, string Version, string Purl);

/// <summary>A bill of materials as it was read: CycloneDX JSON 1.4 to 1.7 or SPDX JSON 2.3. Components inside components are read too; the same one twice counts once.</summary>
/// <param name="Format">e.g. <c>CycloneDX 1.6</c>.</param>
public sealed record Bom(string Format, IReadOnlyList<Component> Components)
{
    /// <summary>Bytes of a file.</summary>
    public const int MaximumBytes = 32 << 20;

    /// <summary>Components of a file.</summary>
    public const int MostComponents = 50_000;

    private const int LongestText = 1_000;

    /// <returns>Refusals: <c>sbom.malformed</c>, <c>sbom.format</c>, <c>sbom.too-many</c>, each with the path where it stands.</returns>
    public static Outcome<Bom> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaximumBytes) return Malformed("$", new("{0} MBを超えています。", "larger than {0} MiB"), MaximumBytes >> 20);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(file, new() { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            return Malformed($"{e.LineNumber + 1}:{e.BytePositionInLine + 1}", new("JSONとして読めません。", "not JSON"));
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) return Malformed("$", new("オブジェクトではありません。", "not an object"));
            if (Text(root, "bomFormat") == "CycloneDX")
                return Text(root, "specVersion") is "1.4" or "1.5" or "1.6" or "1.7" ? Collect($"CycloneDX {Text(root, "specVersion")}", root, "components", CycloneDx) : Unknown("$.specVersion", Text(root, "specVersion"));
            if (Text(root, "spdxVersion") is { Length: > 0 } spdx) return spdx == "SPDX-2.3" ? Collect("SPDX 2.3", root, "packages", Spdx) : Unknown("$.spdxVersion", spdx);
            return Unknown("$.bomFormat", Text(root, "bomFormat"));
        }
    }

    private static Outcome<Bom> Collect(string format, JsonElement root, string list, Func<JsonElement, Component> of)
    {
        var found = new List<Component>();
        var waiting = new Stack<(JsonElement Parent, string Path)>([(root, "$")]);
        while (waiting.TryPop(out var next))
        {
            if (!next.Parent.TryGetProperty(list, out var items)) continue;
            if (items.ValueKind is not JsonValueKind.Array) return Malformed($"{next.Path}.{list}", new("配列ではありません。", "not an array"));
            var i = 0;
            foreach (var item in items.EnumerateArray())
            {
                var path = $"{next.Path}.{list}[{i++}]";
                if (item.ValueKind is not JsonValueKind.Object) return Malformed(path, new("オブジェクトではありません。", "not an object"));
                var component = of(item);
                if (component.Name.Length is 0 or > LongestText) return Malformed($"{path}.name", new("名前がないか、長すぎます。", "the name is missing or too long"));
                if (component.Version.Length > LongestText) return Malformed($"{path}.version", new("版が長すぎます。", "the version is too long"));
                if (component.Purl.Length > 0 && Versions.Purl.Parse(component.Purl) is null) return Malformed($"{path}.purl", new("purlとして読めません。", "not a package URL"));
                found.Add(component);
                if (found.Count > MostComponents) return new Refusal("sbom.too-many", new Text("部品は{0}件までです。", "A file may hold up to {0} components.").With(MostComponents), 400);
                waiting.Push((item, path));
            }
        }
        return new Bom(format, [.. found.Distinct().OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Version, StringComparer.Ordinal).ThenBy(c => c.Purl, StringComparer.Ordinal)]);
    }

    private static Component CycloneDx(JsonElement item) => new(Text(item, "group") is { Length: > 0 } g ? $"{g}/{Text(item, "name")}" : Text(item, "name"), Text(item, "version"), Text(item, "purl"));

    private static Component Spdx(JsonElement item)
    {
        var purl = item.TryGetProperty("externalRefs", out var refs) && refs.ValueKind is JsonValueKind.Array
            ? refs.EnumerateArray().Where(r => r.ValueKind is JsonValueKind.Object && Text(r, "referenceType") == "purl").Select(r => Text(r, "referenceLocator")).FirstOrDefault("") : "";
        return new(Text(item, "name"), Text(item, "versionInfo"), purl);
    }

    internal static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";

    private static Refusal Malformed(string at, Text why, params object[] values) =>
        new("sbom.malformed", new Text("SBOMを読めません（{0}）：{1}", "The bill of materials cannot be read at {0}: {1}").With(at, why.With(values)), 400);

    private static Refusal Unknown(string at, string found) =>
        new("sbom.format", new Text("CycloneDX JSON 1.4～1.7またはSPDX JSON 2.3ではありません（{0} = 「{1}」）。", "Neither CycloneDX JSON 1.4 to 1.7 nor SPDX JSON 2.3 ({0} = “{1}”).").With(at, found.Length > 40 ? found[..40] : found), 400);
}

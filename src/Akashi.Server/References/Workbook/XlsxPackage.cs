using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml;
using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>The zip archive of a workbook: its parts, their relations, and what must not be in it. ECMA-376 part 2.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ZipArchive archive;
    private readonly ReadOnlyMemory<byte> bytes;

    public XlsxPackage(string file, ReadOnlyMemory<byte> bytes) : this(bytes, new UnpackBudget(new(file, null, "")))
    {
    }

    private XlsxPackage(ReadOnlyMemory<byte> bytes, UnpackBudget budget)
    {
        (this.bytes, Budget) = (bytes, budget);
        // The count in the archive's own trailer is not believed: each directory record begins with these bytes.
        if (bytes.Span.Count("PK\x01\x02"u8) > ReadLimits.Entries) throw Refusals.Because(Refusals.Bomb(File, Refusals.EntryCount));
        _ = MemoryMarshal.TryGetArray(bytes, out var array);
        archive = new ZipArchive(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries) entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        if (entries.Values.Any(e => e.IsEncrypted)) throw Refusals.Because(Refusals.Encrypted(File));
    }

    /// <summary>The file as a whole, for problems that have no cell.</summary>
    public CellPlace File => Budget.File;

    public UnpackBudget Budget { get; }

    /// <summary>The same package once more, on the same budget: an archive gives its parts to one reader at a time.</summary>
    public XlsxPackage Again() => new(bytes, Budget);

    /// <summary>The workbook part, after everything that must not come in has been looked for.</summary>
    public string Workbook()
    {
        var types = ContentTypes();
        if (types.Any(t => t.Contains("sheet.binary", StringComparison.OrdinalIgnoreCase))) throw Refusals.Because(Refusals.OldFormat(File));
        if (entries.Keys.FirstOrDefault(IsMacro) is { } part) throw Refusals.Because(Refusals.Macro(File, part));
        if (types.Any(t => t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
            throw Refusals.Because(Refusals.Macro(File, ".xlsm"));
        var main = Relations("").FirstOrDefault(r => r.Is("officeDocument"))?.Target;
        if (main is null || !types.Any(t => t.Contains("spreadsheetml", StringComparison.OrdinalIgnoreCase)))
            throw Refusals.Because(Refusals.NotAWorkbook(File, Kind(types)));
        return main;
    }

    public bool Has(string part) => entries.ContainsKey(part);

    /// <summary>A reader on a part that resolves nothing and accepts no DTD.</summary>
    public XmlReader Open(string part) => Open(Unpack(part));

    public static XmlReader Open(Stream xml) => XmlReader.Create(xml, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>The part's bytes as they come out of the archive, counted.</summary>
    public Stream Unpack(string part) => entries.TryGetValue(part, out var entry)
        ? new BudgetedStream(entry.Open(), entry.CompressedLength, Budget)
        : throw Refusals.Because(Refusals.Broken(File, new Text("{0} がありません", "{0} is missing").With(part)));

    /// <summary>Relations of a part; of the package for the empty name.</summary>
    public IReadOnlyList<Relation> Relations(string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = slash < 0 ? "" : part[..slash];
        var rels = (folder.Length == 0 ? "" : folder + "/") + "_rels/" + part[(slash + 1)..] + ".rels";
        var found = new List<Relation>();
        if (!Has(rels)) return found;
        using var reader = Open(rels);
        while (XlsxText.Next(reader, File))
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.LocalName != "Relationship") continue;
            var external = reader.GetAttribute("TargetMode") == "External";
            var target = reader.GetAttribute("Target") ?? "";
            found.Add(new(reader.GetAttribute("Id") ?? "", reader.GetAttribute("Type") ?? "", external ? target : Resolve(folder, target), external));
        }
        return found;
    }

    private List<string> ContentTypes()
    {
        var types = new List<string>();
        if (!Has("[Content_Types].xml")) return types;
        using var reader = Open("[Content_Types].xml");
        while (XlsxText.Next(reader, File))
            if (reader.NodeType is XmlNodeType.Element && reader.GetAttribute("ContentType") is { } type) types.Add(type);
        return types;
    }

    private string Kind(List<string> types) =>
        types.Any(t => t.Contains("wordprocessingml", StringComparison.OrdinalIgnoreCase)) ? "Word"
        : types.Any(t => t.Contains("presentationml", StringComparison.OrdinalIgnoreCase)) ? "PowerPoint"
        : Has("mimetype") ? "OpenDocument"
        : "ZIP";

    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase);

    private static string Resolve(string folder, string target)
    {
        var parts = target.StartsWith('/') ? [] : folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (step is not "." and not "..") parts.Add(step);
        }
        return string.Join('/', parts);
    }

    public void Dispose() => archive.Dispose();
}

/// <param name="Target">Name of the part in the package, or the outside address.</param>
internal sealed record Relation(string Id, string Type, string Target, bool External)
{
    /// <summary>Compares the last word of the type, which transitional and strict workbooks share.</summary>
    public bool Is(string type) => Type.EndsWith("/" + type, StringComparison.OrdinalIgnoreCase);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>How a column's value is written in a state. Source: docs/formats/ledger-leaf.md "The state of a row".</summary>
public enum ColumnKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A UUID in lower case; upper case text on SQLite.</summary>
    Id,

    /// <summary>An integer.</summary>
    Number,

    /// <summary>True or false; 1 or 0 on SQLite.</summary>
    Truth,

    /// <summary>UTC with three digits of a second; Unix milliseconds on SQLite.</summary>
    Time,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Day,

    /// <summary>Structured data, written canonically (RFC 8785).</summary>
    Json,

    /// <summary>Bytes, as base64.</summary>
    Bytes,

    /// <summary>Text that no state tells: its hash (<see cref="SecretColumn.HashOf"/>).</summary>
    Secret,
}

/// <summary>Columns whose content stays in the database: password hashes, sealed seeds.</summary>
public static class SecretColumn
{
    /// <summary>What stands for the content in a state: <c>sha256:</c> and lower case hex, over its UTF-8 bytes; of JSON over its canonical form, since databases lay it out their own way.</summary>
    public static string HashOf(string content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Canonical(content)));

    private static byte[] Canonical(string content)
    {
        if (content is not ['[' or '{', ..]) return Encoding.UTF8.GetBytes(content);
        using var json = JsonDocument.Parse(content);
        return CanonicalJson.Write(json.RootElement);
    }
}

/// <summary>A column of a state.</summary>
/// <param name="Name">Its name in the table and in the state.</param>
/// <param name="Kind">How its value is written.</param>
public sealed record StateColumn(string Name, ColumnKind Kind);

/// <summary>Where the rows of a register lie.</summary>
/// <param name="Register">Type of the entries as leaves name it, e.g. <c>Statement</c>.</param>
/// <param name="Table">Their table.</param>
/// <param name="Key">Column of the entry's id.</param>
/// <param name="Columns">In the ordinal order of their names.</param>
public sealed record RegisterSchema(string Register, string Table, string Key, IReadOnlyList<StateColumn> Columns);

/// <summary>Rows that belong to entries of a register and change only with them.</summary>
/// <param name="Register">Type of the entries they belong to.</param>
/// <param name="Table">Their table.</param>
/// <param name="Parent">Column that holds the id of the entry.</param>
/// <param name="Order">Column by whose values they are ordered before they are hashed.</param>
/// <param name="Digest">Column of the entry that holds the hash over their states.</param>
/// <param name="Columns">In the ordinal order of their names.</param>
public sealed record PartsSchema(string Register, string Table, string Parent, string Order, string Digest, IReadOnlyList<StateColumn> Columns);

/// <summary>Which register lies in which table with which columns: the file <c>schema.json</c> beside a log.</summary>
/// <param name="Organisation">Whose rows they are; every table has a column <c>organisation</c>.</param>
/// <param name="Registers">In the ordinal order of their names.</param>
/// <param name="Parts">At most one for a register.</param>
public sealed record StateSchema(Guid Organisation, IReadOnlyList<RegisterSchema> Registers, IReadOnlyList<PartsSchema> Parts)
{
    /// <summary>Name of the file beside the log.</summary>
    public const string FileName = "schema.json";

    /// <summary>The register of this name; null when the schema has none.</summary>
    public RegisterSchema? Find(string register) => Registers.FirstOrDefault(r => r.Register == register);

    /// <summary>Reads the file.</summary>
    /// <exception cref="LedgerBrokenException"><c>file.malformed</c></exception>
    public static StateSchema Parse(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            var root = json.RootElement;
            if (root.GetProperty("v").GetInt32() != 1) throw new FormatException();
            return new StateSchema(root.GetProperty("organisation").GetGuid(),
                [.. root.GetProperty("registers").EnumerateObject().OrderBy(r => r.Name, StringComparer.Ordinal)
                    .Select(r => new RegisterSchema(r.Name, Name(r.Value, "table"), Name(r.Value, "key"), Columns(r.Value)))],
                root.TryGetProperty("parts", out var parts)
                    ? [.. parts.EnumerateObject().Select(p => new PartsSchema(p.Name, Name(p.Value, "table"), Name(p.Value, "parent"), Name(p.Value, "order"), Name(p.Value, "digest"), Columns(p.Value)))]
                    : []);
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new LedgerBrokenException(Faults.FileMalformed(FileName));
        }
    }

    /// <summary>The file, as canonical JSON.</summary>
    public byte[] Write() => CanonicalJson.Write(JsonSerializer.SerializeToElement(new Dictionary<string, object>
    {
        ["v"] = 1,
        ["organisation"] = Organisation,
        ["registers"] = Registers.ToDictionary(r => r.Register, r => new Dictionary<string, object> { ["table"] = r.Table, ["key"] = r.Key, ["columns"] = Kinds(r.Columns) }),
        ["parts"] = Parts.ToDictionary(p => p.Register, p => new Dictionary<string, object>
        {
            ["table"] = p.Table, ["parent"] = p.Parent, ["order"] = p.Order, ["digest"] = p.Digest, ["columns"] = Kinds(p.Columns),
        }),
    }));

    private static Dictionary<string, string> Kinds(IReadOnlyList<StateColumn> columns) => columns.ToDictionary(c => c.Name, c => c.Kind.ToString().ToLowerInvariant());

    private static StateColumn[] Columns(JsonElement of) =>
        [.. of.GetProperty("columns").EnumerateObject().Select(c => new StateColumn(Checked(c.Name), Enum.Parse<ColumnKind>(c.Value.GetString()!, ignoreCase: true))).OrderBy(c => c.Name, StringComparer.Ordinal)];

    private static string Name(JsonElement of, string member) => Checked(of.GetProperty(member).GetString());

    // Names go into statements; a file from elsewhere must not bring any of its own.
    private static string Checked(string? name) =>
        name is { Length: > 0 and <= 63 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? name : throw new FormatException();
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Akashi.Server.Kernel;

namespace Akashi.Server.Catalogs;

/// <summary>A catalog as it stands in a file of <c>catalogs/</c>: content, not code. Named after OSCAL catalog, group and control.</summary>
/// <param name="Key">Short stable name, e.g. <c>mhlw-5</c>.</param>
/// <param name="Recognise">Words in a sheet's name or title by which an import knows this catalog.</param>
/// <param name="Layout">How a reference workbook lays the catalog out; null for the common layout.</param>
public sealed record CatalogFile(
    string Key, Text Title, Text Issuer, Text Edition, string? Published, Text Note, IReadOnlyList<string> Recognise,
    IReadOnlyList<GroupFile> Groups, IReadOnlyList<ControlFile> Controls, SheetLayout? Layout)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads one catalog file; throws <see cref="JsonException"/> with line and position when it is not one.</summary>
    public static async Task<CatalogFile> ReadAsync(Stream stream, CancellationToken ct) =>
        await JsonSerializer.DeserializeAsync<CatalogFile>(stream, Json, ct) ?? throw new JsonException("The catalog file is empty.");
}

/// <summary>A chapter or section. OSCAL group.</summary>
/// <param name="Parent">Id of the group above; null for a chapter.</param>
public sealed record GroupFile(string Id, string? Parent, Text Title);

/// <summary>A requirement. OSCAL control.</summary>
/// <param name="Code">Unique in the catalog; equals <paramref name="Number"/> where the source numbers uniquely.</param>
/// <param name="Number">The number as the source prints it; may repeat (the standard prints 2.1.1 twice).</param>
/// <param name="DisclosureItems">What a conformity disclosure must tell for this control; null when nothing.</param>
/// <param name="Links">Related groups or controls of other catalogs, <c>meti-2#2.2.1</c>.</param>
public sealed record ControlFile(
    string Code, string Number, string Group, ControlClass Class, Text Title, Text Summary,
    IReadOnlyList<ControlPart>? Parts, IReadOnlyList<string>? Themes, Text? DisclosureItems, IReadOnlyList<string>? Links);

/// <summary>One item of a requirement's list. OSCAL part of type item.</summary>
public sealed record ControlPart(string Id, Text Summary, ControlClass Class);

/// <summary>How strongly the source asks: 最低限, 推奨, shall, should, or no class printed.</summary>
public enum ControlClass { None, Minimum, Recommended, Shall, Should }

/// <summary>How a reference workbook lays a catalog out on its sheet: bands above, one header row, widths in characters.</summary>
public sealed record SheetLayout(string Sheet, Text Title, string PublicWord, IReadOnlyList<LayoutBand> Bands, IReadOnlyList<LayoutColumn> Columns);

/// <summary>A merged header cell spanning <paramref name="Columns"/> columns; <paramref name="Text"/> may be empty.</summary>
public sealed record LayoutBand(int Columns, Text Text);

public sealed record LayoutColumn(BookField Field, Text Header, double Width);

/// <summary>What a column of a reference workbook holds.</summary>
public enum BookField
{
    Number, Chapter, Section, Subsection, Requirement, Rationale, Requirement2, Class, DisclosureItems, References,
    View, Conformity, Finding, Disclosure, PublicDocuments, Certificates, Interview, NdaDocuments,
    Duty, EmergencyDuty, ResponsibleRole, ReviewDue, Note,
}

using System.Net;
using System.Text.RegularExpressions;
using Akashi.Server.Catalogs;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.References.Publishing;

/// <summary>The content of a table cell as HTML that is also XML. Everything that comes from people is encoded here.</summary>
internal sealed partial class HtmlCell(IReadOnlyList<BookDocument> documents, string language)
{
    private readonly HashSet<string> numbers = [.. documents.Select(d => d.Number)];

    public static string Encode(string? text) => WebUtility.HtmlEncode(CellText.Clean(text ?? ""));

    /// <summary>Id of an anchor; anything but letters and digits becomes its code, so that two names never meet.</summary>
    public static string Anchor(string kind, string name) => $"{kind}-" + string.Concat(name.Select(c =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c.ToString() : $"_{(int)c:x}_"));

    /// <summary>The shape that goes with a word of conformity, which is never told by colour alone.</summary>
    public static string Shape(Conformity value) => value switch
    {
        Conformity.Conformant => "✓",
        Conformity.Partly => "◐",
        Conformity.NotConformant => "✕",
        Conformity.OutOfScope => "–",
        _ => "?",
    };

    public string State(Conformity value)
    {
        var name = value.ToString();
        return $"""<span class="state {char.ToLowerInvariant(name[0])}{name[1..]}"><span aria-hidden="true">{Shape(value)}</span> {Encode(PrintedWords.Of(value).In(language))}</span>""";
    }

    public string Of(TableColumn column, SheetTable table, EditionRow row) => column.Field switch
    {
        BookField.Conformity => State(row.Body.Conformity),
        BookField.Finding when row.Withheld is not Disclosure.None => $"""<em class="withheld">{Encode(table.Cell(column, row))}</em>""",
        BookField.Requirement => $"<b>{Encode(table.Control(row).Title.In(language))}</b>{Encode(table.Control(row).Summary.In(language))}",
        BookField.View or BookField.Finding or BookField.PublicDocuments or BookField.NdaDocuments or BookField.Duty => Linked(table.Cell(column, row)),
        _ => Encode(table.Cell(column, row)),
    };

    /// <summary>An address as a link when it is one of the web; as plain text otherwise.</summary>
    public static string Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? $"""<a href="{Encode(uri.AbsoluteUri)}" rel="noopener noreferrer">{Encode(url)}</a>"""
            : Encode(url);

    // Encoding leaves brackets, letters and digits as they are, so citations can be found in the encoded text.
    private string Linked(string? text) => Citation().Replace(Encode(text), m => numbers.Contains(m.Groups["number"].Value)
        ? $"""<a href="#{Anchor("d", m.Groups["number"].Value)}">{m.Value}</a>"""
        : m.Value);

    [GeneratedRegex(@"(?:(?:NDA)?文献|(?:NDA d|D)ocument )\[(?<number>[0-9A-Za-z.\-]+)\]")]
    private static partial Regex Citation();
}

using System.Globalization;
using System.Xml;

namespace Akashi.Server.References.Publishing;

/// <summary>
/// The texts a workbook stores once. A reference repeats whole paragraphs over dozens of rows; but the table stays in memory until
/// the sheets are written, so it takes no new text once it is full, and later texts stand in their cells. Measured on three guidelines
/// (508 rows): 10 % smaller and some 8 ms slower than texts in their cells, and programs open the file with each paragraph held once.
/// </summary>
/// <param name="budget">How many characters the table may hold.</param>
internal sealed class SharedStrings(int budget)
{
    /// <summary>8 MB of text: the 508 rows of three guidelines need a twentieth of it.</summary>
    public const int DefaultBudget = 4_000_000;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private long uses;

    /// <summary>The text's place in the table; −1 when the table is full and does not know it.</summary>
    public int Place(string text)
    {
        if (!places.TryGetValue(text, out var place))
        {
            if (budget < text.Length) return -1;
            budget -= text.Length;
            place = texts.Count;
            places.Add(text, place);
            texts.Add(text);
        }
        uses++;
        return place;
    }

    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("sst", XlsxWriter.Main);
        xml.WriteAttributeString("count", uses.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("uniqueCount", texts.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var text in texts)
        {
            xml.WriteStartElement("si", XlsxWriter.Main);
            WriteText(xml, text);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    public static void WriteText(XmlWriter xml, string text)
    {
        xml.WriteStartElement("t", XlsxWriter.Main);
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(text);
        xml.WriteEndElement();
    }
}

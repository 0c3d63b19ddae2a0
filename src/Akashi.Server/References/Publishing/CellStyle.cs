using System.Xml;

namespace Akashi.Server.References.Publishing;

/// <summary>How a cell looks. The value is the cell format's place in the styles part.</summary>
internal enum CellStyle { Plain, Title, Band, Header, Body, Centred, Date }

/// <summary>The styles part of a workbook. ECMA-376 Part 1 §18.8.</summary>
internal static class StylesPart
{
    private const string Font = "Yu Gothic";

    public static void Write(XmlWriter xml, string language)
    {
        // The era-free long form, as the reference prints its days; ISO in the English edition.
        var dateFormat = language == "en" ? "yyyy\\-mm\\-dd" : "yyyy\"年\"m\"月\"d\"日\"";
        xml.WriteStartElement("styleSheet", XlsxWriter.Main);
        xml.WriteRaw($"""<numFmts count="1"><numFmt numFmtId="164" formatCode="{dateFormat.Replace("\"", "&quot;", StringComparison.Ordinal)}"/></numFmts>""");
        xml.WriteRaw($"""
            <fonts count="3">{FontXml(10, false, "FF1A1A1A")}{FontXml(14, true, "FF1A1A1A")}{FontXml(10, true, "FF1A1A1A")}</fonts>
            """);
        xml.WriteRaw("""<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>""");
        xml.WriteRaw("""<fill><patternFill patternType="solid"><fgColor rgb="FFC5D7FB"/></patternFill></fill>""");
        xml.WriteRaw("""<fill><patternFill patternType="solid"><fgColor rgb="FFE8F1FE"/></patternFill></fill></fills>""");
        xml.WriteRaw("""<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>""");
        foreach (var side in new[] { "left", "right", "top", "bottom" })
            xml.WriteRaw($"""<{side} style="thin"><color rgb="FF949494"/></{side}>""");
        xml.WriteRaw("""<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>""");
        xml.WriteRaw("""<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>""");
        Format(xml, font: 1, fill: 0, border: 0, "vertical=\"center\"");
        Format(xml, font: 2, fill: 2, border: 1, "horizontal=\"center\" vertical=\"center\"");
        Format(xml, font: 2, fill: 3, border: 1, "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"");
        Format(xml, font: 0, fill: 0, border: 1, "vertical=\"top\" wrapText=\"1\"");
        Format(xml, font: 0, fill: 0, border: 1, "horizontal=\"center\" vertical=\"top\" wrapText=\"1\"");
        Format(xml, font: 0, fill: 0, border: 1, "horizontal=\"left\" vertical=\"top\"", number: 164);
        xml.WriteRaw("""</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>""");
        xml.WriteEndElement();
    }

    private static string FontXml(int size, bool bold, string colour) =>
        $"""<font>{(bold ? "<b/>" : "")}<sz val="{size}"/><color rgb="{colour}"/><name val="{Font}"/><family val="2"/></font>""";

    private static void Format(XmlWriter xml, int font, int fill, int border, string alignment, int number = 0) => xml.WriteRaw(
        $"""<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment {alignment}/></xf>""");
}

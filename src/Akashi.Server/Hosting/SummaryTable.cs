using System.Text;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Reading;

namespace Akashi.Server.Hosting;

/// <summary>A summary as a table for a terminal; wide characters count two columns.</summary>
internal static class SummaryTable
{
    public static string Of(Text service, ServiceSummary summary)
    {
        string[] head =
        [
            new Text("基準", "Catalog"), new Text("要求事項", "Requirements"), PrintedWords.Of(Conformity.Conformant), PrintedWords.Of(Conformity.Partly),
            PrintedWords.Of(Conformity.NotConformant), PrintedWords.Of(Conformity.OutOfScope), PrintedWords.Of(Conformity.NotAssessed),
            new Text("公開", "Public"), new Text("要NDA", "NDA"), new Text("未カバー", "Uncovered"),
        ];
        var rows = summary.Catalogs.Select(c => (string[])[c.Title, .. Figures(c.Counts).Select(f => f.ToString(System.Globalization.CultureInfo.InvariantCulture))]).ToList();
        var widths = head.Select((h, i) => rows.Select(r => Width(r[i])).Append(Width(h)).Max()).ToArray();
        var text = new StringBuilder().AppendLine().AppendLine(service);
        foreach (var row in rows.Prepend(head))
            text.AppendLine("  " + string.Join("  ", row.Select((cell, i) => i == 0 ? cell + Pad(cell, widths[i]) : Pad(cell, widths[i]) + cell)));
        return text.ToString().TrimEnd();
    }

    private static int[] Figures(Counts c) =>
    [
        c.Requirements, c.ByConformity["conformant"], c.ByConformity["partly"], c.ByConformity["notConformant"], c.ByConformity["outOfScope"], c.ByConformity["notAssessed"],
        c.ByDisclosure["public"], c.ByDisclosure["nda"], c.Uncovered,
    ];

    private static string Pad(string cell, int width) => new(' ', width - Width(cell));

    // East Asian wide and full-width forms; enough for what catalogs and headers hold.
    private static int Width(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x1100 and (<= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6) ? 2 : 1);
}

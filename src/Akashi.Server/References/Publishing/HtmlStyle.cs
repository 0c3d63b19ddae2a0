using System.Globalization;
using System.Text;

namespace Akashi.Server.References.Publishing;

/// <summary>The look of a published page: on a laptop, on a phone, and on A3 paper.</summary>
internal static class HtmlStyle
{
    // Colours are those of the Digital Agency's design system; the weakest pair of text and ground has a contrast of 5.3.
    private const string Sheet = """
        :root { color-scheme: light; --ink: #1a1a1a; --soft: #595959; --line: #b3b3b3; --blue: #0017c1; --tint: #e8f1fe; --head: #c5d7fb; }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: #fff; font: 14px/1.6 "Noto Sans JP", "Yu Gothic", "Meiryo", sans-serif; font-variant-numeric: tabular-nums; }
        main, .cover, footer { padding: 0 24px; }
        .cover { border-top: 8px solid var(--blue); padding-top: 24px; }
        h1 { font-size: 28px; line-height: 1.3; margin: 0 0 12px; }
        h2 { font-size: 20px; line-height: 1.4; margin: 40px 0 8px; padding-top: 8px; border-top: 2px solid var(--blue); }
        .cover dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; }
        .readers { font-weight: bold; }
        .note { color: var(--soft); margin: 0 0 8px; max-width: 80em; }
        a { color: var(--blue); } a:focus-visible { outline: 4px solid #000; outline-offset: 2px; background: #ffd43d; }
        nav ol { columns: 2; max-width: 70em; padding-left: 1.5em; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid var(--line); padding: 5px 7px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        thead th { background: var(--tint); text-align: center; vertical-align: middle; }
        .figures { width: auto; min-width: 60%; } .figures thead th { white-space: nowrap; } .figures td { text-align: right; }
        .list { table-layout: auto; max-width: 100em; } .list td:first-child, .list .day { white-space: nowrap; }
        .sheet { table-layout: fixed; font-size: 12px; line-height: 1.5; }
        .sheet thead { position: sticky; top: 0; z-index: 1; }
        .sheet .bands th, .sheet .bands td { background: var(--head); }
        .sheet thead th { word-break: auto-phrase; hyphens: auto; }
        .sheet tbody th[scope=row] { font-weight: bold; }
        .sheet td { white-space: pre-line; }
        .sheet .group th { background: #f2f2f2; font-size: 13px; }
        .what b { display: block; } .c { text-align: center; }
        .state { word-break: keep-all; font-weight: bold; } .state span { display: inline-block; min-width: 1.1em; text-align: center; }
        .conformant { color: #115a36; } .partly { color: #7a4b00; } .notConformant { color: #b00020; } .outOfScope, .notAssessed { color: var(--soft); }
        .withheld { color: var(--soft); font-style: normal; border: 1px dashed #767676; padding: 0 4px; }
        footer { margin: 40px 0 24px; color: var(--soft); }
        @media screen and (max-width: 900px) {
          main, .cover, footer { padding-left: 12px; padding-right: 12px; } nav ol { columns: 1; } h1 { font-size: 22px; }
          .cover dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; }
          table, tbody, tr, td, tbody th { display: block; width: 100% !important; } thead, colgroup { display: none; }
          tbody tr { border: 1px solid var(--line); margin-bottom: 8px; } td, tbody th { border: 0; }
          td[data-label]::before { content: attr(data-label); display: block; color: var(--soft); font-size: 11px; }
          .figures td { display: flex; justify-content: space-between; align-items: baseline; } .c { text-align: left; } .list td:first-child { font-weight: bold; }
        }
        @media print {
          body { font-size: 9pt; } main, .cover, footer { padding-left: 0; padding-right: 0; }
          .sheet { font-size: 7.5pt; line-height: 1.4; } .sheet thead { position: static; display: table-header-group; }
          tr, .group { break-inside: avoid; } .group { break-after: avoid; } h2 { break-after: avoid; }
          .catalog { break-before: page; } .catalog h2 { margin-top: 0; } a { color: inherit; text-decoration: none; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }
        """;

    /// <summary>The sheet with the paper's margins, which repeat title, date and page.</summary>
    public static string With(string title, string day) => Sheet + $$"""

        @page { size: A3 landscape; margin: 14mm 10mm 14mm;
          @top-left { content: {{Quoted(title)}}; font-size: 8pt; color: #595959; }
          @top-right { content: {{Quoted(day)}}; font-size: 8pt; color: #595959; }
          @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #595959; } }

        """;

    /// <summary>Text as a CSS string that ends neither the string nor the style element.</summary>
    private static string Quoted(string text)
    {
        var css = new StringBuilder("\"");
        foreach (var rune in CellText.Clean(text).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ') css.Append(rune.ToString());
            else css.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x} ");
        return css.Append('"').ToString();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>The parts of a control in one cell: a line each, <c>(a) …</c> or <c>a. …</c>, with its class in brackets where it differs.</summary>
internal static partial class PartLines
{
    private sealed record Line(string Id, string Words, ControlClass? Class);

    /// <param name="unmarked">Class of parts that name none: their control's.</param>
    /// <param name="taken">Parts the control has already.</param>
    public static List<ControlPart> Read(string? ja, string? en, ControlClass unmarked, IReadOnlyList<ControlPart> taken, CellPlace place, string number, Remarks remarks)
    {
        var (lines, english) = (Lines(ja, taken.Count), Lines(en, taken.Count));
        if (lines.Count == 0) (lines, english) = (english, lines);
        var parts = new List<ControlPart>(taken);
        foreach (var line in lines)
        {
            var other = english.Find(e => e.Id == line.Id);
            if (other is not null) english.Remove(other);
            var words = ControlTexts.Both(line.Words, other?.Words, new("細目", "part"), place, number, remarks)!.Value;
            var id = line.Id;
            for (var i = 2; parts.Exists(p => p.Id == id); i++) id = $"{line.Id}-{i}";
            parts.Add(new(id, words, line.Class ?? other?.Class ?? unmarked));
        }
        foreach (var left in english)
            remarks.Count("parts.no-counterpart", new(
                "対応する日本語の細目がない英語の細目が{0:N0}件あり、取り込みませんでした（{1}）。", "{0:N0} English parts have no counterpart of the same mark and were left out ({1})."),
                place, $"{number} ({left.Id})");
        return parts;
    }

    /// <summary>The cell that <see cref="Read"/> reads back.</summary>
    public static string? Write(ControlFile control, string language) => control.Parts is not { Count: > 0 } parts ? null : string.Join('\n', parts.Select(p =>
    {
        var words = p.Summary.In(language).Replace("\n", "\n  ", StringComparison.Ordinal);
        // Words that themselves begin with a bracket would be taken for a class.
        var marked = p.Class != control.Class || words.AsSpan().TrimStart().IndexOfAny('[', '［', '【') == 0;
        return marked ? $"({p.Id}) [{Word(p.Class, language)}] {words}" : $"({p.Id}) {words}";
    }));

    private static string Word(ControlClass value, string language) => value is ControlClass.None ? new Text("なし", "None").In(language) : PrintedWords.Of(value).In(language);

    private static List<Line> Lines(string? cell, int before)
    {
        var lines = new List<Line>();
        foreach (var typed in (cell ?? "").Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(typed)) continue;
            var mark = Mark().Match(typed);
            if (!mark.Success && lines.Count > 0 && char.IsWhiteSpace(typed[0]))
            {
                lines[^1] = lines[^1] with { Words = lines[^1].Words + "\n" + typed.Trim() };
                continue;
            }
            var words = mark.Success ? mark.Groups["words"].Value.Trim() : typed.Trim().TrimStart('・', '•', '-', '－').TrimStart();
            var id = mark.Success ? PrintedNumber.Clean(mark.Groups["id"].Value) : (before + lines.Count + 1).ToString(CultureInfo.InvariantCulture);
            var said = Bracket().Match(words);
            if (said.Success && ClassWords.Read(said.Groups[1].Value) is { } value) lines.Add(new(id, words[said.Length..].Trim(), value));
            else if (words.Length > 0) lines.Add(new(id, words, null));
        }
        return lines;
    }

    [GeneratedRegex(@"^\s*(?:[(（](?<id>[^()（）\s]{1,40})[)）]|(?<id>[A-Za-zａ-ｚＡ-Ｚア-ン]|[ivx]{1,5}|[0-9０-９]{1,3})(?:[.．](?![0-9０-９])|[)）、]))\s*(?<words>.*)$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^[\[［【]([^\]］】]{1,20})[\]］】]\s*")]
    private static partial Regex Bracket();
}

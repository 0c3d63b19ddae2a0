using Akashi.Server.Services;

namespace Akashi.Server.References.Workbook;

/// <summary>How duties stand in one cell: <c>利用者及びSI事業者は、…</c>, one line per distinct text.</summary>
public static class DutyText
{
    /// <summary>The order in which subjects are printed: who reads the reference first.</summary>
    private static readonly PartyKind[] order =
        [PartyKind.Customer, PartyKind.Integrator, PartyKind.Provider, PartyKind.Subcontractor, PartyKind.Carrier, PartyKind.Auditor];

    /// <summary>The duties as printed; null when there are none of this operation.</summary>
    /// <param name="emergency">True for the duties in emergency operation, false for those in normal operation.</param>
    /// <param name="language"><c>"ja"</c> or <c>"en"</c>; the texts themselves stand as they were typed.</param>
    public static string? Write(IEnumerable<Duty> duties, bool emergency, string language)
    {
        var lines = duties
            .Select(d => (d.Party, Text: emergency ? d.Emergency : d.Normal))
            .Where(d => !string.IsNullOrWhiteSpace(d.Text))
            .OrderBy(d => Array.IndexOf(order, d.Party))
            .GroupBy(d => d.Text, d => d.Party, (text, parties) => Subjects([.. parties], language) + text)
            .ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static string Subjects(IReadOnlyList<PartyKind> parties, string language)
    {
        var names = parties.Select(p => PrintedWords.Of(p).In(language)).ToList();
        var former = names.Take(names.Count - 1);
        return language == "en"
            ? (names.Count == 1 ? names[0] : $"{string.Join(", ", former)} and {names[^1]}") + ": "
            : (names.Count == 1 ? names[0] : $"{string.Join('、', former)}及び{names[^1]}") + "は、";
    }
}

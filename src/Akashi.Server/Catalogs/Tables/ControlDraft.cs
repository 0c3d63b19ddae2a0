using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>A control as its row says it, before its code is settled.</summary>
/// <param name="Code">As the table gives it; null when it gives none.</param>
internal sealed record ControlDraft(string? Code, ControlFile Control, CellPlace Place);

/// <summary>Gives each control a code that is unique in the catalog: its number wherever that is enough.</summary>
internal static class ControlCodes
{
    public static List<ControlFile> Settle(IReadOnlyList<ControlDraft> drafts, Remarks remarks, ReadLog log)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
            if (draft.Code is { } code && !taken.Add(code))
                log.Problem("code.twice", new Text("識別符号「{0}」が2回あります。別の符号にするか、空欄にしてください。", "Code “{0}” stands twice. Please give another one or leave the cell empty.").With(code), draft.Place);

        // (1), (2) … that begin anew in each group identify a control only together with the group.
        var anew = drafts.Where(d => d.Code is null && PrintedNumber.IsItem(d.Control.Number)).GroupBy(d => d.Control.Number).Any(g => g.Select(d => d.Control.Group).Distinct().Skip(1).Any());
        var controls = new List<ControlFile>(drafts.Count);
        foreach (var draft in drafts) controls.Add(draft.Control with { Code = draft.Code ?? Free(draft, anew, taken, remarks) });
        return controls;
    }

    private static string Free(ControlDraft draft, bool anew, HashSet<string> taken, Remarks remarks)
    {
        var (number, group) = (draft.Control.Number, draft.Control.Group);
        var code = anew && PrintedNumber.IsItem(number) ? string.Create(CultureInfo.InvariantCulture, $"{group}-{PrintedNumber.ItemOf(number):00}") : PrintedNumber.Code(number);
        if (anew && PrintedNumber.IsItem(number))
            remarks.Count("number.per-group", new("項番が章・節ごとに1から始まるため、{0:N0}件の識別符号に章・節の番号を付けました（{1}）。",
                "Numbers begin anew in each group, so {0:N0} codes carry the group's number ({1})."), draft.Place, code);
        if (taken.Add(code)) return code;
        for (var i = 2; ; i++)
        {
            var free = string.Create(CultureInfo.InvariantCulture, $"{code}-{i}");
            if (!taken.Add(free)) continue;
            remarks.Count("number.twice", new("同じ項番がもう一度出てくるところが{0:N0}件あります。番号はそのままとし、識別符号を分けました（{1}）。",
                "{0:N0} times a number stands again. It was kept, and the codes were told apart ({1})."), draft.Place, $"{number} → {free}");
            return free;
        }
    }
}

using System.Text.RegularExpressions;
using Akashi.Server.Kernel;

namespace Akashi.Server.Catalogs;

/// <summary>Rules that a catalog file must keep before it is loaded.</summary>
public static partial class CatalogCheck
{
    /// <summary>The first thing wrong as refusal <c>catalog.invalid</c>; null when nothing is.</summary>
    public static Refusal? FirstProblem(CatalogFile file)
    {
        if (file.Key is null || !Name().IsMatch(file.Key))
            return Invalid(new("カタログの識別名は英小文字・数字・ハイフンで、40字までにしてください。", "A catalog's key is lower case letters, digits and hyphens, up to 40."));
        if (file.Key is "template" or "table")
            return Invalid(new("この識別名は別の用途に使っています。ほかの識別名にしてください。", "This key is taken by an address of the program. Please choose another one."));
        if (file.Controls is not { Count: > 0 }) return Invalid(new("要求事項が1件もありません。", "There is not one control."));
        var groups = new HashSet<string>();
        foreach (var group in file.Groups ?? [])
        {
            if (group.Parent is { } parent && !groups.Contains(parent))
                return Invalid(new Text("章・節 {0} の上位 {1} が、それより前にありません。", "Group {0} names the parent {1}, which does not stand before it.").With(group.Id, parent));
            if (!groups.Add(group.Id)) return Invalid(new Text("章・節 {0} が2回あります。", "Group {0} stands twice.").With(group.Id));
        }
        var codes = new HashSet<string>();
        foreach (var control in file.Controls)
        {
            if (string.IsNullOrWhiteSpace(control.Code)) return Invalid(new("項番のない要求事項があります。", "A control has no code."));
            if (!codes.Add(control.Code)) return Invalid(new Text("項番 {0} が2回あります。", "Control {0} stands twice.").With(control.Code));
            if (!groups.Contains(control.Group)) return Invalid(new Text("要求事項 {0} の章・節 {1} がありません。", "Control {0} belongs to group {1}, which does not exist.").With(control.Code, control.Group));
            if (string.IsNullOrWhiteSpace(control.Title.Ja) && string.IsNullOrWhiteSpace(control.Title.En)) return Invalid(new Text("要求事項 {0} に題名がありません。", "Control {0} has no title.").With(control.Code));
        }
        return null;
    }

    private static Refusal Invalid(Text message) => new("catalog.invalid", message, 400);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Name();
}

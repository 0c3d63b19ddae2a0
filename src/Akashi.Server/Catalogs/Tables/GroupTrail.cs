using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>The groups met so far, and the one in which a row stands: by the group columns, by heading rows, or by the number of the control.</summary>
internal sealed class GroupTrail(Remarks remarks)
{
    private static readonly Text nameless = new("{0} の要求事項", "Controls of {0}");
    private readonly List<Group> groups = [];
    private readonly Dictionary<string, Group> byId = new(StringComparer.Ordinal);
    private readonly Group?[] levels = new Group?[CatalogColumns.Levels];
    private readonly List<Heading> headings = [];
    private readonly List<Heading> open = [];

    /// <summary>Takes in the group columns of a row. A blank cell means the same as above, a dash that there is none.</summary>
    public void Enter(CatalogRow row)
    {
        for (var level = 0; level < levels.Length; level++)
        {
            if (!row.HasLevel(level)) continue;
            var (idField, titleField) = (CatalogColumns.Of(CatalogField.Group, level), CatalogColumns.Of(CatalogField.GroupTitle, level));
            var (id, title, english) = (row.Own(idField), row.Own(titleField), row.Own(CatalogColumns.Of(CatalogField.GroupTitleEn, level)));
            if (id is null && title is null)
            {
                if ((row.Raw(idField) ?? row.Raw(titleField)) is not null) Leave(level);
                continue;
            }
            var group = Resolve(id, title, english, levels.Take(level).LastOrDefault(g => g is not null), row.Place(id is null ? titleField : idField));
            if (levels[level] == group) continue;
            Leave(level);
            levels[level] = group;
        }
    }

    /// <summary>Takes in a row that is only a heading. It becomes a group once a control stands below it.</summary>
    public void EnterHeading(string? number, string? title, string? english, CellPlace place)
    {
        var heading = new Heading(number, title, english, place);
        headings.Add(heading);
        while (open.Count > 0 && (number is null ? open[^1].Number is null : open[^1].Number is not { } above || !PrintedNumber.IsWithin(number, above))) open.RemoveAt(open.Count - 1);
        open.Add(heading);
    }

    /// <summary>The id of the group a control belongs to.</summary>
    public string Of(string number, CellPlace place)
    {
        var column = levels.LastOrDefault(g => g is not null);
        if (open.Count > 0)
        {
            var group = column;
            foreach (var heading in open)
            {
                heading.Used = true;
                group = heading.Number is null ? Named(heading.Title!, heading.English, group, heading.Place) : Add(heading.Number, group?.Id, heading.Title, heading.English, heading.Place);
            }
            return group!.Id;
        }
        if (column is not null) return column.Id;
        var above = PrintedNumber.Above(number).Reverse().ToList();
        if (above.Count == 0) return Add("general", null, "全般", "General", place).Id;
        string? parent = null;
        foreach (var id in above) parent = Add(id, parent, null, null, place).Id;
        return parent!;
    }

    /// <summary>All groups, a parent before its children.</summary>
    public IReadOnlyList<GroupFile> Groups()
    {
        foreach (var unused in headings.Where(h => !h.Used))
            remarks.Count("heading.unused", new("下に要求事項がない見出しが{0:N0}件あり、取り込みませんでした（{1}）。", "{0:N0} headings with no control below them were left out ({1})."),
                unused.Place, unused.Number ?? unused.Title);
        return [.. groups.Select(Printed)];
    }

    private GroupFile Printed(Group group)
    {
        if (group.Title is null && group.English is null)
        {
            remarks.Count("group.no-title", new("名前のない章・節が{0:N0}件あります（{1}）。", "{0:N0} groups have no title ({1})."), group.Place, group.Id);
            return new(group.Id, group.Parent, nameless.With(group.Id));
        }
        return new(group.Id, group.Parent, ControlTexts.Both(group.Title, group.English, new("章・節の名前", "group title"), group.Place, group.Id, remarks)!.Value);
    }

    private void Leave(int level)
    {
        Array.Clear(levels, level, levels.Length - level);
        open.Clear();
    }

    private Group Resolve(string? id, string? title, string? english, Group? parent, CellPlace place)
    {
        var (number, words) = PrintedNumber.Split(id ?? title!);
        // Beside a name the first cell is the id, unless it says both: 「6.1 アクセス管理」.
        if (id is not null && title is not null) (number, words) = (words.Length == 0 || id.Any(char.IsWhiteSpace) ? number ?? id : PrintedNumber.Code(id), title);
        if (number is null) return Named(words, english, parent, place);
        // 「1」 below chapter 6 is 6.1.
        if (parent is not null && number.All(char.IsAsciiDigit)) number = $"{parent.Id}.{number}";
        return Add(number, parent?.Id, words.Length > 0 ? words : null, english, place);
    }

    /// <summary>A group without a number is known by its name within the group above.</summary>
    private Group Named(string title, string? english, Group? parent, CellPlace place)
    {
        var id = byId.TryGetValue(title, out var same) && same.Parent != parent?.Id ? $"{parent?.Id}/{title}" : title;
        return Add(id, parent?.Id, title, english, place);
    }

    private Group Add(string id, string? parent, string? title, string? english, CellPlace place)
    {
        if (byId.TryGetValue(id, out var known))
        {
            if (title is not null && known.Title is not null && PrintedWords.Fold(title) != PrintedWords.Fold(known.Title))
                remarks.Count("group.title-differs", new("同じ番号の章・節に別の名前が付いているところが{0:N0}件あります（{1}）。先に出た名前を使いました。",
                    "{0:N0} times a group has another title than before ({1}). The first one was used."), place, id);
            known.Title ??= title;
            known.English ??= english;
            return known;
        }
        var group = new Group(id, parent == id ? null : parent, place) { Title = title, English = english };
        groups.Add(group);
        return byId[id] = group;
    }

    private sealed class Group(string id, string? parent, CellPlace place)
    {
        public string Id { get; } = id;
        public string? Parent { get; } = parent;
        public CellPlace Place { get; } = place;
        public string? Title { get; set; }
        public string? English { get; set; }
    }

    private sealed class Heading(string? number, string? title, string? english, CellPlace place)
    {
        public string? Number { get; } = number;
        public string? Title { get; } = title;
        public string? English { get; } = english;
        public CellPlace Place { get; } = place;
        public bool Used { get; set; }
    }
}

using Akashi.Server.Kernel;

namespace Akashi.Server.References.Workbook;

/// <summary>Collects problems, remarks and questions while a book is read.</summary>
internal sealed class ReadLog
{
    private readonly List<ReadProblem> problems = [];
    private readonly List<ReadLog> parts = [];
    private int unsaid;

    public List<ReportLine> Report { get; } = [];
    public List<UnknownHeader> UnknownHeaders { get; } = [];
    public List<UnknownSheet> UnknownSheets { get; } = [];
    public List<CellAccount> Accounts { get; } = [];

    public IReadOnlyList<ReadProblem> Problems => unsaid == 0 ? problems : [.. problems, new("problems.more",
        new Text("このほかに{0:N0}件の問題があります。上の問題を直してから、もう一度読み込んでください。", "There are {0:N0} more problems. Put the ones above right and read the file again.").With(unsaid),
        problems[^1].Place)];

    public bool Complete => problems.Count == 0 && UnknownHeaders.Count == 0 && UnknownSheets.Count == 0;

    public void Problem(string code, Text message, CellPlace place)
    {
        if (problems.Count < ReadLimits.Problems) problems.Add(new(code, message, place));
        else unsaid++;
    }

    public void Problem(ReadProblem problem) => Problem(problem.Code, problem.Message, problem.Place);

    public void Say(string code, Text message, CellPlace place, int cells = 0) => Report.Add(new(code, message, place, cells));

    public CellAccount Open(Table table)
    {
        var account = new CellAccount(table);
        Accounts.Add(account);
        return account;
    }

    /// <summary>A log for one table, so that several can be read at once.</summary>
    public ReadLog Begin()
    {
        var part = new ReadLog();
        parts.Add(part);
        return part;
    }

    /// <summary>Takes over what the tables' logs hold, in the order in which they were begun.</summary>
    public void Join()
    {
        foreach (var part in parts)
        {
            foreach (var problem in part.problems) Problem(problem);
            unsaid += part.unsaid;
            Report.AddRange(part.Report);
            UnknownHeaders.AddRange(part.UnknownHeaders);
            UnknownSheets.AddRange(part.UnknownSheets);
            Accounts.AddRange(part.Accounts);
        }
        parts.Clear();
    }

    public CellCount Count() => new(
        Accounts.Sum(a => a.Total), Accounts.Sum(a => a.Count(CellUse.Field)), Accounts.Sum(a => a.Count(CellUse.Note)),
        Accounts.Sum(a => a.Count(CellUse.Report)), Accounts.Sum(a => a.Count(CellUse.None)));
}

/// <summary>Where a cell ended; a cell used twice counts for the higher use.</summary>
internal enum CellUse : byte { None, Report, Note, Field }

/// <summary>Keeps book of every cell of a table, so that none is dropped silently.</summary>
internal sealed class CellAccount(Table table)
{
    private readonly CellUse[]?[] uses = new CellUse[table.Rows.Count][];

    public Table Table { get; } = table;
    public int Total { get; } = table.Rows.Sum(r => r.Cells.Count);

    /// <param name="row">Index of the row in the table.</param>
    /// <param name="cell">Index of the cell in the row.</param>
    public void Mark(int row, int cell, CellUse use)
    {
        var marks = uses[row] ??= new CellUse[Table.Rows[row].Cells.Count];
        if (marks[cell] < use) marks[cell] = use;
    }

    /// <summary>Marks a cell whatever it was marked before.</summary>
    public void Move(int row, int cell, CellUse use) => (uses[row] ??= new CellUse[Table.Rows[row].Cells.Count])[cell] = use;

    /// <summary>Marks what is still unmarked in a row; gives how many cells that were.</summary>
    public int MarkRest(int row, CellUse use)
    {
        var marks = uses[row] ??= new CellUse[Table.Rows[row].Cells.Count];
        var count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] != CellUse.None) continue;
            marks[i] = use;
            count++;
        }
        return count;
    }

    public int MarkRest(CellUse use) => Enumerable.Range(0, Table.Rows.Count).Sum(row => MarkRest(row, use));

    public bool IsMarked(int row, int cell) => uses[row] is { } marks && marks[cell] != CellUse.None;

    public int Count(CellUse use) => use is CellUse.None
        ? Total - uses.Sum(r => r?.Count(u => u != CellUse.None) ?? 0)
        : uses.Sum(r => r?.Count(u => u == use) ?? 0);
}

namespace Akashi.Server.References.Publishing;

/// <summary>What must be known of a sheet before its first row is written: figures, and which columns it needs.</summary>
internal sealed class SheetFacts
{
    private readonly int[] conformities = new int[Enum.GetValues<Conformity>().Length];
    private readonly int[] disclosures = new int[Enum.GetValues<Disclosure>().Length];

    /// <summary>Number of statements.</summary>
    public int Rows { get; private set; }

    public bool Emergency { get; private set; }
    public bool Roles { get; private set; }
    public bool Reviews { get; private set; }

    /// <summary>Headers of the columns an import kept as notes, in the order of their first use.</summary>
    public List<string> NoteHeaders { get; } = [];

    public int Of(Conformity conformity) => conformities[(int)conformity];
    public int Of(Disclosure disclosure) => disclosures[(int)disclosure];

    public static async Task<SheetFacts> OfAsync(IAsyncEnumerable<EditionRow> rows, CancellationToken ct)
    {
        var facts = new SheetFacts();
        await foreach (var row in rows.WithCancellation(ct)) facts.Add(row.Body);
        return facts;
    }

    private void Add(StatementBody body)
    {
        Rows++;
        conformities[(int)body.Conformity]++;
        disclosures[(int)body.Disclosure]++;
        Emergency |= body.Duties.Any(d => !string.IsNullOrWhiteSpace(d.Emergency));
        Roles |= body.ResponsibleRole is not null;
        Reviews |= body.ReviewDue is not null;
        foreach (var note in body.Notes ?? [])
            if (!NoteHeaders.Contains(note.Header)) NoteHeaders.Add(note.Header);
    }
}

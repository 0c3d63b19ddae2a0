using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>
/// What a row can say at all: a sheet without a column for roles says nothing about roles, and a row whose finding was withheld
/// from its readers says nothing about finding, view and sources. An import leaves such fields as they are registered.
/// </summary>
/// <param name="Fields">Fields with a column.</param>
/// <param name="NoteHeaders">Headers of the columns kept as notes.</param>
public sealed record RowScope(IReadOnlySet<BookField> Fields, IReadOnlySet<string> NoteHeaders)
{
    private static readonly BookField[] Always = [BookField.Conformity, BookField.Disclosure, BookField.Duty, BookField.EmergencyDuty];

    /// <summary>What is left to a row whose finding was withheld.</summary>
    public RowScope Withheld => new(Fields.Where(Always.Contains).ToHashSet(), new HashSet<string>());

    /// <summary>The registered statement with what the row says laid over it.</summary>
    public StatementBody Over(StatementBody registered, StatementBody said)
    {
        var finding = Fields.Contains(BookField.Finding) ? said.Finding : registered.Finding;
        var columns = said.Citations.Where(c => c.In.HasFlag(CitedIn.Column) && Says(c)).ToList();
        columns.AddRange(registered.Citations.Where(r => r.In.HasFlag(CitedIn.Column) && !Fields.Contains(ColumnOf(r)) && columns.All(c => (c.Kind, c.Reference) != (r.Kind, r.Reference))));
        return new(
            Fields.Contains(BookField.Conformity) ? said.Conformity : registered.Conformity,
            Fields.Contains(BookField.View) ? said.View : registered.View,
            finding,
            Fields.Contains(BookField.Disclosure) ? said.Disclosure : registered.Disclosure,
            CitedText.WithFinding(columns, finding),
            Duties(registered, said),
            Fields.Contains(BookField.ResponsibleRole) ? said.ResponsibleRole : registered.ResponsibleRole,
            Fields.Contains(BookField.ReviewDue) ? said.ReviewDue : registered.ReviewDue,
            [.. (said.Notes ?? []).Concat((registered.Notes ?? []).Where(n => !NoteHeaders.Contains(n.Header)))]);
    }

    private List<Duty> Duties(StatementBody registered, StatementBody said)
    {
        var duties = new List<Duty>();
        foreach (var party in said.Duties.Concat(registered.Duties).Select(d => d.Party).Distinct())
        {
            var (now, before) = (said.Duties.FirstOrDefault(d => d.Party == party), registered.Duties.FirstOrDefault(d => d.Party == party));
            var duty = new Duty(party, Fields.Contains(BookField.Duty) ? now?.Normal : before?.Normal, Fields.Contains(BookField.EmergencyDuty) ? now?.Emergency : before?.Emergency);
            if (duty.Normal is not null || duty.Emergency is not null) duties.Add(duty);
        }
        return duties;
    }

    // Either column of documents may list any number; a sheet that has one of them speaks of documents.
    private bool Says(Citation citation) => citation.Kind is CitationKind.Document
        ? Fields.Contains(BookField.PublicDocuments) || Fields.Contains(BookField.NdaDocuments)
        : Fields.Contains(ColumnOf(citation));

    private static BookField ColumnOf(Citation citation) => citation.Kind switch
    {
        CitationKind.Document => citation.Reference.StartsWith('N') ? BookField.NdaDocuments : BookField.PublicDocuments,
        CitationKind.Interview => BookField.Interview,
        _ => BookField.Certificates,
    };
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.Web.Checks;
using Akashi.Server.Web.Coverage;
using Akashi.Server.Web.Documents;
using Akashi.Server.Web.Shared;
using D = Akashi.Server.Web.Documents.DocumentsWords;
using Runner = Akashi.Server.References.Checks.Checks;
using T = Akashi.Server.Web.Todo.TodoWords;

namespace Akashi.Server.Web.Lists;

/// <summary>What is to be done and mended, and what statements rest on, as their pages show them.</summary>
public sealed class WorkLists(Todos todos, Runner checks, DocumentsReading documents, CoverageLines lines)
{
    /// <summary>What the service's party must do, worst first.</summary>
    /// <param name="catalog">Null for all.</param>
    public async Task<(Text? Catalog, List<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows)> TodoAsync(
        OrganisationId organisation, ServiceItem service, string? catalog, RowFilter filter, CancellationToken ct)
    {
        var catalogs = await lines.CatalogsAsync(organisation, service.Id, ct);
        var of = catalogs.FirstOrDefault(c => c.Name == catalog);
        List<ListColumn> columns = [new(Words.Number, 12), new(Words.State, 14), new(T.Uncovered, 12), new(ListWords.ReviewNeeded, 12), new(T.Catalog, 24), new(T.Control, 36),
            new(T.Asked, 46), new(ListWords.AskedBy, 24), new(T.Own, 16), new(ListWords.Evidence, 10), new(T.Role, 20), new(T.Review, 14)];
        return (of?.Title, columns, TodoRowsAsync(organisation, service, of?.Id, catalogs.ToDictionary(c => c.Name, c => c.Label), filter, ct));
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> TodoRowsAsync(
        OrganisationId organisation, ServiceItem service, CatalogId? catalog, Dictionary<string, Text> labels, RowFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        for (int? after = null; await todos.PageAsync(organisation, service.Id, catalog, filter, after, Rows.MaximumPage, ct) is { } page; after = page.Next)
        {
            foreach (var todo in page.Items) yield return Row(todo, labels);
            if (page.Next is null) yield break;
        }
    }

    private static string?[] Row(References.Reading.Todo todo, Dictionary<string, Text> labels) =>
    [
        todo.Code, Marks.Of(todo.Task).Label, todo.Coverage is References.Coverage.CoverageState.Uncovered ? Marks.Of(todo.Coverage).Label : null,
        todo.ReviewNeeded ? Words.ReviewNeeded : null, labels.GetValueOrDefault(todo.Catalog, new(todo.Catalog, todo.Catalog)), todo.Title,
        string.Join('\n', todo.Asked.SelectMany(a => new[] { a.Normal, a.Emergency is null ? null : $"{T.Emergency}: {a.Emergency}" }).OfType<string>()),
        string.Join('\n', todo.Asked.Select(a => a.ServiceName.ToString()).Distinct()),
        todo.Statement is null ? T.NoStatement : PrintedWords.Of(todo.Body.Conformity), todo.Body.Citations.Count.ToString(CultureInfo.InvariantCulture),
        todo.Body.ResponsibleRole, Day(todo.Body.ReviewDue),
    ];

    /// <summary>Every finding of every check, errors first, each with the way to mend it.</summary>
    public async Task<(List<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows)> ChecksAsync(OrganisationId organisation, ServiceItem service, CancellationToken ct)
    {
        var results = await checks.RunAsync(organisation, service.Id, ct) ?? [];
        List<ListColumn> columns = [new(ListWords.Severity, 14), new(ListWords.Check, 36), new(ChecksWords.Catalog, 14), new(Words.Number, 14), new(ChecksWords.Place, 40), new(ChecksWords.Detail, 40), new(ListWords.Remedy, 50)];
        var rows = results.SelectMany(r => r.Rows.Select(row => (string?[])[ChecksWords.Of(r.Severity), r.Title, row.Catalog, row.Code, row.Title, row.Detail, r.Remedy]));
        return (columns, Each(rows));
    }

    /// <summary>The documents of the service's party in the order of their numbers.</summary>
    public async Task<(List<ListColumn> Columns, IAsyncEnumerable<IReadOnlyList<string?>> Rows)> DocumentsAsync(
        Actor by, ServiceItem service, string? show, string? number, CancellationToken ct)
    {
        var found = (await documents.OfAsync(by, service, ct)).Where(d => d.Matches(show, number));
        List<ListColumn> columns = [new(Words.Number, 12), new(D.Title, 50), new(D.Issuer, 24), new(D.Disclosure, 14), new(ListWords.Url, 40), new(D.From, 14), new(D.Until, 14), new(Words.State, 14), new(D.Cited, 24), new(D.Files, 40)];
        return (columns, Each(found.Select(row => (string?[])
        [
            row.Document.Number, row.Document.Title, row.Document.Issuer, PrintedWords.Of(row.Document.Disclosure), row.Document.Url, Day(row.Document.From), Day(row.Document.Until),
            row.Expired ? D.ExpiredLabel : null, string.Join('\n', row.Cited.Select(c => D.CitedBy.With(c.Catalog, c.Count).ToString())),
            string.Join('\n', row.Document.Files.Select(f => $"{f.Name} {ListWords.File.With(f.Hash)}")),
        ])));
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<IReadOnlyList<string?>> Each(IEnumerable<string?[]> rows)
    {
        foreach (var row in rows) yield return row;
        await Task.CompletedTask;
    }
}

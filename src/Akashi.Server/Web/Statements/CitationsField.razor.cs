using System.Text;
using Akashi.Server.References;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Text = Akashi.Server.Kernel.Text;
using W = Akashi.Server.Web.Statements.StatementWords;

namespace Akashi.Server.Web.Statements;

/// <summary>What a statement rests on. A source is cited in the column, in the finding's text, or in both; the text is the truth of the latter.</summary>
public sealed partial class CitationsField(CitableStatements statements, ActorOfCircuit who) : IDisposable
{
    private static readonly CitedIn[] Places = [CitedIn.Column, CitedIn.Finding, CitedIn.Both];
    private static readonly string[] Certificates = ["ISO/IEC 27001", "ISO/IEC 27017", "ISO/IEC 27018", "ISO/IEC 22301", "ISMAP", "SOC 1", "SOC 2", "SOC 3", W.CsMark];

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyDictionary<string, CitableStatement> _statements = new Dictionary<string, CitableStatement>();
    private string _resolved = "";
    private CitedIn _place = CitedIn.Column;
    private string? _certificate;
    private bool _picking;
    private Text? _told;

    [Parameter, EditorRequired]
    public StatementDraft Draft { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<DocumentItem> Documents { get; set; } = [];

    /// <summary>The statement being written.</summary>
    [Parameter, EditorRequired]
    public StatementReference Own { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var cited = Draft.Citations.Where(c => c.Kind is CitationKind.Statement).ToList();
        var key = string.Join(' ', cited.Select(c => c.Reference));
        if (key == _resolved) return;
        _resolved = key;
        _statements = await statements.ResolveAsync(await who.GetAsync(), cited, _gone.Token);
    }

    private DocumentItem? Find(Citation c) => c.Kind is CitationKind.Document ? Documents.FirstOrDefault(d => d.Number == c.Reference) : null;

    /// <summary>True when the source is cited already in the place chosen for the next one.</summary>
    private bool Stands(CitationKind kind, string reference) =>
        Draft.Citations.FirstOrDefault(c => c.Kind == kind && c.Reference == reference) is { } standing && (standing.In & _place) == _place;

    private Task AddCertificateAsync()
    {
        // As the finding's text would give it back: usual widths, and no brackets, which end the name there.
        var name = _certificate?.Normalize(NormalizationForm.FormKC).Replace('[', '(').Replace(']', ')').Trim();
        _certificate = null;
        return AddNewAsync(CitationKind.Certificate, name is { Length: > 0 } ? name : null);
    }

    private Task PickAsync(CitableStatement picked)
    {
        _picking = false;
        return AddNewAsync(CitationKind.Statement, picked.Reference.ToString());
    }

    private Task AddNewAsync(CitationKind kind, string? reference) =>
        reference is null || (reference.Length == 0 && kind is not CitationKind.Interview) ? Task.CompletedTask : AddAsync(new(kind, reference, CitedIn.Column), _place);

    private Task AddAsync(Citation source, CitedIn place)
    {
        _told = null;
        var words = CitedText.Write(source);
        if (place.HasFlag(CitedIn.Finding) && words is null)
        {
            _told = W.OnlyColumn.With(PrintedStatement.Print(source));
            place = CitedIn.Column;
        }
        if (place.HasFlag(CitedIn.Column) && !Draft.Columns.Any(c => c.Kind == source.Kind && c.Reference == source.Reference)) Draft.Columns.Add(source with { In = CitedIn.Column });
        if (place.HasFlag(CitedIn.Finding) && !Draft.Citations.Any(c => c.Kind == source.Kind && c.Reference == source.Reference && c.In.HasFlag(CitedIn.Finding)))
            Draft.Finding = string.IsNullOrWhiteSpace(Draft.Finding) ? words : $"{Draft.Finding.TrimEnd()}\n{words}";
        return Changed.InvokeAsync();
    }

    private Task RemoveAsync(Citation citation)
    {
        _told = null;
        Draft.Columns.RemoveAll(c => c.Kind == citation.Kind && c.Reference == citation.Reference);
        return Changed.InvokeAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

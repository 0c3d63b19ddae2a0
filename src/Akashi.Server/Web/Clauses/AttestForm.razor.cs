using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Clauses;

/// <summary>Takes down what a person found about a clause, or why it does not apply.</summary>
public sealed partial class AttestForm(Desk desk, ActorOfCircuit who, TimeProvider time)
{
    private readonly string _id = $"attest{Interlocked.Increment(ref _last)}";
    private static int _last;

    private bool _holds = true;
    private ObservationMethod _method = ObservationMethod.Examine;
    private DateOnly _until;
    private string? _remarks;
    private string[] _documents = [];
    private Refusal? _refused;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Catalog { get; set; } = "";

    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    /// <summary>Which attestation of the clause.</summary>
    [Parameter]
    public string? Attestation { get; set; }

    /// <summary>True to declare the whole clause not applicable.</summary>
    [Parameter]
    public bool Exempting { get; set; }

    [Parameter]
    public IReadOnlyList<DocumentChoice> Documents { get; set; } = [];

    /// <summary>Called once it is recorded.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    protected override void OnInitialized() => _until = Clock.Today(time).AddYears(1);

    private async Task SaveAsync()
    {
        (_busy, _refused) = (true, null);
        // The whole of the day in Japan still counts.
        var expires = new DateTimeOffset(_until.AddDays(1).ToDateTime(TimeOnly.MinValue), Clock.Japan);
        var body = new AttestationBody(Catalog, Code, Attestation, _method, _holds, expires, [.. _documents.Select(d => new DocumentId(Guid.Parse(d)))], _remarks);
        var outcome = await desk.OpenAsync(Exempting ? Observation.Exempt : Observation.Attest, body, await who.GetAsync(), CancellationToken.None);
        (_busy, _refused) = (false, outcome.Refusal);
        if (_refused is not null) return;
        (_remarks, _documents) = (null, []);
        await Saved.InvokeAsync();
    }
}

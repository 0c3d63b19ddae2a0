using System.Globalization;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using W = Akashi.Server.Web.Documents.DocumentsWords;

namespace Akashi.Server.Web.Documents;

/// <summary>Registers a document or changes one, and takes its files.</summary>
public sealed partial class DocumentForm(Desk desk, EvidenceStore store, ActorOfCircuit who) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Document? _document;
    private string _number = "";
    private string? _title;
    private string? _issuer;
    private string? _url;
    private Disclosure _disclosure = Disclosure.Public;
    private string? _from;
    private string? _until;
    private bool _busy;
    private string? _sending;
    private int _percent;
    private Refusal? _refused;
    private Document? _standing;

    [Parameter, EditorRequired]
    public ServiceItem Service { get; set; } = null!;

    /// <summary>Null to register a new one.</summary>
    [Parameter]
    public Document? Document { get; set; }

    [Parameter]
    public EventCallback<(Document Document, Text Said)> Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    protected override void OnInitialized()
    {
        _document = Document;
        if (_document is not { } d) return;
        (_number, _title, _issuer, _url, _disclosure) = (d.Number, d.Title, d.Issuer, d.Url, d.Disclosure);
        (_from, _until) = (Written(d.From), Written(d.Until));
    }

    private void Typed(bool from, string? text)
    {
        if (from) _from = text;
        else _until = text;
    }

    private async Task SaveAsync()
    {
        (_busy, _refused) = (true, null);
        var actor = await who.GetAsync();
        var body = new DocumentBody(Service.Party, _number.Trim(), _title, _issuer, _url, _disclosure, Day(_from).Day, Day(_until).Day);
        var outcome = _document is { } d
            ? await desk.ActAsync(Document.Change, d.Id.Value, d.Version, body, actor, _gone.Token)
            : await desk.OpenAsync(Document.Register, body, actor, _gone.Token);
        _busy = false;
        await AnswerAsync(outcome, W.Saved.With(_number.Trim()));
    }

    private async Task AttachAsync(InputFileChangeEventArgs e)
    {
        (_busy, _refused, _sending, _percent) = (true, null, e.File.Name, 0);
        try
        {
            if (e.File.Size > EvidenceStore.MaximumBytes)
            {
                _refused = new("document.file-too-large", W.TooLarge.With(EvidenceStore.MaximumBytes >> 20), 413);
                return;
            }
            await using var content = new CountingStream(e.File.OpenReadStream(EvidenceStore.MaximumBytes, _gone.Token), e.File.Size, percent =>
            {
                _percent = percent;
                _ = InvokeAsync(StateHasChanged);
            });
            var (hash, size) = await store.PutAsync(content, _gone.Token);
            var stored = new StoredFile(hash, Path.GetFileName(e.File.Name), e.File.ContentType is { Length: > 0 } type ? type : "application/octet-stream", size, default);
            await AnswerAsync(await desk.ActAsync(Document.Attach, _document!.Id.Value, _document.Version, stored, await who.GetAsync(), _gone.Token), W.Attached.With(_number, stored.Name));
        }
        catch (Exception broken) when (broken is IOException or JSException)
        {
            _refused = new("document.file-broken", W.Broken, 400);
        }
        finally
        {
            (_busy, _sending) = (false, null);
        }
    }

    private async Task AnswerAsync(Outcome<Document> outcome, Text said)
    {
        if (outcome.Refusal is { Code: "stale", Detail: Document current }) (_document, _standing, _refused) = (current, current, outcome.Refusal);
        else if (outcome.Refusal is { } no) _refused = no;
        else await Saved.InvokeAsync((outcome.Value!, said));
    }

    private static (DateOnly? Day, bool Wrong) Day(string? text) =>
        string.IsNullOrWhiteSpace(text) ? (null, false) : DateWords.Read(text) is { } day ? (day, false) : (null, true);

    private static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}

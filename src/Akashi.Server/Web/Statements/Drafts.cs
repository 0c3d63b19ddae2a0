using System.Text.Json;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Microsoft.JSInterop;

namespace Akashi.Server.Web.Statements;

/// <summary>What was typed and not saved, with the version it was typed on; lives in the circuit and in the reader's browser.</summary>
public sealed class Drafts(IJSRuntime js)
{
    private readonly Dictionary<string, Kept> _here = [];

    /// <param name="Version">The version that was on the screen; 0 when there was no statement.</param>
    /// <param name="Base">What that version said.</param>
    /// <param name="ReviewDue">The day as typed, which may be no day yet.</param>
    public sealed record Kept(int Version, StatementBody Base, StatementBody Body, string? ReviewDue);

    public async Task<Kept?> FindAsync(string service, string catalog, string code)
    {
        var key = Key(service, catalog, code);
        if (_here.TryGetValue(key, out var kept)) return kept;
        if (await js.InvokeAsync<string?>("akashiPages.kept", key) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize<Kept>(json, Columns.Json);
        }
        catch (JsonException)
        {
            // Written by another release: not readable, not worth an error.
            await ForgetAsync(service, catalog, code);
            return null;
        }
    }

    public async Task KeepAsync(string service, string catalog, string code, Kept draft)
    {
        var key = Key(service, catalog, code);
        _here[key] = draft;
        await js.InvokeVoidAsync("akashiPages.keep", key, JsonSerializer.Serialize(draft, Columns.Json));
    }

    public async Task ForgetAsync(string service, string catalog, string code)
    {
        var key = Key(service, catalog, code);
        _here.Remove(key);
        await js.InvokeVoidAsync("akashiPages.keep", key, null);
    }

    private static string Key(string service, string catalog, string code) => $"akashi.draft:{service}/{catalog}/{code}";
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akashi.Ledger;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>
/// Which register lies in which table, with which columns of which kinds, so that somebody with the database and the log can check the
/// one against the other without this program. Format: docs/formats/ledger-leaf.md, <c>schema.json</c>.
/// </summary>
internal sealed class StateForms
{
    private static readonly ConcurrentDictionary<IModel, StateForms> Known = [];

    /// <summary>Every register, by name.</summary>
    public required IReadOnlyList<(IEntityType Type, StateForm Form)> Registers { get; init; }

    private IReadOnlyList<(StateForm Form, string Register, string Parent, string Order, string Digest)> Parts { get; init; } = [];

    public static StateForms Of(Db db) => Known.GetOrAdd(db.Model, Make);

    /// <summary>One word <c>Register:hash</c> per register, in order: tells which registers an upgrade has changed.</summary>
    public string Fingerprint => string.Join(' ', Registers.Select(r => $"{r.Form.Register}:{HashOf(r.Form)}"));

    /// <summary>Registers whose columns are not those of <paramref name="former"/>; all when it is null.</summary>
    public IReadOnlyList<IEntityType> ChangedSince(string? former)
    {
        var known = former?.Split(' ').ToHashSet(StringComparer.Ordinal) ?? [];
        return [.. Registers.Where(r => !known.Contains($"{r.Form.Register}:{HashOf(r.Form)}")).Select(r => r.Type)];
    }

    public byte[] ToJson(OrganisationId organisation)
    {
        var registers = new JsonObject();
        foreach (var (_, form) in Registers) registers[form.Register] = new JsonObject { ["table"] = form.Table, ["key"] = form.Key, ["columns"] = ColumnsOf(form) };
        var parts = new JsonObject();
        foreach (var p in Parts)
            parts[p.Register] = new JsonObject { ["table"] = p.Form.Table, ["columns"] = ColumnsOf(p.Form), ["parent"] = p.Parent, ["order"] = p.Order, ["digest"] = p.Digest };
        var json = new JsonObject { ["v"] = 1, ["organisation"] = organisation.Value.ToString(), ["registers"] = registers, ["parts"] = parts };
        return CanonicalJson.Write(JsonSerializer.SerializeToElement(json));
    }

    private static StateForms Make(IModel model) => new()
    {
        Registers = [.. model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(Entry))).Select(t => (t, StateForm.Of(t))).OrderBy(r => r.Item2.Register, StringComparer.Ordinal)],
        Parts = [.. model.GetEntityTypes().Where(t => t.FindAnnotation("Akashi:PartOf") is not null).Select(t =>
            ((string)t.FindAnnotation("Akashi:PartOf")!.Value!).Split(' ') is [var register, var parent, var order, var digest] ? (StateForm.Of(t), register, parent, order, digest)
                : throw new InvalidOperationException($"{t.ShortName()}: a part names register, parent, order and digest."))],
    };

    private static JsonObject ColumnsOf(StateForm form) =>
        new(form.Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Name, c.Kind.ToString().ToLowerInvariant())));

    private static string HashOf(StateForm form) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{form.Table}\n{form.Key}\n{ColumnsOf(form).ToJsonString()}")))[..16];
}

using System.Collections.Frozen;
using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;

namespace Akashi.Server.Measures;

/// <summary>By what a control is judged: its measures, and what a person must still attest.</summary>
public sealed record Binding(string Control, IReadOnlyList<BoundMeasure> Measures, IReadOnlyList<BoundAttestation> Attestations);

/// <param name="Target">Held against for this control while the organisation has set no target; null for the measure's own.</param>
public sealed record BoundMeasure(Measure Measure, Target? Target);

/// <param name="Id">Unique in the control.</param>
/// <param name="Asks">What the person confirms.</param>
public sealed record BoundAttestation(string Id, Text Asks);

/// <summary>
/// Which measures and attestations a control's status is made from: data in <c>catalogs/measures/*.json</c>, one file per catalog. A control that
/// no file names is judged by one attestation of the whole.
/// </summary>
public sealed class Bindings
{
    private readonly FrozenDictionary<(string Catalog, string Code), Binding> _known;

    /// <exception cref="InvalidDataException">A file names a measure that does not exist, or a control twice.</exception>
    public Bindings(IEnumerable<BindingFile> files)
    {
        var known = new Dictionary<(string, string), Binding>();
        foreach (var file in files)
            foreach (var line in file.Bindings)
                if (!known.TryAdd((file.Catalog, line.Control), Read(file.Catalog, line))) throw new InvalidDataException($"{file.Catalog} {line.Control} is bound twice.");
        _known = known.ToFrozenDictionary();
    }

    /// <summary>Those that come with the program.</summary>
    public static Bindings Shipped { get; } = new(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "catalogs", "measures"), "*.json").Order(StringComparer.Ordinal).Select(BindingFile.Read));

    public IEnumerable<(string Catalog, Binding Binding)> All => _known.Select(k => (k.Key.Catalog, k.Value));

    public Binding Of(string catalog, string code) => _known.TryGetValue((catalog, code), out var bound) ? bound : new(code, [], [AttestationNames.OfTheWhole]);

    private static Binding Read(string catalog, BindingLine line)
    {
        if ((line.Measures ?? []).Count + (line.Attestations ?? []).Count == 0) throw new InvalidDataException($"{catalog} {line.Control} is bound to nothing.");
        var attestations = line.Attestations ?? [];
        if (attestations.DistinctBy(a => a.Id).Count() != attestations.Count) throw new InvalidDataException($"{catalog} {line.Control} names an attestation twice.");
        return new(line.Control, [.. (line.Measures ?? []).Select(m => Read(catalog, line.Control, m))], [.. attestations.Select(a => new BoundAttestation(a.Id, a.Asks))]);
    }

    private static BoundMeasure Read(string catalog, string control, MeasureLine line)
    {
        var measure = MeasureList.Find(line.Id) ?? throw new InvalidDataException($"{catalog} {control} names the measure {line.Id}, which does not exist.");
        return new(measure, line.Target is { } value ? measure.Target with { Value = value } : null);
    }
}

/// <summary>A file of <c>catalogs/measures/</c>: docs/formats/measure-bindings.md.</summary>
public sealed record BindingFile(string Catalog, IReadOnlyList<BindingLine> Bindings)
{
    public static BindingFile Read(string path) =>
        JsonSerializer.Deserialize<BindingFile>(File.ReadAllText(path), CatalogFile.Json) ?? throw new InvalidDataException($"{path} is empty.");
}

public sealed record BindingLine(string Control, IReadOnlyList<MeasureLine>? Measures, IReadOnlyList<AttestationLine>? Attestations);

/// <param name="Target">A figure in the measure's unit; left out for the measure's own target.</param>
public sealed record MeasureLine(string Id, double? Target);

public sealed record AttestationLine(string Id, Text Asks);

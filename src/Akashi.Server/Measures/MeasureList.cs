using System.Collections.Frozen;
using System.Reflection;

namespace Akashi.Server.Measures;

/// <summary>Every measure of the program: whatever register holds one in a static field is found by itself.</summary>
public static class MeasureList
{
    public static IReadOnlyList<Measure> All { get; } =
        [.. typeof(Measure).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(f => f.FieldType == typeof(Measure))
            .Select(f => (Measure)f.GetValue(null)!).OrderBy(m => m.Id, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, Measure> ById = All.ToFrozenDictionary(m => m.Id);

    /// <summary>Kinds of events that measures and clause statuses rest on, by the name under which they are stored.</summary>
    public static FrozenDictionary<string, Type> Events { get; } =
        All.SelectMany(m => m.Rules.Select(r => r.Event)).Concat(Declarations.Events).Append(typeof(TargetSet)).Distinct().ToFrozenDictionary(t => t.Name);

    /// <summary>Null when there is no such measure.</summary>
    public static Measure? Find(string? id) => id is not null && ById.TryGetValue(id, out var measure) ? measure : null;
}

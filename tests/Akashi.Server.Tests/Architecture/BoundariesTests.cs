using System.Reflection;
using Akashi.Server.Kernel;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Architecture;

/// <summary>
/// For every register, those to come included: another organisation sees no row of it and finds none to act on, and who holds no permission may do none of its acts.
/// A register without a row in <see cref="EveryRegister"/> fails here.
/// </summary>
public sealed class BoundariesTests
{
    private static readonly Type[] Entries = [.. typeof(Entry).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Entry)))];

    [Theory, EachDatabase]
    public async Task Rows_OfEveryRegister_AreSeenByNoOtherOrganisation(string dialect)
    {
        await using var sample = await EveryRegister.OpenAsync(dialect);
        await using var ours = sample.World.Open();
        await using var theirs = sample.World.Databases.Open(sample.World.Someone().Organisation);

        Assert.Empty(Entries.Where(t => Any(ours, t) is null).Select(t => t.Name));
        Assert.Empty(Entries.Where(t => Any(theirs, t) is not null).Select(t => t.Name));
    }

    [Theory, EachDatabase]
    public async Task Acts_OfEveryRegister_AreDeniedWithoutPermission_AndFindNothingInAnotherOrganisation(string dialect)
    {
        await using var sample = await EveryRegister.OpenAsync(dialect);
        var world = sample.World;
        await using var db = world.Open();
        var nobody = world.Operator with { Person = new(Ids.New(world.Time)), Permits = _ => false };
        List<string> wrong = [];
        var acts = Entries.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(f => f.FieldType.IsGenericType).ToList();
        foreach (var field in acts)
        {
            var (kind, types, act) = (field.FieldType.GetGenericTypeDefinition(), field.FieldType.GetGenericArguments(), field.GetValue(null)!);
            if (kind == typeof(OpenAct<,>)) Check(field, "not-permitted", await AskAsync(world, nameof(Desk.OpenAsync), types, [act, null, nobody, world.Ct]));
            else if (kind == typeof(Act<,>))
            {
                var entry = Any(db, types[0])!;
                Check(field, "not-permitted", await AskAsync(world, nameof(Desk.ActAsync), types, [act, entry.Key, entry.Version, null, nobody, world.Ct]));
                // A privileged act is refused before anything is looked for.
                Check(field, ((Act)act).Privileged ? "grant-required" : "not-found", await AskAsync(world, nameof(Desk.ActAsync), types, [act, entry.Key, entry.Version, null, world.Someone(), world.Ct]));
            }
        }

        Assert.Empty(wrong);
        Assert.True(acts.Count > 60, $"{acts.Count} acts");

        void Check(FieldInfo field, string expected, string? code)
        {
            if (code != expected) wrong.Add($"{field.DeclaringType!.Name}.{field.Name}: {code ?? "done"}");
        }
    }

    private static Entry? Any(Db db, Type entry) =>
        (Entry?)typeof(BoundariesTests).GetMethod(nameof(FirstOf), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(entry).Invoke(null, [db]);

    private static Entry? FirstOf<T>(Db db) where T : Entry => db.Set<T>().AsNoTracking().FirstOrDefault();

    /// <returns>Code of the refusal; null when it was done.</returns>
    private static async Task<string?> AskAsync(TestWorld world, string method, Type[] types, object?[] arguments)
    {
        var task = (Task)typeof(Desk).GetMethods().Single(m => m.Name == method && m.GetGenericArguments().Length == 2).MakeGenericMethod(types).Invoke(world.Desk, arguments)!;
        await task;
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return ((Refusal?)outcome.GetType().GetProperty("Refusal")!.GetValue(outcome))?.Code;
    }
}

using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Identity.Duties;

/// <summary>Whether nobody holds two acts that are kept apart (provision standard 2.1.6). Built-in pairs and roles are those of the program that runs.</summary>
internal static class DutyMeasures
{
    // What is kept in mind lies under these owners; assignments and exceptions lie under their person.
    private static readonly Guid Pairs = KeyOf("pairs"), Roles = KeyOf("roles"), People = KeyOf("people");

    public static readonly Measure Conflicts = new("duties.conflicts", new("例外なく兼ねている相反する職務", "Conflicting duties held without an exception"),
        Unit.Count, Statistic.Bad, null, Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("一人が同時に持つ、職務分掌で分けるべき二つの操作の組合せのうち、期限内の承認された例外がないものの数。例外の期限が過ぎれば、その時点から数える。",
            "Of the pairs of acts that are kept apart and that one person holds at once, those without an approved exception that has not run out; from the end of an exception on it counts."),
        Rules =
        [
            On<RoleAssigned>((samples, fact, e) =>
            {
                samples.Put(Mind(fact, fact.Entry.Id, e.Person.Value, "role " + e.Role) with { Until = e.Until, Value = e.From.UtcTicks });
                samples.Put(Mind(fact, KeyOf("person " + e.Person.Value), People, e.Person.Value.ToString()));
                Judge(samples, e.Person.Value);
            }),
            When<AssignmentEnded>(NoLonger),
            On<RoleDefined>((samples, fact, e) => Defined(samples, fact, e.Name, e.Acts)),
            On<RoleChanged>((samples, fact, e) => Defined(samples, fact, e.Name, e.Acts)),
            On<DutyDefined>((samples, fact, e) =>
            {
                if (e.Kind is not DutyKind.Hold) return;
                samples.Put(Mind(fact, fact.Entry.Id, Pairs, $"{e.First} {e.Second}"));
                JudgeAll(samples);
            }),
            When<DutyEnded>((samples, fact) =>
            {
                samples.Remove(fact.Entry.Id);
                JudgeAll(samples);
            }),
            On<DutyExemptionApproved>((samples, fact, e) =>
            {
                samples.Put(Mind(fact, fact.Entry.Id, e.Person.Value, "exception " + e.Pair) with { Until = e.Until });
                Judge(samples, e.Person.Value);
            }),
            When<DutyExemptionLifted>(NoLonger),
        ],
    };

    /// <summary>An assignment or an exception ended early; what was never kept in mind changes nothing.</summary>
    private static void NoLonger(SampleSet samples, Fact fact)
    {
        if (samples.Find(fact.Entry.Id)?.Owner is not { } person) return;
        samples.Remove(fact.Entry.Id);
        Judge(samples, person);
    }

    private static void Defined(SampleSet samples, Fact fact, string role, IReadOnlyList<string> acts)
    {
        samples.Put(Mind(fact, KeyOf("role " + role), Roles, $"{role} {string.Join(' ', acts)}"));
        JudgeAll(samples);
    }

    private static void JudgeAll(SampleSet samples)
    {
        foreach (var person in samples.Of(People)) Judge(samples, Guid.Parse(person.Word!));
    }

    /// <summary>Puts one sample for every two assignments that overlap in time and give both acts of a pair, in place of those that were there.</summary>
    private static void Judge(SampleSet samples, Guid person)
    {
        var mine = samples.Of(person);
        foreach (var former in mine.Where(s => s.Word is null)) samples.Remove(former.Key);
        var held = mine.Select(s => (Sample: s, Role: s.Word?.StartsWith("role ", StringComparison.Ordinal) is true ? RoleOf(samples, s.Word[5..]) : null)).Where(h => h.Role is not null && h.Role.Name != BuiltInRoles.Operator.Name).ToList();
        if (held.Count == 0) return;
        foreach (var duty in Holding(samples))
            foreach (var (first, second) in from a in held where a.Role!.Has(duty.First) from b in held where b.Role!.Has(duty.Second) select (a.Sample, b.Sample))
            {
                var from = new DateTimeOffset((long)Math.Max(first.Value, second.Value), TimeSpan.Zero);
                var until = Earlier(first.Until, second.Until);
                if (until <= from) continue;
                var excepted = mine.Where(s => s.Word == "exception " + duty.Key).Max(s => s.Until);
                samples.Put(new Sample(second.Value >= first.Value ? second.Entry : first.Entry, from)
                {
                    Key = KeyOf($"{duty.Key} {first.Key} {second.Key}"), Owner = person, Gone = until, GoodUntil = excepted > from ? excepted : from,
                });
            }
    }

    private static IEnumerable<Duty> Holding(SampleSet samples) =>
        BuiltInDuties.All.Where(d => d.Kind is DutyKind.Hold).Concat(samples.Of(Pairs).Select(p => new Duty(p.Key.ToString("N"), DutyKind.Hold, p.Word!.Split(' ')[0], p.Word.Split(' ')[1], default, "")));

    private static RoleSet? RoleOf(SampleSet samples, string name) =>
        BuiltInRoles.Find(name) ?? (samples.Find(KeyOf("role " + name))?.Word is { } own ? new(name, default, default, own.Split(' ')[1..]) : null);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static Sample Mind(Fact fact, Guid key, Guid owner, string word) => new(fact.Entry, Sample.Never) { Key = key, Owner = owner, Word = word };

    private static Guid KeyOf(string word) => new(SHA256.HashData(Encoding.UTF8.GetBytes(word)).AsSpan(0, 16));
}

using Akashi.Server.Services;

namespace Akashi.Server.References.Coverage;

/// <summary>カバー状況. Who answers a control, seen from one service down through everything it is built on.</summary>
public enum CoverageState
{
    /// <summary>未カバー: nobody answers it, or a duty was given that nobody took.</summary>
    Uncovered,

    /// <summary>一部カバー: somebody answers, but a duty is open, an answer is partial, or it rests on no evidence.</summary>
    Partly,

    /// <summary>下位で対応: nobody in the chain answers; it was handed to a party further down, outside this view.</summary>
    HandedDown,

    /// <summary>カバー済み: answered on evidence, and every duty that lands in the chain is taken.</summary>
    Covered,
}

/// <summary>How far the party of the viewed service is with its own part of a control.</summary>
public enum TaskState
{
    /// <summary>Nothing to do for this party.</summary>
    None,

    /// <summary>対応済み: answered.</summary>
    Done,

    /// <summary>下位へ委任: handed to a party further down.</summary>
    HandedOn,

    /// <summary>一部対応.</summary>
    Partly,

    /// <summary>未対応: to do.</summary>
    Open,
}

/// <summary>The narrow facts of one statement that coverage is computed from.</summary>
/// <param name="AssessedAt">Unix ms; when its content last changed.</param>
/// <param name="ReviewedAt">Unix ms; when it was last changed or confirmed.</param>
public readonly record struct StatementFact(
    bool Exists, Conformity Conformity, Disclosure Disclosure, bool HasEvidence, PartySet Duties, long AssessedAt, long ReviewedAt)
{
    public bool Answers => Conformity is Conformity.Conformant or Conformity.Partly;
}

/// <summary>One service of a chain, with the statement of the party that offers it.</summary>
public readonly record struct Layer(PartyKind Owner, StatementFact Fact);

/// <summary>The verdict on one control for one service.</summary>
/// <param name="Open">Parties in the chain with a duty that they have not taken.</param>
/// <param name="HandedDown">Parties outside the chain that were given a duty.</param>
/// <param name="Task">What is left to do for the party of the viewed service.</param>
/// <param name="DutyFromAbove">True when a duty from another layer lands on the viewed service's party.</param>
/// <param name="ReviewNeeded">見直し要: something above changed after this party last looked.</param>
public readonly record struct CoverageCell(
    CoverageState State, PartySet Open, PartySet HandedDown, TaskState Task, bool DutyFromAbove, bool ReviewNeeded);

/// <summary>
/// The heart: folds the statements of a chain into one verdict. A customer's "covered" is never a provider's "conformant":
/// what a statement hands down counts as covered only when the party it lands on has answered in its turn.
/// </summary>
public static class CoverageRules
{
    /// <param name="chain">The viewed service first, then everything underneath it.</param>
    public static CoverageCell Judge(ReadOnlySpan<Layer> chain)
    {
        var own = chain[0];
        bool answered = false, weak = false, refused = false, dutyHere = false;
        var (open, handedDown) = (PartySet.None, PartySet.None);
        long newestAbove = 0;

        for (var i = 0; i < chain.Length; i++)
        {
            var fact = chain[i].Fact;
            if (!fact.Exists) continue;
            if (i > 0 && fact.AssessedAt > newestAbove) newestAbove = fact.AssessedAt;
            if (fact.Conformity is Conformity.Conformant && fact.HasEvidence) answered = true;
            else if (fact.Answers) weak = true;
            else if (fact.Conformity is Conformity.NotConformant) refused = true;

            for (var duties = fact.Duties; duties != 0; duties &= duties - 1)
            {
                var kind = (PartyKind)System.Numerics.BitOperations.TrailingZeroCount((uint)duties);
                switch (Land(chain, i, kind, ref dutyHere))
                {
                    case Landing.Open: open |= PartySets.Of(kind); break;
                    case Landing.Partly: weak = true; break;
                    case Landing.Outside: handedDown |= PartySets.Of(kind); break;
                    default: break;
                }
            }
        }

        var state = !answered && !weak
            ? open == 0 && handedDown != 0 ? CoverageState.HandedDown : CoverageState.Uncovered
            : open != 0 || weak || refused ? CoverageState.Partly : CoverageState.Covered;
        var reviewNeeded = own.Fact.Exists && newestAbove > own.Fact.ReviewedAt;
        return new(state, open, handedDown, OwnTask(chain, dutyHere, state, handedDown), dutyHere, reviewNeeded);
    }

    private enum Landing { Taken, Partly, Open, Outside }

    /// <summary>Where a duty comes down. A party of that kind in the chain; else further down, outside; else on the viewed party itself.</summary>
    private static Landing Land(ReadOnlySpan<Layer> chain, int from, PartyKind kind, ref bool dutyHere)
    {
        var landing = Landing.Taken;
        var landed = false;
        for (var j = 0; j < chain.Length; j++)
        {
            if (j == from || chain[j].Owner != kind) continue;
            landed = true;
            if (j == 0) dutyHere = true;
            var taken = Take(chain[j].Fact);
            if (taken > landing) landing = taken;
        }
        if (landed) return landing;
        if (kind == chain[from].Owner || kind > chain[0].Owner) return Landing.Outside;
        // A duty for a party that this chain does not have (an integrator's, for a customer directly on the cloud) stays with who is at the bottom.
        if (from == 0) return Landing.Outside;
        dutyHere = true;
        return Take(chain[0].Fact);
    }

    private static Landing Take(StatementFact fact) => fact.Conformity switch
    {
        Conformity.Conformant => Landing.Taken,
        Conformity.Partly => Landing.Partly,
        Conformity.OutOfScope when fact.Duties != 0 => Landing.Taken,   // handed on; its own duties are judged where they land
        _ => Landing.Open,
    };

    /// <summary>
    /// A party has a task where a duty lands on it, where it stands alone (nothing underneath), where its own answer is lacking,
    /// and, at the very bottom, where nobody covers the control.
    /// </summary>
    private static TaskState OwnTask(ReadOnlySpan<Layer> chain, bool dutyHere, CoverageState state, PartySet handedDown)
    {
        var fact = chain[0].Fact;
        if (fact.Exists && fact.Conformity is not Conformity.NotAssessed)
            return fact.Conformity switch
            {
                Conformity.Conformant => TaskState.Done,
                Conformity.Partly => TaskState.Partly,
                Conformity.OutOfScope when fact.Duties != 0 => TaskState.HandedOn,
                Conformity.OutOfScope => dutyHere || state is CoverageState.Uncovered ? TaskState.Open : TaskState.None,
                _ => TaskState.Open,
            };
        if (dutyHere) return TaskState.Open;
        if (chain.Length == 1) return fact.Exists && handedDown != 0 ? TaskState.HandedOn : TaskState.Open;
        return state is CoverageState.Uncovered ? TaskState.Open : TaskState.None;
    }
}

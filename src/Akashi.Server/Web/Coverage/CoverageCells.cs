using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Reading;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using W = Akashi.Server.Web.Coverage.CoverageWords;

namespace Akashi.Server.Web.Coverage;

/// <summary>What the cells of the coverage table say, as text.</summary>
public static class CoverageCells
{
    /// <summary>What one layer answers: conformity, that evidence is lacking, and whose duty it names.</summary>
    public static string Answer(ChainAnswer answer)
    {
        if (!answer.Stated) return W.NotStated;
        var parts = new List<string> { Marks.Of(answer.Conformity).Label };
        if (answer.Conformity is Conformity.Conformant or Conformity.Partly && !answer.HasEvidence) parts.Add(W.NoEvidence);
        if (answer.Duties != PartySet.None) parts.Add(W.DutyFor.With(Names(answer.Duties)));
        return string.Join(' ', parts);
    }

    /// <summary>Who has still to act; empty when nobody has.</summary>
    public static string Remaining(ChainLine line)
    {
        if (line is { State: CoverageState.Uncovered, Open: PartySet.None, HandedDown: PartySet.None }) return W.Nobody;
        var parts = new List<string>();
        if (line.Open != PartySet.None) parts.Add(W.OpenFor.With(Names(line.Open)));
        if (line.HandedDown != PartySet.None) parts.Add(W.DownFor.With(Names(line.HandedDown)));
        return string.Join(' ', parts);
    }

    public static string Names(PartySet parties) => string.Join(Text.English ? ", " : "・", parties.Kinds().Select(k => PrintedWords.Of(k).ToString()));
}

using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using W = Akashi.Server.Web.Clauses.ClauseWords;

namespace Akashi.Server.Web.Clauses;

/// <summary>Why a clause stands as it does, in a few words: the parts that decide.</summary>
internal static class ClauseReasons
{
    public static Text Of(Clause clause) => clause.Status switch
    {
        ClauseStatus.Met => W.AllPass.With(clause.Measures.Count, clause.Attestations.Count),
        ClauseStatus.NotMet => Joined(
        [
            .. clause.Measures.Any(m => m.Outcome is PartOutcome.Failed) ? new[] { W.Missed.With(Joined([.. Titles(clause, PartOutcome.Failed)])) } : [],
            .. clause.Attestations.Any(a => a.Outcome is PartOutcome.Failed) ? new[] { W.FoundWanting } : [],
        ]),
        ClauseStatus.NoData => W.Missing.With(Joined([.. Titles(clause, PartOutcome.NoData)])),
        ClauseStatus.NotApplicable => W.Exempted,
        _ => clause.Attestations.Any(a => a.Outcome is PartOutcome.Expired) ? W.RanOut : W.WaitingFor,
    };

    public static Text Answer(ClauseStatus status) => status switch
    {
        ClauseStatus.Met => W.AnswerMet,
        ClauseStatus.NotMet => W.AnswerNotMet,
        ClauseStatus.AttestationDue => W.AnswerDue,
        ClauseStatus.NoData => W.AnswerNoData,
        _ => W.AnswerExempt,
    };

    private static IEnumerable<Text> Titles(Clause clause, PartOutcome outcome) => clause.Measures.Where(m => m.Outcome == outcome)
        .Select(m => m.Given.Value is { } value ? new Text("{0} {1}", "{0} {1}").With(m.Measure.Title, W.Amount(value, m.Measure.Unit)) : m.Measure.Title);

    private static Text Joined(IReadOnlyList<Text> parts) => new(string.Join("、", parts.Select(p => p.Ja)), string.Join("; ", parts.Select(p => p.En)));
}

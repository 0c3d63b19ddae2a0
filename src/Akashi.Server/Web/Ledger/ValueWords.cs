using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Ledger;

/// <summary>Values of events as people read them: words for the program's own, names for ids, days as days; what somebody typed stays as it is.</summary>
internal static class ValueWords
{
    public static string Of(string path, string? value, IReadOnlyDictionary<Guid, Text> names)
    {
        if (value is null) return "";
        if (Guid.TryParse(value, out var id) && names.TryGetValue(id, out var name)) return name.ToString();
        var last = path[(path.LastIndexOf('.') + 1)..].Split('[')[0];
        if (last is "conformity" && Enum.TryParse<Conformity>(value, ignoreCase: true, out var conformity)) return PrintedWords.Of(conformity).ToString();
        if (last is "disclosure" && Enum.TryParse<Disclosure>(value, ignoreCase: true, out var disclosure)) return PrintedWords.Of(disclosure).ToString();
        if (last is "party" or "kind" && Enum.TryParse<PartyKind>(value, ignoreCase: true, out var party)) return PrintedWords.Of(party).ToString();
        if (last is "verdict" && Enum.TryParse<Verdict>(value, ignoreCase: true, out var verdict)) return OfVerdict(verdict);
        if (last is "method" && Enum.TryParse<ObservationMethod>(value, ignoreCase: true, out var method)) return Clauses.ClauseWords.Of(method);
        if (last is "bound" && Enum.TryParse<Bound>(value, ignoreCase: true, out var bound)) return bound is Bound.AtLeast ? AtLeast : AtMost;
        if (last is "treatment" && Enum.TryParse<Treatment>(value, ignoreCase: true, out var treatment)) return Vulnerabilities.VulnerabilityWords.Of(treatment);
        if (last is "justification" && Enum.TryParse<Justification>(value, ignoreCase: true, out var why)) return Vulnerabilities.VulnerabilityWords.Of(why);
        if (value.Length >= 20 && value[10] == 'T' && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at)) return Dates.Moment(at);
        return value is "true" or "True" ? Yes.ToString() : value is "false" or "False" ? No.ToString() : value;
    }

    private static string OfVerdict(Verdict verdict) => verdict switch
    {
        Verdict.Passed => Marks.Of(PartOutcome.Passed).Label,
        Verdict.Failed => Marks.Of(PartOutcome.Failed).Label,
        Verdict.NoData => Marks.Of(PartOutcome.NoData).Label,
        _ => Marks.Of(PartOutcome.NotApplicable).Label,
    };

    private static readonly Text AtLeast = new("以上", "At least");
    private static readonly Text AtMost = new("以下", "At most");
    private static readonly Text Yes = new("はい", "Yes");
    private static readonly Text No = new("いいえ", "No");
}

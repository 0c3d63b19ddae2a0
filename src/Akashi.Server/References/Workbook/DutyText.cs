using System.Text;
using System.Text.RegularExpressions;
using Akashi.Server.Services;

namespace Akashi.Server.References.Workbook;

/// <summary>
/// The duty cell (必要な対応) in both directions. Printed, a duty is a line whose subject is the party: 「利用者及びSI事業者は、…」,
/// <c>Customer and Integrator: …</c>. A line without a subject continues the line above.
/// </summary>
public static partial class DutyText
{
    /// <summary>The order in which a subject names the parties.</summary>
    private static readonly PartyKind[] Order =
        [PartyKind.Customer, PartyKind.Integrator, PartyKind.Provider, PartyKind.Subcontractor, PartyKind.Carrier, PartyKind.Auditor];

    /// <summary>The duties a cell names, each party once, in printed order.</summary>
    /// <param name="normal">The cell for normal operation; null or a dash for none.</param>
    /// <param name="emergency">The cell for emergency operation (非常時); null or a dash for none.</param>
    public static DutyReading Read(string? normal, string? emergency)
    {
        var (forNormal, bareNormal) = Split(normal);
        var (forEmergency, bareEmergency) = Split(emergency);
        var duties = Order
            .Where(p => forNormal.ContainsKey(p) || forEmergency.ContainsKey(p))
            .Select(p => new Duty(p, forNormal.GetValueOrDefault(p), forEmergency.GetValueOrDefault(p)));
        return new([.. duties], bareNormal || bareEmergency);
    }

    /// <summary>The cell for these duties; null when there are none of this operation. Parties with equal duties share a line.</summary>
    /// <param name="emergency">Write the duties of emergency operation instead of the normal ones.</param>
    /// <param name="language"><c>"ja"</c> or <c>"en"</c>.</param>
    public static string? Write(IEnumerable<Duty> duties, bool emergency, string language)
    {
        var result = new StringBuilder();
        var named = duties
            .Select(d => (d.Party, Words: Tidy(emergency ? d.Emergency : d.Normal)))
            .Where(d => d.Words.Length > 0)
            .OrderBy(d => Array.IndexOf(Order, d.Party));
        foreach (var group in named.GroupBy(d => d.Words, d => d.Party))
        {
            var subject = Subjects([.. group.Distinct().Select(p => PrintedWords.Of(p).In(language))], language);
            if (result.Length > 0) result.Append('\n');
            result.Append(subject);
            var lines = group.Key.Split('\n');
            result.Append(lines[0]);
            // A line that looks like a subject itself would change hands when read again.
            foreach (var line in lines[1..]) result.Append('\n').Append(Subject().IsMatch(line) ? subject : "").Append(line);
        }
        return result.Length == 0 ? null : result.ToString();
    }

    private static string Subjects(string[] names, string language) => (language, names) switch
    {
        ("en", [var one]) => $"{one}: ",
        ("en", [.. var former, var last]) => $"{string.Join(", ", former)} and {last}: ",
        (_, [var one]) => $"{one}は、",
        (_, [.. var former, var last]) => $"{string.Join('、', former)}及び{last}は、",
        _ => "",
    };

    private static (Dictionary<PartyKind, string> Duties, bool WithoutSubject) Split(string? cell)
    {
        var duties = new Dictionary<PartyKind, List<string>>();
        var bare = false;
        PartyKind[] parties = [];
        if (PrintedWords.Typed(cell) is not { } typed) return ([], false);
        foreach (var line in Tidy(typed).Split('\n'))
        {
            var words = line;
            if (Subject().Match(line) is { Success: true } subject)
            {
                parties = [.. subject.Groups["party"].Captures.Select(c => Party(c.Value)).Distinct()];
                words = line[subject.Length..].TrimStart();
            }
            else if (parties.Length == 0)
            {
                parties = [PartyKind.Customer];
                bare = true;
            }
            if (words.Length == 0) continue;
            foreach (var party in parties)
            {
                if (!duties.TryGetValue(party, out var above)) duties[party] = above = [];
                above.Add(words);
            }
        }
        return (duties.ToDictionary(d => d.Key, d => string.Join('\n', d.Value)), bare);
    }

    private static string Tidy(string? text) => text is null ? "" : string.Join('\n',
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static PartyKind Party(string name) => PrintedWords.Fold(name) switch
    {
        ['再', '委', ..] or ['S', 'U', ..] => PartyKind.Subcontractor,
        ['回', ..] or ['通', ..] or "CARRIER" => PartyKind.Carrier,
        ['監', ..] or "AUDITOR" => PartyKind.Auditor,
        ['S', ..] or "INTEGRATOR" => PartyKind.Integrator,
        ['提', ..] or ['ク', ..] or "PROVIDER" => PartyKind.Provider,
        _ => PartyKind.Customer,
    };

    private const string PartyName =
        @"(?<party>利用者|(?:[SＳ][IＩ]|ＳＩ)(?:事業者|ベンダー?)|(?:クラウド(?:サービス)?)?(?:提供)事業者|クラウド事業者|再委託先|(?:回線|通信)事業者|監査人"
        + "|Customer|Integrator|Provider|Subcontractor|Carrier|Auditor)";

    private const string Joiner = @"\s*(?:及び|および|と|や|もしくは|若しくは|または|又は|並びに|ならびに|、|・|,|/|and|or)\s*";

    // 「利用者及びSI事業者は、」「SI事業者側では、」 and "Customer and Integrator: ", at the start of a line only.
    [GeneratedRegex(@"^[\s・■●\-]*" + PartyName + "側?(?:" + Joiner + PartyName + @"側?)*(?:\s*では|\s*は|\s*[:：])\s*[、,，]?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();
}

/// <param name="Duties">Each party once.</param>
/// <param name="WithoutSubject">True when a cell began without naming a party and was given to the customer.</param>
public sealed record DutyReading(IReadOnlyList<Duty> Duties, bool WithoutSubject);

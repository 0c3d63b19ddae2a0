using System.Collections.Frozen;

namespace Akashi.Server.Registers.Vulnerabilities.Scoring;

/// <summary>深刻度. Of a weakness by its score (specification, chapter 5).</summary>
public enum CvssSeverity { None, Low, Medium, High, Critical }

/// <summary>
/// Scores of a CVSS 3.1 vector, by the equations of FIRST's specification, chapter 7; 3.0 vectors are read too and scored by the equations of 3.1.
/// </summary>
/// <param name="Base">0.0 to 10.0.</param>
/// <param name="Temporal">The base score when no temporal metric is set.</param>
/// <param name="Environmental">The temporal score when no environmental metric is set.</param>
public sealed record Cvss31(decimal Base, decimal Temporal, decimal Environmental)
{
    private static readonly FrozenDictionary<string, string> Metrics = new Dictionary<string, string>
    {
        ["AV"] = "NALP", ["AC"] = "LH", ["PR"] = "NLH", ["UI"] = "NR", ["S"] = "UC", ["C"] = "HLN", ["I"] = "HLN", ["A"] = "HLN",
        ["E"] = "XHFPU", ["RL"] = "XUWTO", ["RC"] = "XCRU", ["CR"] = "XHML", ["IR"] = "XHML", ["AR"] = "XHML",
        ["MAV"] = "XNALP", ["MAC"] = "XLH", ["MPR"] = "XNLH", ["MUI"] = "XNR", ["MS"] = "XUC", ["MC"] = "XHLN", ["MI"] = "XHLN", ["MA"] = "XHLN",
    }.ToFrozenDictionary();

    private static readonly string[] Mandatory = ["AV", "AC", "PR", "UI", "S", "C", "I", "A"];

    /// <summary>The highest scores are 9.0 and up; 0.0 is none (specification, chapter 5).</summary>
    public static CvssSeverity SeverityOf(decimal score) =>
        score >= 9.0m ? CvssSeverity.Critical : score >= 7.0m ? CvssSeverity.High : score >= 4.0m ? CvssSeverity.Medium : score > 0 ? CvssSeverity.Low : CvssSeverity.None;

    /// <summary>Null when it is no whole vector: another version, an unknown metric or value, one twice, or a base metric missing.</summary>
    public static Cvss31? Parse(string? vector)
    {
        var parts = vector?.Split('/') ?? [];
        if (parts.Length < 9 || parts[0] is not ("CVSS:3.1" or "CVSS:3.0")) return null;
        var chosen = new Dictionary<string, char>();
        foreach (var part in parts.Skip(1))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || colon != part.Length - 2 || !Metrics.TryGetValue(part[..colon], out var values) || !values.Contains(part[^1], StringComparison.Ordinal) || !chosen.TryAdd(part[..colon], part[^1]))
                return null;
        }
        return Mandatory.All(chosen.ContainsKey) ? Score(chosen) : null;
    }

    private static Cvss31 Score(Dictionary<string, char> chosen)
    {
        char Own(string metric) => chosen.GetValueOrDefault(metric, 'X');
        char Modified(string metric) => Own("M" + metric) is not 'X' and var m ? m : chosen[metric];
        var changed = chosen["S"] == 'C';
        var iss = 1 - ((1 - Impact(chosen["C"])) * (1 - Impact(chosen["I"])) * (1 - Impact(chosen["A"])));
        var impact = changed ? (7.52 * (iss - 0.029)) - (3.25 * Math.Pow(iss - 0.02, 15)) : 6.42 * iss;
        var baseScore = Whole(impact, Exploitability(m => chosen[m], changed), changed, 1);

        var temper = Maturity(Own("E")) * Remedy(Own("RL")) * Confidence(Own("RC"));
        var temporal = RoundUp((double)baseScore * temper);

        var modifiedChanged = Modified("S") == 'C';
        var miss = Math.Min(1 - ((1 - (Need(Own("CR")) * Impact(Modified("C")))) * (1 - (Need(Own("IR")) * Impact(Modified("I")))) * (1 - (Need(Own("AR")) * Impact(Modified("A"))))), 0.915);
        var modifiedImpact = modifiedChanged ? (7.52 * (miss - 0.029)) - (3.25 * Math.Pow((miss * 0.9731) - 0.02, 13)) : 6.42 * miss;
        return new(baseScore, temporal, Whole(modifiedImpact, Exploitability(Modified, modifiedChanged), modifiedChanged, temper));
    }

    private static decimal Whole(double impact, double exploitability, bool changed, double temper)
    {
        if (impact <= 0) return 0;
        var score = RoundUp(Math.Min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10));
        return temper == 1 ? score : RoundUp((double)score * temper);
    }

    /// <summary>Up to one decimal, in whole numbers so that 4.02 stays what it is (appendix A).</summary>
    private static decimal RoundUp(double value)
    {
        var whole = (long)Math.Round(value * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000m : ((whole / 10_000) + 1) / 10m;
    }

    private static double Exploitability(Func<string, char> of, bool changed) =>
        8.22 * of("AV") switch { 'N' => 0.85, 'A' => 0.62, 'L' => 0.55, _ => 0.2 } * (of("AC") == 'L' ? 0.77 : 0.44)
        * of("PR") switch { 'N' => 0.85, 'L' => changed ? 0.68 : 0.62, _ => changed ? 0.5 : 0.27 } * (of("UI") == 'N' ? 0.85 : 0.62);

    private static double Impact(char value) => value switch { 'H' => 0.56, 'L' => 0.22, _ => 0 };
    private static double Need(char value) => value switch { 'H' => 1.5, 'L' => 0.5, _ => 1 };
    private static double Maturity(char value) => value switch { 'F' => 0.97, 'P' => 0.94, 'U' => 0.91, _ => 1 };
    private static double Remedy(char value) => value switch { 'W' => 0.97, 'T' => 0.96, 'O' => 0.95, _ => 1 };
    private static double Confidence(char value) => value switch { 'R' => 0.96, 'U' => 0.92, _ => 1 };
}

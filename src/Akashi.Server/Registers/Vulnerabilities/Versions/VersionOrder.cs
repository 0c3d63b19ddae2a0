using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Akashi.Server.Registers.Vulnerabilities.Versions;

/// <summary>Which of two versions is older, as the package's ecosystem orders them.</summary>
public static partial class VersionOrder
{
    /// <param name="type">Type of the package URL, e.g. <c>npm</c>.</param>
    /// <returns>Below 0 when <paramref name="a"/> is older.</returns>
    public static int Compare(string type, string a, string b) => type switch
    {
        "npm" or "cargo" or "golang" or "nuget" or "hex" or "pub" => Semantic(a, b),
        "pypi" => Python(a, b),
        "deb" => Epochs(a, b, Debian),
        "rpm" => Epochs(a, b, Rpm),
        _ => Words(a, b),
    };

    /// <summary>Semantic Versioning 2.0.0, clause 11; a fourth number as NuGet has it, <c>v</c> in front as Go has it.</summary>
    private static int Semantic(string a, string b)
    {
        static (string[] Numbers, string[] Pre) Cut(string v)
        {
            v = v.TrimStart('v', 'V').Split('+')[0];
            var dash = v.IndexOf('-', StringComparison.Ordinal);
            return dash < 0 ? (v.Split('.'), []) : (v[..dash].Split('.'), v[(dash + 1)..].Split('.'));
        }
        var (x, y) = (Cut(a), Cut(b));
        for (var i = 0; i < Math.Max(x.Numbers.Length, y.Numbers.Length); i++)
            if (Identifier(x.Numbers.ElementAtOrDefault(i) ?? "0", y.Numbers.ElementAtOrDefault(i) ?? "0") is not 0 and var order) return order;
        if (x.Pre.Length == 0 || y.Pre.Length == 0) return y.Pre.Length.CompareTo(x.Pre.Length);
        for (var i = 0; i < Math.Min(x.Pre.Length, y.Pre.Length); i++)
            if (Identifier(x.Pre[i], y.Pre[i]) is not 0 and var order) return order;
        return x.Pre.Length.CompareTo(y.Pre.Length);
    }

    /// <summary>Numbers by value and before words; words by ASCII.</summary>
    private static int Identifier(string a, string b) => (IsNumber(a), IsNumber(b)) switch
    {
        (true, true) => Number(a).CompareTo(Number(b)),
        (true, false) => -1,
        (false, true) => 1,
        _ => Math.Sign(string.CompareOrdinal(a, b)),
    };

    /// <summary>PEP 440: epoch, release, then dev before pre-releases before the release before post-releases. What does not read as one is older.</summary>
    private static int Python(string a, string b)
    {
        var (x, y) = (Pep440().Match(a.Trim().ToLowerInvariant()), Pep440().Match(b.Trim().ToLowerInvariant()));
        if (!x.Success || !y.Success) return x.Success == y.Success ? Words(a, b) : x.Success ? 1 : -1;
        if (Number(x.Groups["epoch"].Value).CompareTo(Number(y.Groups["epoch"].Value)) is not 0 and var epoch) return epoch;
        var (left, right) = (x.Groups["release"].Value.Split('.'), y.Groups["release"].Value.Split('.'));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
            if (Number(left.ElementAtOrDefault(i) ?? "").CompareTo(Number(right.ElementAtOrDefault(i) ?? "")) is not 0 and var order) return order;
        static (int, BigInteger, int, BigInteger, int, BigInteger) Tail(Match m)
        {
            var (pre, post, dev) = (m.Groups["pre"], m.Groups["post"], m.Groups["dev"]);
            var stage = pre.Success ? pre.Value[0] switch { 'a' => 1, 'b' => 2, _ => 3 } : dev.Success && !post.Success ? 0 : 4;
            return (stage, Number(m.Groups["pren"].Value), post.Success ? 1 : 0, Number(m.Groups["postn"].Value + m.Groups["postdash"].Value), dev.Success ? 0 : 1, Number(m.Groups["devn"].Value));
        }
        return Tail(x).CompareTo(Tail(y));
    }

    private static int Epochs(string a, string b, Func<string, string, int> order)
    {
        static (BigInteger Epoch, string Version, string Release) Cut(string v)
        {
            var colon = v.IndexOf(':', StringComparison.Ordinal);
            var rest = colon < 0 ? v : v[(colon + 1)..];
            var dash = rest.LastIndexOf('-');
            return (colon < 0 ? 0 : Number(v[..colon]), dash < 0 ? rest : rest[..dash], dash < 0 ? "" : rest[(dash + 1)..]);
        }
        var (x, y) = (Cut(a), Cut(b));
        if (x.Epoch.CompareTo(y.Epoch) is not 0 and var epoch) return epoch;
        return order(x.Version, y.Version) is not 0 and var version ? version : order(x.Release, y.Release);
    }

    /// <summary>Debian policy 5.6.12: turns of non-digits, in which a tilde comes before the end and letters before signs, and of numbers.</summary>
    private static int Debian(string a, string b)
    {
        static int Weight(string s, int i) => i >= s.Length || char.IsAsciiDigit(s[i]) ? 0 : s[i] == '~' ? -1 : char.IsAsciiLetter(s[i]) ? s[i] : s[i] + 256;
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            while ((i < a.Length && !char.IsAsciiDigit(a[i])) || (j < b.Length && !char.IsAsciiDigit(b[j])))
            {
                if (Weight(a, i).CompareTo(Weight(b, j)) is not 0 and var order) return order;
                i++;
                j++;
            }
            if (Digits(a, ref i).CompareTo(Digits(b, ref j)) is not 0 and var number) return number;
        }
        return 0;
    }

    /// <summary>rpmvercmp: runs of digits or letters; a number is newer than a word, a tilde older than the end, a caret newer than the end but older than more.</summary>
    private static int Rpm(string a, string b)
    {
        var (x, y) = (Run().Matches(a), Run().Matches(b));
        for (var i = 0; i < Math.Max(x.Count, y.Count); i++)
        {
            var (l, r) = (i < x.Count ? x[i].Value : "", i < y.Count ? y[i].Value : "");
            if (l == r) continue;
            if (l == "~" || r == "~") return l == "~" ? -1 : 1;
            if (l == "^") return r.Length == 0 ? 1 : -1;
            if (r == "^") return l.Length == 0 ? -1 : 1;
            if (l.Length == 0 || r.Length == 0) return l.Length == 0 ? -1 : 1;
            if (IsNumber(l) != IsNumber(r)) return IsNumber(l) ? 1 : -1;
            if ((IsNumber(l) ? Number(l).CompareTo(Number(r)) : Math.Sign(string.CompareOrdinal(l, r))) is not 0 and var order) return order;
        }
        return 0;
    }

    /// <summary>Maven's ComparableVersion for what is usual, and every ecosystem without an order of its own: alpha, beta, milestone, rc, snapshot, release, sp, then other words, then numbers.</summary>
    private static int Words(string a, string b)
    {
        static List<string> Cut(string v)
        {
            var runs = Run().Matches(v.ToLowerInvariant()).Select(m => m.Value).Where(r => r is not ("~" or "^")).ToList();
            while (runs.Count > 0 && (Rank(runs[^1]) == 5 || (IsNumber(runs[^1]) && Number(runs[^1]).IsZero))) runs.RemoveAt(runs.Count - 1);
            return runs;
        }
        var (x, y) = (Cut(a), Cut(b));
        for (var i = 0; i < Math.Max(x.Count, y.Count); i++)
        {
            var (l, r) = (i < x.Count ? x[i] : "", i < y.Count ? y[i] : "");
            var (m, n) = (Rank(l), Rank(r));
            // The end counts as the release, and as zero beside a number.
            if (m == 8 && n == 8 && Number(l).CompareTo(Number(r)) is not 0 and var number) return number;
            if (m != n) return m.CompareTo(n);
            if (m == 7 && string.CompareOrdinal(l, r) is not 0 and var word) return Math.Sign(word);
        }
        return 0;
    }

    private static int Rank(string run) => run switch
    {
        "alpha" or "a" => 0, "beta" or "b" => 1, "milestone" or "m" => 2, "rc" or "cr" => 3, "snapshot" => 4, "" or "final" or "ga" or "release" => 5, "sp" => 6,
        _ => IsNumber(run) ? 8 : 7,
    };

    private static bool IsNumber(string s) => s.Length > 0 && s.All(char.IsAsciiDigit);

    private static BigInteger Number(string s) => BigInteger.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static BigInteger Digits(string s, ref int i)
    {
        var from = i;
        while (i < s.Length && char.IsAsciiDigit(s[i])) i++;
        return Number(s[from..i]);
    }

    [GeneratedRegex(@"^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<pren>\d*))?(?:(?<post>-)(?<postdash>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postn>\d*))?(?:[-_.]?(?<dev>dev)[-_.]?(?<devn>\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pep440();

    [GeneratedRegex(@"\d+|[a-zA-Z]+|~|\^")]
    private static partial Regex Run();
}

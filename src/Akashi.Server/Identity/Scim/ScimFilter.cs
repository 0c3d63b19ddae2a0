using System.Text.Json;
using System.Text.RegularExpressions;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Scim;

/// <summary>The part of filters (RFC 7644, 3.4.2.2) by which providers look for what they know: <c>attribute eq "value"</c>, several joined with <c>and</c>.</summary>
internal static partial class ScimFilter
{
    /// <param name="attributes">What can be filtered by, in lower case.</param>
    /// <returns>Attribute in lower case and value. Refusal: <c>scim.filter</c>.</returns>
    public static Outcome<IReadOnlyList<(string Attribute, string Value)>> Read(string? filter, params string[] attributes)
    {
        if (string.IsNullOrWhiteSpace(filter)) return new Outcome<IReadOnlyList<(string, string)>>([], null);
        if (filter.Length > 2_000 || Whole().Match(filter) is not { Success: true } whole) return ScimRefusals.Filter;
        var terms = whole.Groups["attribute"].Captures.Zip(whole.Groups["value"].Captures, (a, v) => (Attribute: a.Value.ToLowerInvariant(), Value: Unquote(v.Value))).ToList();
        return terms.All(t => attributes.Contains(t.Attribute)) ? new Outcome<IReadOnlyList<(string, string)>>(terms, null) : ScimRefusals.Filter;
    }

    /// <summary>The text of a JSON string, or a bare word as it is.</summary>
    public static string Unquote(string value)
    {
        try
        {
            return value.StartsWith('"') ? JsonSerializer.Deserialize<string>(value)! : value;
        }
        catch (JsonException)
        {
            return value.Trim('"');
        }
    }

    [GeneratedRegex("""^\s*(?:urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):)?(?<attribute>[A-Za-z][\w.]*)\s+eq\s+(?<value>"(?:[^"\\]|\\.)*"|true|false)(?:\s+and\s+(?<attribute>[A-Za-z][\w.]*)\s+eq\s+(?<value>"(?:[^"\\]|\\.)*"|true|false))*\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Whole();
}

using System.Text.Json;

namespace Akashi.Server.Web.Shared;

/// <summary>Addresses of pages. Filters are query parameters, so that any view can be sent to a colleague.</summary>
public static class Paths
{
    public const string Catalogs = "/catalogs";
    public const string CatalogFromTable = "/catalogs/new/table";
    public const string Services = "/services";
    public const string Ledger = "/ledger";

    /// <summary>Everything that happened to an entry, e.g. <c>/history/Document/…</c>.</summary>
    public static string History(string register, Guid entry) => $"/history/{register}/{entry}";

    /// <summary>The entry's evidence in one file.</summary>
    public static string Bundle(string register, Guid entry) => $"/api/ledger/entries/{register}/{entry}/bundle";

    public const string Jobs = "/jobs";
    public const string Changes = "/changes";
    public const string NewChange = "/changes/new";
    public const string Privileges = "/privileges";
    public const string NewPrivilege = "/privileges/new";

    public const string Maintenance = "/privileges/maintenance";
    public const string Recordings = "/recordings";

    public static string Recording(Guid id) => $"/recordings/{id}";
    public static string Change(Guid id) => $"/changes/{id}";
    public static string Privilege(Guid id) => $"/privileges/{id}";

    /// <summary>How the controls of a catalog stand.</summary>
    public static string Clauses(params (string Name, object? Value)[] filter) => "/clauses" + Query(filter);

    public static string Clause(string catalog, string code, params (string Name, object? Value)[] filter) => $"/clauses/{Uri.EscapeDataString(catalog)}/{Uri.EscapeDataString(code)}" + Query(filter);

    public static string Job(Akashi.Server.Jobs.JobId id) => $"/jobs/{id.Value}";
    public const string People = "/people";
    public const string VulnerabilityIntake = "/vulnerabilities/intake";

    public static string Vulnerabilities(params (string Name, object? Value)[] filter) => "/vulnerabilities" + Query(filter);

    public static string Vulnerability(Guid id) => $"/vulnerabilities/{id}";
    public const string NewIncident = "/incidents/new";

    public static string Incidents(params (string Name, object? Value)[] filter) => "/incidents" + Query(filter);

    public static string Incident(Guid id) => $"/incidents/{id}";
    public const string Reviews = "/reviews";
    public const string Duties = "/duties";
    public const string Mail = "/mail";

    public static string Review(Guid id) => $"/reviews/{id}";
    public static string ReviewResult(Guid id, string format) => $"/api/reviews/{id}/result/{format}";
    public static string Home(string slug) => $"/s/{slug}";
    public static string Coverage(string slug, params (string Name, object? Value)[] filter) => $"/s/{slug}/coverage" + Query(filter);
    public static string Reference(string slug, params (string Name, object? Value)[] filter) => $"/s/{slug}/reference" + Query(filter);
    public static string ReferencePrint(string slug, params (string Name, object? Value)[] filter) => $"/s/{slug}/reference/print" + Query(filter);
    public static string Todo(string slug, params (string Name, object? Value)[] filter) => $"/s/{slug}/todo" + Query(filter);
    public static string Checks(string slug) => $"/s/{slug}/checks";
    public static string Documents(string slug) => $"/s/{slug}/documents";
    public static string Import(string slug) => $"/s/{slug}/import";
    public static string Editions(string slug) => $"/s/{slug}/editions";
    public static string Control(string slug, string catalog, string code) => $"/s/{slug}/controls/{Uri.EscapeDataString(catalog)}/{Uri.EscapeDataString(code)}";
    public static string Catalog(string name, params (string Name, object? Value)[] filter) => $"/catalogs/{Uri.EscapeDataString(name)}" + Query(filter);

    /// <summary>Values that are null, false or empty are left out; enums are written in camel case as in the API.</summary>
    public static string Query(params (string Name, object? Value)[] filter)
    {
        var parts = filter.Select(f => (f.Name, Value: Written(f.Value))).Where(f => f.Value is not null).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value!)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    /// <summary>An enum value as it stands in an address; null when the word is none of its.</summary>
    public static T? Read<T>(string? word) where T : struct, Enum =>
        !string.IsNullOrEmpty(word) && char.IsAsciiLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    public static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string? Written(object? value) => value switch
    {
        null or false or "" => null,
        true => "true",
        Enum e => Camel(e),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

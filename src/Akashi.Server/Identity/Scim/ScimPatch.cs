using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Scim;

/// <summary>Add, replace and remove on a resource (RFC 7644, 3.5.2): all of them, or none.</summary>
internal static partial class ScimPatch
{
    /// <summary>Operations of one request.</summary>
    public const int Most = 1_000;

    /// <param name="resource">As it stands; changed in place.</param>
    /// <returns>Refusals: <c>scim.syntax</c>, <c>scim.path</c>, <c>scim.no-target</c>, <c>scim.read-only</c>.</returns>
    public static Refusal? Apply(JsonObject resource, JsonObject patch)
    {
        if (ScimForms.Find(patch, "Operations") is not JsonArray { Count: > 0 and <= Most } operations) return ScimRefusals.Syntax;
        foreach (var operation in operations)
        {
            if (operation is not JsonObject o || ScimForms.Word(o, "op")?.ToLowerInvariant() is not { } op || op is not ("add" or "replace" or "remove")) return ScimRefusals.Syntax;
            var (path, value) = (ScimForms.Word(o, "path"), ScimForms.Find(o, "value"));
            if (op != "remove" && value is null && path is null) return ScimRefusals.Syntax;
            if (path is not null)
            {
                if (One(resource, op, path, value) is { } no) return no;
                continue;
            }
            if (op == "remove") return ScimRefusals.NoTarget;
            if (value is not JsonObject many) return ScimRefusals.Syntax;
            foreach (var (name, each) in many)
                if (!IsSame(resource, name, each) && One(resource, op, name, each) is { } no) return no;
        }
        return null;
    }

    private static Refusal? One(JsonObject resource, string op, string path, JsonNode? value)
    {
        if (Form().Match(path) is not { Success: true } form) return ScimRefusals.Path;
        var attribute = NameIn(resource, form.Groups["attribute"].Value);
        if (attribute is "id" or "meta" or "groups" or "schemas") return ScimRefusals.ReadOnly;
        var sub = form.Groups["sub"].Success ? form.Groups["sub"].Value : null;
        if (form.Groups["by"].Success) return InList(resource, op, attribute, form.Groups["by"].Value, ScimFilter.Unquote(form.Groups["is"].Value), sub, value);
        if (sub is null) return Set(resource, op, attribute, value);
        if (resource[attribute] is not JsonObject parent)
        {
            if (resource[attribute] is not null) return ScimRefusals.Path;
            if (op == "remove") return null;
            resource[attribute] = parent = [];
        }
        return Set(parent, op, NameIn(parent, sub), value);
    }

    /// <summary>Members of a list that a filter chooses: <c>emails[type eq "work"].value</c>, <c>members[value eq "…"]</c>.</summary>
    private static Refusal? InList(JsonObject resource, string op, string attribute, string by, string wanted, string? sub, JsonNode? value)
    {
        var list = resource[attribute] as JsonArray;
        var chosen = list?.OfType<JsonObject>().Where(e => string.Equals(ScimForms.Find(e, by)?.ToString(), wanted, StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
        if (chosen.Count == 0)
        {
            if (op == "remove") return null;
            if (op == "replace") return ScimRefusals.NoTarget;
            var added = new JsonObject { [by] = wanted };
            if (list is null) resource[attribute] = list = [];
            list.Add(added);
            chosen.Add(added);
        }
        foreach (var element in chosen)
        {
            if (sub is not null)
            {
                if (Set(element, op, NameIn(element, sub), value) is { } no) return no;
            }
            else if (op == "remove") list!.Remove(element);
            else if (value is JsonObject parts)
                foreach (var (name, part) in parts) element[NameIn(element, name)] = part?.DeepClone();
            else return ScimRefusals.Syntax;
        }
        return null;
    }

    private static Refusal? Set(JsonObject parent, string op, string name, JsonNode? value)
    {
        switch (op, parent[name], value)
        {
            // Some providers say which members go in the value.
            case ("remove", JsonArray list, JsonArray or JsonObject):
                var gone = Elements(value).Select(KeyOf).ToHashSet();
                foreach (var element in list.Where(e => gone.Contains(KeyOf(e))).ToList()) list.Remove(element);
                break;
            case ("remove", _, _):
                parent.Remove(name);
                break;
            case ("add", JsonArray list, _):
                var known = list.Select(KeyOf).ToHashSet();
                foreach (var element in Elements(value).Where(e => known.Add(KeyOf(e)))) list.Add(element!.DeepClone());
                break;
            case (_, JsonObject whole, JsonObject parts):
                foreach (var (part, each) in parts) whole[NameIn(whole, part)] = each?.DeepClone();
                break;
            default:
                parent[name] = value is JsonObject && name is ("members" or "emails") ? new JsonArray(value.DeepClone()) : value?.DeepClone();
                break;
        }
        return null;
    }

    private static JsonArray Elements(JsonNode? value) => value as JsonArray ?? [value?.DeepClone()];

    private static string KeyOf(JsonNode? element) => (element is JsonObject o ? ScimForms.Find(o, "value") : element)?.ToString() ?? "";

    /// <summary>A provider may repeat the id beside what it changes.</summary>
    private static bool IsSame(JsonObject resource, string name, JsonNode? value) =>
        string.Equals(name, "schemas", StringComparison.OrdinalIgnoreCase) || (string.Equals(name, "id", StringComparison.OrdinalIgnoreCase) && value?.ToString() == resource["id"]?.ToString());

    /// <summary>The name as it stands in the resource, or as it was sent.</summary>
    private static string NameIn(JsonObject parent, string name) =>
        parent.Select(p => p.Key).Concat(["id", "meta", "groups", "schemas", "externalId", "active", "emails", "members", "name", "displayName", "userName"]).FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? name;

    // attribute, attribute.sub, attribute[sub eq "value"], attribute[sub eq "value"].sub, each with or without the schema in front.
    [GeneratedRegex("""^(?:urn:ietf:params:scim:schemas:[\w:.]+:(?:User|Group):)?(?<attribute>[A-Za-z$][\w$-]*)(?:\[\s*(?<by>[A-Za-z][\w]*)\s+eq\s+(?<is>"(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\.(?<sub>[A-Za-z][\w]*))?$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Form();
}

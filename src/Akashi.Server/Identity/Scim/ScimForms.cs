using System.Globalization;
using System.Text.Json.Nodes;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Scim;

/// <summary>Users and groups as JSON and back (RFC 7643, 4). Attribute names are compared without case; what is not ours to keep is passed over.</summary>
internal static class ScimForms
{
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string Messages = "urn:ietf:params:scim:api:messages:2.0:";

    /// <summary>Weak, since the same user may be written in several ways.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>Grows with what the provider says and with what is decided here.</summary>
    public static string VersionOf(ScimUser user, Person person) => string.Create(CultureInfo.InvariantCulture, $"W/\"{user.Version}.{person.Version}\"");

    public static ScimUserBody BodyOf(ScimUser u, Person p) => new(u.UserName, u.ExternalId, u.GivenName, u.FamilyName, u.Formatted, u.DisplayName, p.State is PersonState.Active, p.Email);

    public static JsonObject Of(ScimUser user, Person person, DateTimeOffset created, IEnumerable<ScimGroup> groups, string root) => Cut(new JsonObject
    {
        ["schemas"] = new JsonArray(User),
        ["id"] = person.Id.Value.ToString(),
        ["externalId"] = user.ExternalId,
        ["userName"] = user.UserName,
        ["name"] = Cut(new() { ["formatted"] = user.Formatted, ["familyName"] = user.FamilyName, ["givenName"] = user.GivenName }),
        ["displayName"] = user.DisplayName ?? person.Name.En,
        ["active"] = person.State is PersonState.Active,
        ["emails"] = person.Email is { } email ? new JsonArray(new JsonObject { ["value"] = email, ["type"] = "work", ["primary"] = true }) : null,
        ["groups"] = new JsonArray([.. groups.Select(g => new JsonObject { ["value"] = g.Id.Value.ToString(), ["display"] = g.DisplayName, ["$ref"] = $"{root}/Groups/{g.Id.Value}" })]),
        ["meta"] = Meta("User", created, person.ChangedAt > user.ChangedAt ? person.ChangedAt : user.ChangedAt, $"{root}/Users/{person.Id.Value}", VersionOf(user, person)),
    });

    public static JsonObject Of(ScimGroup group, IReadOnlyDictionary<PersonId, string> names, DateTimeOffset created, string root) => Cut(new JsonObject
    {
        ["schemas"] = new JsonArray(Group),
        ["id"] = group.Id.Value.ToString(),
        ["externalId"] = group.ExternalId,
        ["displayName"] = group.DisplayName,
        ["members"] = new JsonArray([.. group.Members.Select(m => Cut(new JsonObject { ["value"] = m.Value.ToString(), ["display"] = names.GetValueOrDefault(m), ["$ref"] = $"{root}/Users/{m.Value}", ["type"] = "User" }))]),
        ["meta"] = Meta("Group", created, group.ChangedAt, $"{root}/Groups/{group.Id.Value}", Tag(group.Version)),
    });

    /// <returns>Refusals: <c>scim.value</c>, <c>scim.syntax</c>.</returns>
    public static Outcome<ScimUserBody> ReadUser(JsonObject json)
    {
        if (Word(json, "userName") is not { } userName) return ScimRefusals.Value("userName", ScimUser.Longest);
        if (Find(json, "active") is { } said && Flag(said) is null) return ScimRefusals.Value("active", 1);
        var name = Find(json, "name") as JsonObject;
        var emails = (Find(json, "emails") as JsonArray)?.OfType<JsonObject>().Where(e => Word(e, "value") is not null).ToList() ?? [];
        var email = emails.Find(e => Find(e, "primary") is { } p && Flag(p) is true) ?? emails.FirstOrDefault();
        return new ScimUserBody(userName, Word(json, "externalId"), Word(name, "givenName"), Word(name, "familyName"), Word(name, "formatted"), Word(json, "displayName"),
            Find(json, "active") is { } active ? Flag(active) : null, email is not null ? Word(email, "value") : userName.Contains('@', StringComparison.Ordinal) ? userName : null);
    }

    /// <returns>Refusals: <c>scim.value</c>, <c>scim.member</c>.</returns>
    public static Outcome<ScimGroupBody> ReadGroup(JsonObject json)
    {
        if (Word(json, "displayName") is not { } name) return ScimRefusals.Value("displayName", ScimUser.Longest);
        var members = new List<PersonId>();
        foreach (var member in Find(json, "members") as JsonArray ?? [])
        {
            if (!Guid.TryParse(Word(member as JsonObject, "value"), out var id)) return ScimRefusals.Member;
            members.Add(new(id));
        }
        return new ScimGroupBody(name, Word(json, "externalId"), members);
    }

    /// <summary>The value of an attribute, whatever the case of its name; null when it is missing or null.</summary>
    public static JsonNode? Find(JsonObject? json, string name) => json?.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Null when it is missing, empty or no string.</summary>
    public static string? Word(JsonObject? json, string name) => Find(json, name) is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Some providers send truth as a word.</summary>
    private static bool? Flag(JsonNode node) => node is not JsonValue value ? null : value.TryGetValue<bool>(out var flag) ? flag
        : value.TryGetValue<string>(out var text) && bool.TryParse(text, out var spelt) ? spelt : null;

    private static JsonObject Meta(string type, DateTimeOffset created, DateTimeOffset changed, string location, string version) => new()
    {
        ["resourceType"] = type, ["created"] = created.UtcDateTime, ["lastModified"] = changed.UtcDateTime, ["location"] = location, ["version"] = version,
    };

    /// <summary>An attribute without a value is not sent.</summary>
    private static JsonObject Cut(JsonObject json)
    {
        foreach (var empty in json.Where(p => p.Value is null or JsonObject { Count: 0 }).Select(p => p.Key).ToList()) json.Remove(empty);
        return json;
    }
}

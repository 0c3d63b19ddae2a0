using System.Text.Json.Nodes;

namespace Akashi.Server.Identity.Scim;

/// <summary>What this interface can do, told to providers (RFC 7643, 5 to 7).</summary>
internal static class ScimDocuments
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:";

    public static JsonObject Provider(string root) => new()
    {
        ["schemas"] = new JsonArray(Core + "ServiceProviderConfig"),
        ["patch"] = new JsonObject { ["supported"] = true },
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimApi.MostAtOnce },
        ["changePassword"] = new JsonObject { ["supported"] = false },
        ["sort"] = new JsonObject { ["supported"] = false },
        ["etag"] = new JsonObject { ["supported"] = true },
        ["authenticationSchemes"] = new JsonArray(new JsonObject { ["type"] = "oauthbearertoken", ["name"] = "API token", ["description"] = "An API token of Akashi whose acts include scim.provision", ["primary"] = true }),
        ["meta"] = new JsonObject { ["resourceType"] = "ServiceProviderConfig", ["location"] = root + "/ServiceProviderConfig" },
    };

    public static IReadOnlyList<JsonObject> ResourceTypes(string root) => [ResourceType("User", "Users", ScimForms.User, root), ResourceType("Group", "Groups", ScimForms.Group, root)];

    public static IReadOnlyList<JsonObject> Schemas(string root) =>
    [
        Schema(ScimForms.User, "User", root,
            Attribute("userName", required: true, uniqueness: "server"),
            Attribute("name", "complex", parts: [Attribute("formatted"), Attribute("familyName"), Attribute("givenName")]),
            Attribute("displayName"), Attribute("active", "boolean"),
            Attribute("emails", "complex", many: true, parts: [Attribute("value"), Attribute("type"), Attribute("primary", "boolean")]),
            Attribute("groups", "complex", many: true, mutability: "readOnly", parts: [Attribute("value", mutability: "readOnly"), Attribute("display", mutability: "readOnly"), Attribute("$ref", "reference", mutability: "readOnly")])),
        Schema(ScimForms.Group, "Group", root,
            Attribute("displayName", required: true, uniqueness: "server"),
            Attribute("members", "complex", many: true, parts: [Attribute("value", mutability: "immutable"), Attribute("display", mutability: "readOnly"), Attribute("$ref", "reference", mutability: "readOnly"), Attribute("type", mutability: "immutable")])),
    ];

    private static JsonObject ResourceType(string name, string path, string schema, string root) => new()
    {
        ["schemas"] = new JsonArray(Core + "ResourceType"), ["id"] = name, ["name"] = name, ["endpoint"] = "/" + path, ["schema"] = schema,
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType", ["location"] = $"{root}/ResourceTypes/{name}" },
    };

    private static JsonObject Schema(string id, string name, string root, params JsonNode[] attributes) => new()
    {
        ["schemas"] = new JsonArray(Core + "Schema"), ["id"] = id, ["name"] = name, ["attributes"] = new JsonArray(attributes),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema", ["location"] = $"{root}/Schemas/{id}" },
    };

    private static JsonObject Attribute(string name, string type = "string", bool required = false, bool many = false, string mutability = "readWrite", string uniqueness = "none", JsonNode[]? parts = null)
    {
        var attribute = new JsonObject
        {
            ["name"] = name, ["type"] = type, ["multiValued"] = many, ["required"] = required, ["caseExact"] = false, ["mutability"] = mutability, ["returned"] = "default", ["uniqueness"] = uniqueness,
        };
        if (parts is not null) attribute["subAttributes"] = new JsonArray(parts);
        return attribute;
    }
}

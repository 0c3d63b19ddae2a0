namespace Akashi.Server.Web.Shared;

/// <summary>Which read or act a page needs; who may not is shown whom to ask. Every page has this, <see cref="ForEverybodyAttribute"/>, or is for who is not signed in; a test looks.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermissionAttribute(string act) : Attribute
{
    public string Act { get; } = act;
}

/// <summary>A page for whoever is signed in: it shows nothing but what is theirs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEverybodyAttribute : Attribute;

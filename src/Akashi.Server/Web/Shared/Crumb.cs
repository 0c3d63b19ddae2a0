namespace Akashi.Server.Web.Shared;

/// <summary>A step of the way here.</summary>
public sealed record Crumb(string Label, string Href);

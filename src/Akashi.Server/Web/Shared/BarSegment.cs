namespace Akashi.Server.Web.Shared;

/// <summary>A part of a stacked bar; leads to the rows it counts.</summary>
public sealed record BarSegment(Mark Mark, int Value, string Href);

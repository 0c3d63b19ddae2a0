using System.Text.Json.Serialization;

namespace Akashi.Server.Kernel;

/// <summary>One person's yes.</summary>
/// <param name="At">UTC.</param>
public sealed record Vote(PersonId By, DateTimeOffset At);

/// <summary>
/// The yes of several persons to what somebody asked for: as many different persons as the rule wants, never the one who asked. Two people, not
/// two roles (provision standard 2.1.6). A value of the entry that it belongs to; any register may hold one.
/// </summary>
/// <param name="Needed">How many persons must agree; at least 1.</param>
/// <param name="AskedBy">Who asked and may not agree.</param>
/// <param name="Permission">Id of the act that a person must be permitted to agree, e.g. <c>privileges.approve</c>.</param>
/// <param name="Votes">Who has agreed so far, in that order.</param>
public sealed record Approval(int Needed, PersonId AskedBy, string Permission, IReadOnlyList<Vote> Votes)
{
    /// <summary>Enough persons have agreed.</summary>
    [JsonIgnore]
    public bool Given => Votes.Count >= Needed;

    public static Approval Of(int needed, PersonId askedBy, string permission) => new(Math.Max(1, needed), askedBy, permission, []);

    /// <summary>Whether this person may still decide.</summary>
    /// <returns>Refusals: <c>not-permitted</c>, <c>approval.self</c>, <c>approval.twice</c>; null when they may.</returns>
    public Refusal? Refuses(Actor by) =>
        !by.May(Permission) ? Refusal.NotPermitted
        : by.Person == AskedBy ? Self
        : Votes.Any(v => v.By == by.Person) ? Twice
        : null;

    /// <summary>With this person's yes.</summary>
    /// <returns>Refusals: as <see cref="Refuses"/>.</returns>
    public Outcome<Approval> Agree(Stand stand) =>
        Refuses(stand.By) is { } no ? no : this with { Votes = [.. Votes, new(stand.By.Person, stand.At)] };

    private static readonly Refusal Self = new("approval.self", new("承認者は申請者と別の方にしてください。", "Somebody other than the one who asked must decide."));
    private static readonly Refusal Twice = new("approval.twice", new("この申請はすでに承認しています。ほかの方の承認を待っています。", "You have agreed already; somebody else's yes is waited for."));
}

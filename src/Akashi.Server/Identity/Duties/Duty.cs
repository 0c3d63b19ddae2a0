using Akashi.Server.Kernel;

namespace Akashi.Server.Identity.Duties;

/// <summary>Hold: no person has both permissions at once. SameEntry: no person does both to the same entry.</summary>
public enum DutyKind { Hold, SameEntry }

/// <summary>Two acts that are kept apart.</summary>
/// <param name="Key">Name of a built-in pair, or the id of the organisation's own (32 hex digits).</param>
/// <param name="First">Id of an act; order means nothing.</param>
/// <param name="Source">Where it is asked for; empty for the organisation's own.</param>
public sealed record Duty(string Key, DutyKind Kind, string First, string Second, Text Why, string Source)
{
    /// <summary>The act that must be apart from this one; null when the pair is about others.</summary>
    public string? Opposite(string act) => act == First ? Second : act == Second ? First : null;
}

/// <summary>The pairs that come with Akashi: few, and each one would defeat a control if one person had both.</summary>
public static class BuiltInDuties
{
    public static readonly IReadOnlyList<Duty> All =
    [
        new("assign-review", DutyKind.Hold, "assignments.assign", "reviews.decide",
            new("役割を割り当てる人が、その割当ての要否を自ら棚卸ししないようにします。", "Who assigns roles does not judge in a review whether they are still needed."), "2.1.6; 4.4; 5.3.1"),
        new("assign-publish", DutyKind.Hold, "assignments.assign", "references.publish",
            new("権限を配る人が、リファレンスを公開しないようにします。", "Who hands out permissions does not publish references."), "2.1.6; ISO/IEC 27001:2022 A.5.3"),
        new("except-approve", DutyKind.SameEntry, "duties.except", "duties.approve",
            new("例外を申請した人が、それを承認しないようにします。", "Who asks for an exception does not approve it."), "2.1.6; ISO/IEC 27001:2022 A.5.3"),
    ];
}

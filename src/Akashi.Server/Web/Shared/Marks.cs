using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;

namespace Akashi.Server.Web.Shared;

/// <summary>A status in text, shape and colour: never in colour alone.</summary>
/// <param name="Shape">The sign before the word.</param>
/// <param name="Tone">Name of the colour: ok, partly, bad, due, down, mute, none.</param>
public sealed record Mark(string Shape, string Tone, Text Label);

/// <summary>The one set of marks, used on every page.</summary>
public static class Marks
{
    public static readonly Mark ReviewNeeded = new("◆", "due", Words.ReviewNeeded);

    public static Mark Of(Conformity value) => value switch
    {
        Conformity.Conformant => new("✓", "ok", PrintedWords.Of(value)),
        Conformity.Partly => new("◐", "partly", PrintedWords.Of(value)),
        Conformity.NotConformant => new("✕", "bad", PrintedWords.Of(value)),
        Conformity.OutOfScope => new("–", "mute", PrintedWords.Of(value)),
        _ => new("○", "none", PrintedWords.Of(value)),
    };

    public static Mark Of(CoverageState value) => value switch
    {
        CoverageState.Covered => new("✓", "ok", new("カバー済み", "Covered")),
        CoverageState.Partly => new("◐", "partly", new("一部カバー", "Partly covered")),
        CoverageState.HandedDown => new("↓", "down", new("下位で対応", "Handed down")),
        _ => new("!", "bad", new("未カバー", "Uncovered")),
    };

    public static Mark Of(TaskState value) => value switch
    {
        TaskState.Done => new("✓", "ok", new("対応済み", "Done")),
        TaskState.HandedOn => new("↓", "down", new("下位へ委任", "Handed on")),
        TaskState.Partly => new("◐", "partly", new("一部対応", "Partly done")),
        TaskState.Open => new("□", "bad", new("未対応", "To do")),
        _ => new("–", "mute", new("対応不要", "Nothing to do")),
    };

    public static Mark Of(ClauseStatus value) => value switch
    {
        ClauseStatus.Met => new("●", "ok", new("充足", "Met")),
        ClauseStatus.NotMet => new("■", "bad", new("不充足", "Not met")),
        ClauseStatus.AttestationDue => new("◆", "due", new("要確認", "Attestation due")),
        ClauseStatus.NoData => new("○", "none", new("データなし", "No data")),
        _ => new("–", "mute", new("適用外", "Not applicable")),
    };

    public static Mark Of(PartOutcome value) => value switch
    {
        PartOutcome.Passed => new("●", "ok", new("満たす", "Holds")),
        PartOutcome.Failed => new("■", "bad", new("満たさない", "Does not hold")),
        PartOutcome.Due => new("◆", "due", new("要確認", "Attestation due")),
        PartOutcome.Expired => new("◆", "due", new("期限切れ", "Ran out")),
        PartOutcome.NoData => new("○", "none", new("データなし", "No data")),
        _ => new("–", "mute", new("適用外", "Not applicable")),
    };

    public static Mark Of(Disclosure value) => value switch
    {
        Disclosure.Public => new("◯", "ok", PrintedWords.Of(value)),
        Disclosure.Nda => new("▲", "due", PrintedWords.Of(value)),
        Disclosure.Internal => new("■", "mute", PrintedWords.Of(value)),
        _ => new("", "none", PrintedWords.Of(value)),
    };
}

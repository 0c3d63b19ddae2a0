using Akashi.Server.Services;

namespace Akashi.Server.References;

/// <summary>What a party says about one control for one service: the content of a <c>Statement</c>, without who and when.</summary>
/// <param name="View">The party's own view (提供事業者の見解); null when none is given.</param>
/// <param name="Finding">What an assessor confirmed (確認内容); null when none.</param>
/// <param name="Disclosure">Who may see the finding and what it rests on.</param>
/// <param name="Citations">What the statement rests on; those of the columns first, in the order they were listed.</param>
/// <param name="Duties">What parties below must do; at most one per party.</param>
/// <param name="ResponsibleRole">The role (never a person's name) that answers for this statement; null when nobody was named.</param>
/// <param name="ReviewDue">The day by which the statement is to be looked at again; null when no day was set.</param>
/// <param name="Notes">What an import found beside the known fields: the column's header and the cell's text.</param>
public sealed record StatementBody(
    Conformity Conformity,
    string? View,
    string? Finding,
    Disclosure Disclosure,
    IReadOnlyList<Citation> Citations,
    IReadOnlyList<Duty> Duties,
    string? ResponsibleRole = null,
    DateOnly? ReviewDue = null,
    IReadOnlyList<Note>? Notes = null)
{
    public static readonly StatementBody Empty = new(Conformity.NotAssessed, null, null, Disclosure.None, [], []);
}

/// <summary>適合性. What the party answers to the control.</summary>
public enum Conformity { NotAssessed, Conformant, Partly, NotConformant, OutOfScope }

/// <summary>開示レベル. Who may see what a statement rests on: everyone, who has a non-disclosure agreement in force, only the party itself.</summary>
public enum Disclosure { None, Public, Nda, Internal }

/// <summary>What a statement rests on and where exactly it is cited.</summary>
/// <param name="Reference">Document: its number (<c>01</c>, <c>N01</c>); certificate: its name (<c>ISO/IEC 27001</c>); interview: empty; statement: <c>catalog#code@service</c>.</param>
/// <param name="In">In the column that lists evidence, in the text of the finding, or in both.</param>
/// <param name="Locator">Where in the source (chapter, page), or the words in an interview cell; null when not said.</param>
public sealed record Citation(CitationKind Kind, string Reference, CitedIn In, string? Locator = null);

public enum CitationKind { Document, Certificate, Interview, Statement }

[Flags]
public enum CitedIn { Column = 1, Finding = 2, Both = Column | Finding }

/// <summary>必要な対応. What one party must do for a control.</summary>
/// <param name="Party">Who must act. One duty per kind of party.</param>
/// <param name="Normal">In normal operation, without the subject (「利用者は、」 is the party); null when only an emergency duty exists.</param>
/// <param name="Emergency">In emergency operation (非常時); null when nothing special.</param>
public sealed record Duty(PartyKind Party, string? Normal, string? Emergency = null);

/// <summary>A cell that fits no field: kept under its column's header.</summary>
public sealed record Note(string Header, string Text);

using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using W = Akashi.Server.Web.Statements.StatementWords;

namespace Akashi.Server.Web.Statements;

/// <summary>A statement while somebody works on it: texts as typed, not yet judged.</summary>
public sealed class StatementDraft
{
    public Conformity Conformity { get; set; }
    public Disclosure Disclosure { get; set; }
    public string? View { get; set; }
    public string? Finding { get; set; }

    /// <summary>What the columns list; what the finding cites is read from its text.</summary>
    public List<Citation> Columns { get; private init; } = [];

    public List<DutyDraft> Duties { get; private init; } = [];
    public string? Role { get; set; }

    /// <summary>The day as typed.</summary>
    public string? ReviewDue { get; set; }

    public List<NoteDraft> Notes { get; private init; } = [];

    public IReadOnlyList<Citation> Citations => CitedText.WithFinding(Columns, Finding);

    /// <summary>The day that <see cref="ReviewDue"/> says; null when it is empty or no day.</summary>
    public DateOnly? ReviewDay => string.IsNullOrWhiteSpace(ReviewDue) ? null : DateWords.Read(ReviewDue);

    public StatementBody Body => new(Conformity, Blank(View), Blank(Finding), Disclosure, Citations,
        [.. Duties.Select(d => new Duty(d.Party, Blank(d.Normal), Blank(d.Emergency)))], Blank(Role), ReviewDay,
        [.. Notes.Where(n => Blank(n.Text) is not null).Select(n => new Note(n.Header, n.Text!.Trim()))]);

    public static StatementDraft Of(StatementBody body) => new()
    {
        Conformity = body.Conformity, Disclosure = body.Disclosure, View = body.View, Finding = body.Finding,
        Columns = [.. body.Citations.Where(c => c.In.HasFlag(CitedIn.Column))],
        Duties = [.. body.Duties.Select(d => new DutyDraft(d.Party) { Normal = d.Normal, Emergency = d.Emergency })],
        Role = body.ResponsibleRole, ReviewDue = body.ReviewDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Notes = [.. (body.Notes ?? []).Select(n => new NoteDraft(n.Header) { Text = n.Text })],
    };

    /// <summary>Why one field cannot stand as typed; null when it can. Fields are named as in <see cref="StatementComparer"/>.</summary>
    public Text? Problem(string field) => field switch
    {
        "view" => Length(View),
        "finding" => Length(Finding),
        "responsibleRole" => Length(Role),
        "reviewDue" => !string.IsNullOrWhiteSpace(ReviewDue) && ReviewDay is null ? W.NotADay : null,
        _ => null,
    };

    private static Text? Length(string? text) =>
        text?.Length > StatementRules.LongestText ? W.TooLong.With(StatementRules.LongestText, text.Length) : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

public sealed class DutyDraft(PartyKind party)
{
    public PartyKind Party { get; } = party;
    public string? Normal { get; set; }
    public string? Emergency { get; set; }

    /// <summary>True once somebody has been in its fields; only then is an empty one a mistake.</summary>
    public bool Touched { get; set; }

    public bool Empty => string.IsNullOrWhiteSpace(Normal) && string.IsNullOrWhiteSpace(Emergency);
}

public sealed class NoteDraft(string header)
{
    public string Header { get; } = header;
    public string? Text { get; set; }
}

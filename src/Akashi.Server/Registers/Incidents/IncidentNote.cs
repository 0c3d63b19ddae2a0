using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.Incidents;

public readonly record struct IncidentNoteId(Guid Value) : IId;

/// <summary>What a line of the timeline is. Status: how it goes, for whoever waits. Again: a program reported the same once more.</summary>
public enum NoteKind { Note, Status, Decision, Again }

/// <summary>経過. One line of an incident's timeline, written as it happens and never changed.</summary>
public sealed class IncidentNote : Entry
{
    public IncidentNoteId Id { get; private set; }
    public IncidentId Incident { get; private set; }
    public NoteKind Kind { get; private set; }

    /// <summary>UTC; when what it tells of happened.</summary>
    public DateTimeOffset At { get; private set; }

    public PersonId By { get; private set; }
    public string Words { get; private set; } = "";

    public override Guid Key => Id.Value;

    public static readonly OpenAct<IncidentNote, NewNote> Write = new("incidents.note", new("経過の記入", "Write into timeline"), (body, stand, id) => Make(new(id), body, stand), async (db, note, _, ct) =>
    {
        var id = note.Incident;
        return await db.Incidents.FirstOrDefaultAsync(i => i.Id == id, ct) is not { } incident ? Refusal.NotFound : incident.Open ? null : IncidentRefusals.Over;
    });

    /// <returns>Refusals: <c>incident.text</c>, <c>incident.time</c>.</returns>
    internal static Outcome<IncidentNote> Make(IncidentNoteId id, NewNote body, Stand stand)
    {
        if (IncidentRefusals.Words(body.Words) is { } no) return no;
        var at = Clock.Truncate((body.At ?? stand.At).ToUniversalTime());
        if (at > stand.At.AddMinutes(1)) return IncidentRefusals.Future;
        var note = new IncidentNote { Id = id, Incident = body.Incident, Kind = body.Kind, At = at, By = stand.By.Person, Words = body.Words!.Trim() };
        note.Record(new NoteWritten(body.Incident, body.Kind, at, note.Words), stand.At);
        return note;
    }

    internal sealed class Table : IEntityTypeConfiguration<IncidentNote>
    {
        public void Configure(EntityTypeBuilder<IncidentNote> builder)
        {
            builder.ToTable("incident_notes");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Incident, x.At });
            builder.HasOne<Incident>().WithMany().HasForeignKey(x => new { x.Organisation, x.Incident }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="At">When it happened; null for now.</param>
public sealed record NewNote(IncidentId Incident, NoteKind Kind, string? Words, DateTimeOffset? At = null);

public sealed record NoteWritten(IncidentId Incident, NoteKind Kind, DateTimeOffset At, string Words) : Event;

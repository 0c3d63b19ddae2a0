using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Kernel;

public readonly record struct NoticeId(Guid Value) : IId;

/// <summary>Who has read a notice.</summary>
/// <param name="At">UTC.</param>
public sealed record SeenBy(PersonId By, DateTimeOffset At);

/// <summary>
/// 通知. A message owed to people, written in the transaction of what it tells of (<see cref="Entry.Owe"/>), so that neither is there without
/// the other. It is shown in the application; other ways of delivery start from this row.
/// </summary>
public sealed class Notice : Entry
{
    public NoticeId Id { get; private set; }

    /// <summary>What kind of message, e.g. <c>privilege.break-glass</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>An alarm: to be looked at now.</summary>
    public bool Urgent { get; private set; }

    /// <summary>For everybody who is permitted this act, e.g. <c>privileges.approve</c>; empty when it is for one person.</summary>
    public string Audience { get; private set; } = "";

    /// <summary>The one person it is for; null when it is for an audience.</summary>
    public PersonId? Person { get; private set; }

    public Text Title { get; private set; }

    /// <summary>Register of the entry that it tells of, e.g. <c>PrivilegeRequest</c>.</summary>
    public string Register { get; private set; } = "";

    public Guid About { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset OwedAt { get; private set; }

    public IReadOnlyList<SeenBy> Seen { get; private set; } = [];

    public override Guid Key => Id.Value;

    /// <summary>True for whom it is meant.</summary>
    public bool IsFor(Actor actor) => Person is { } one ? one == actor.Person : actor.May(Audience);

    public bool SeenBy(PersonId person) => Seen.Any(s => s.By == person);

    /// <summary>I have read it. Refusal: <c>not-found</c> for whom it is not meant. Reading it twice changes nothing.</summary>
    public static readonly Act<Notice, NoBody> See = new("notices.see", new("通知の確認", "Confirm notice"), (notice, _, stand) =>
    {
        if (!notice.IsFor(stand.By)) return Refusal.NotFound;
        if (notice.SeenBy(stand.By.Person)) return null;
        notice.Seen = [.. notice.Seen, new(stand.By.Person, stand.At)];
        notice.Record(new NoticeSeen(stand.By.Person), stand.At);
        return null;
    });

    internal static Notice Make(NewNotice body, Entry of, DateTimeOffset at)
    {
        var notice = new Notice
        {
            Id = new(Guid.CreateVersion7(at)), Kind = body.Kind, Urgent = body.Urgent, Audience = body.Audience, Person = body.Person,
            Title = body.Title, Register = of.GetType().Name, About = of.Key, OwedAt = at,
        };
        notice.Record(new NoticeOwed(body.Kind, body.Urgent, body.Audience, body.Person, notice.Register, notice.About), at);
        return notice;
    }

    internal sealed class Table : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.ToTable("notices");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.About });
            builder.TwoLanguages(x => x.Title);
            builder.Property(x => x.Seen).AsJson();
        }
    }
}

/// <param name="Audience">Id of an act: everybody who is permitted it; empty when it is for one person.</param>
public sealed record NewNotice(string Kind, Text Title, bool Urgent, string Audience, PersonId? Person = null);

/// <summary>A message became owed.</summary>
public sealed record NoticeOwed(string Kind, bool Urgent, string Audience, PersonId? Person, string Register, Guid About) : Event;

/// <summary>Somebody confirmed having read it.</summary>
public sealed record NoticeSeen(PersonId By) : Event;

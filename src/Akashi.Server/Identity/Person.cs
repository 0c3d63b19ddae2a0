using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

/// <summary>Whether somebody may act at all. Nobody comes back from having left: ids are never used again.</summary>
public enum PersonState { Active, Suspended, Left }

/// <summary>人. Someone who acts, or a program that acts for its owner. Names are for screens; the log holds the id.</summary>
public sealed class Person : Entry
{
    /// <summary>Characters of an e-mail address (RFC 5321, 4.5.3.1).</summary>
    public const int LongestEmail = 254;

    public PersonId Id { get; private set; }
    public Text Name { get; private set; }

    /// <summary>The party they belong to; null for the organisation's own people, who see all that their roles permit.</summary>
    public PartyId? Party { get; private set; }

    /// <summary>Where invitations and notices go; null when none is known.</summary>
    public string? Email { get; private set; }

    /// <summary>Who answers for a program (machine account); null for a person.</summary>
    public PersonId? Owner { get; private set; }

    /// <summary>True for a program.</summary>
    public bool Machine { get; private set; }

    public PersonState State { get; private set; }

    /// <summary>True once who they were was erased.</summary>
    public bool Erased { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>The first one, who enrols themselves when the organisation is founded.</summary>
    public static readonly OpenAct<Person, Text> Enrol = new("people.enrol", new("最初の操作者の登録", "Enrol first operator"), (name, stand, _) =>
    {
        var person = new Person { Id = stand.By.Person, Name = name, Machine = true };
        person.Record(new PersonEnrolled(person.Id), stand.At);
        return person;
    });

    public static readonly OpenAct<Person, PersonBody> Add = new("people.add", new("人の登録", "Add person"), (body, stand, id) =>
    {
        var person = new Person { Id = new(id), Machine = body.Owner is not null, Party = body.Party };
        return person.Take(body, stand, first: true) is { } no ? no : person;
    });

    /// <summary>Name, e-mail address, and who answers for a program. The party stays: whoever changes it is somebody else to the log.</summary>
    public static readonly Act<Person, PersonBody> Change = new("people.change", new("人の変更", "Change person"), (person, body, stand) => person.Take(body, stand, first: false));

    /// <summary>Refusals: <c>person.self</c>, <c>person.not-active</c>. Sessions and tokens end with it.</summary>
    public static readonly Act<Person, Because> Suspend = new("people.suspend", new("利用の停止", "Suspend"), (person, body, stand) =>
    {
        if (person.Id == stand.By.Person) return Self;
        if (person.State is not PersonState.Active) return NotActive;
        person.State = PersonState.Suspended;
        person.Record(new PersonSuspended(person.Id, body.Reason), stand.At);
        return null;
    }, Assigning.GuardPersonAsync) { Dangerous = true };

    /// <summary>Refusal: <c>person.not-suspended</c>.</summary>
    public static readonly Act<Person, Because> Resume = new("people.resume", new("利用の再開", "Resume"), (person, body, stand) =>
    {
        if (person.State is not PersonState.Suspended) return new("person.not-suspended", new("利用が停止されている方ではありません。", "This person is not suspended."));
        person.State = PersonState.Active;
        person.Record(new PersonResumed(person.Id, body.Reason), stand.At);
        return null;
    }) { Dangerous = true };

    /// <returns>Refusals: <c>person.self</c>, <c>person.left</c>.</returns>
    internal Refusal? Leave(string reason, Stand stand)
    {
        if (Id == stand.By.Person) return Self;
        if (State is PersonState.Left) return new("person.left", new("すでに離任した方です。", "This person has left already."));
        State = PersonState.Left;
        Record(new PersonLeft(Id, reason), stand.At);
        return null;
    }

    /// <summary>Somebody else answers for the program from now on.</summary>
    internal void HandOver(PersonId owner, Stand stand)
    {
        Owner = owner;
        Record(new MachineHandedOver(Id, owner), stand.At);
    }

    /// <returns>Refusal: <c>person.erased</c>.</returns>
    internal Refusal? Erase(Stand stand)
    {
        if (Erased) return new("person.erased", new("この方の情報はすでに消去されています。", "This person has been erased already."));
        (Erased, Name, Email, State) = (true, new("消去済み", "Erased"), null, PersonState.Left);
        Record(new PersonErased(Id), stand.At);
        return null;
    }

    /// <returns>Refusals: <c>person.unnamed</c>, <c>person.email</c>, <c>person.party-fixed</c>.</returns>
    private Refusal? Take(PersonBody body, Stand stand, bool first)
    {
        if (string.IsNullOrWhiteSpace(body.Name.Ja) || string.IsNullOrWhiteSpace(body.Name.En))
            return new("person.unnamed", new("氏名は日本語と英語の両方を入力してください。", "Please give the name in both Japanese and English."), 400);
        var email = string.IsNullOrWhiteSpace(body.Email) ? null : body.Email.Trim();
        if (email is not null && (email.Length > LongestEmail || !System.Net.Mail.MailAddress.TryCreate(email, out var parsed) || parsed.Address != email))
            return new("person.email", new("メールアドレスの形になっていません。", "This is not an e-mail address."), 400);
        if (!first && (body.Party != Party || body.Owner is null == Machine))
            return new("person.party-fixed", new("所属と、人かプログラムかは変えられません。新しく登録してください。", "Party, and whether it is a person or a program, cannot change; add a new one."));
        (Name, Email, Owner) = (body.Name, email, body.Owner);
        Record(first ? new PersonAdded(Id, Party, Machine) : new PersonChanged(Id), stand.At);
        return null;
    }

    private static readonly Refusal Self = new("person.self", new("ご自身に対しては行えません。ほかの方に依頼してください。", "You cannot do this to yourself. Please ask somebody else."));
    private static readonly Refusal NotActive = new("person.not-active", new("利用中の方ではありません。", "This person is not active."));

    internal sealed class Table : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Party });
            builder.Property(x => x.Email).HasMaxLength(LongestEmail);
            builder.Property(x => x.State).HasDefaultValue(PersonState.Active).HasSentinel(PersonState.Active);
            builder.TwoLanguages(x => x.Name);
            builder.HasOne<Party>().WithMany().HasForeignKey(x => new { x.Organisation, x.Party }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Owner }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Party">Null for the organisation's own people.</param>
/// <param name="Owner">Who answers for it; null for a person.</param>
public sealed record PersonBody(Text Name, PartyId? Party, string? Email, PersonId? Owner);

/// <summary>Why something is done, in the words of whoever does it.</summary>
public sealed record Because(string Reason);

public sealed record PersonEnrolled(PersonId Person) : Event;

public sealed record PersonAdded(PersonId Person, PartyId? Party, bool Machine) : Event;

public sealed record PersonChanged(PersonId Person) : Event;

public sealed record PersonSuspended(PersonId Person, string Reason) : Event;

public sealed record PersonResumed(PersonId Person, string Reason) : Event;

/// <summary>They left: suspended for good; what was theirs has passed to others in the same transaction.</summary>
public sealed record PersonLeft(PersonId Person, string Reason) : Event;

public sealed record MachineHandedOver(PersonId Machine, PersonId Owner) : Event;

/// <summary>Name, former events and salts of the person were destroyed; what they did stands in the log without them.</summary>
public sealed record PersonErased(PersonId Person) : Event;

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

/// <summary>The tenant whose parties, services and evidence are kept together.</summary>
public sealed class Organisation : Entry
{
    public OrganisationId Id { get; private set; }
    public Text Name { get; private set; }

    /// <summary>True for the organisation that comes with Akashi to look around in.</summary>
    public bool Sample { get; private set; }

    public override Guid Key => Id.Value;

    public static readonly OpenAct<Organisation, NewOrganisation> Found = new("organisations.found", new("組織の登録", "Found organisation"),
        (body, stand, _) => Open(body, stand));

    private static Organisation Open(NewOrganisation body, Stand stand)
    {
        var organisation = new Organisation { Id = stand.By.Organisation, Name = body.Name, Sample = body.Sample };
        organisation.Record(new OrganisationFounded(body.Name, body.Sample), stand.At);
        return organisation;
    }

    internal sealed class Table : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> builder)
        {
            builder.ToTable("organisations");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.TwoLanguages(x => x.Name);
        }
    }
}

public sealed record NewOrganisation(Text Name, bool Sample);

public sealed record OrganisationFounded(Text Name, bool Sample) : Event;

/// <summary>Someone who acts. Names are for screens; the log holds the id.</summary>
public sealed class Person : Entry
{
    public PersonId Id { get; private set; }
    public Text Name { get; private set; }

    /// <summary>True once who they were was erased.</summary>
    public bool Erased { get; private set; }

    public override Guid Key => Id.Value;

    public static readonly OpenAct<Person, Text> Enrol = new("people.enrol", new("人の登録", "Enrol person"), (name, stand, _) =>
    {
        var person = new Person { Id = stand.By.Person, Name = name };
        person.Record(new PersonEnrolled(person.Id), stand.At);
        return person;
    });

    /// <returns>Refusal: <c>person.erased</c>.</returns>
    internal Refusal? Erase(Stand stand)
    {
        if (Erased) return new("person.erased", new("この方の情報はすでに消去されています。", "This person has been erased already."));
        (Erased, Name) = (true, new("消去済み", "Erased"));
        Record(new PersonErased(Id), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.TwoLanguages(x => x.Name);
        }
    }
}

public sealed record PersonEnrolled(PersonId Person) : Event;

/// <summary>Name, former events and salts of the person were destroyed; what they did stands in the log without them.</summary>
public sealed record PersonErased(PersonId Person) : Event;

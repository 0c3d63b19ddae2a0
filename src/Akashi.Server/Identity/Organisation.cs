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

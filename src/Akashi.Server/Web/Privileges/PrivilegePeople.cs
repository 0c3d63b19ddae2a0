using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using W = Akashi.Server.Web.Privileges.PrivilegeWords;

namespace Akashi.Server.Web.Privileges;

/// <summary>Names of people by id, as a page needs them for many at once.</summary>
public sealed record People(IReadOnlyDictionary<PersonId, Text> Names)
{
    public static readonly People Nobody = new(new Dictionary<PersonId, Text>());

    public Text Of(PersonId person) => Names.GetValueOrDefault(person, W.Unknown);
}

public sealed class PrivilegePeople(DbFactory databases)
{
    public async Task<People> OfAsync(OrganisationId organisation, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        return new(await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, ct));
    }
}

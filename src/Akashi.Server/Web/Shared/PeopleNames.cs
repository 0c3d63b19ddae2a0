using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Shared;

/// <summary>The names of those who act, for paper and files.</summary>
public sealed class PeopleNames(DbFactory databases)
{
    /// <summary>Empty for a person who is not enrolled.</summary>
    public async Task<Text> NameAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor.Organisation);
        return await db.People.Where(p => p.Id == actor.Person).Select(p => (Text?)p.Name).FirstOrDefaultAsync(ct) ?? new("", "");
    }

    /// <summary>True in the organisation that comes with Akashi to look around in.</summary>
    public async Task<bool> OfSampleAsync(Actor actor, CancellationToken ct = default)
    {
        await using var db = databases.Open(actor.Organisation);
        return await db.Organisations.AnyAsync(o => o.Sample, ct);
    }
}

using System.Net;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>The people of the sample organisation, whom a newcomer may enter by a click: only in that organisation, only on this machine.</summary>
public static class SamplePeople
{
    public static async Task<bool> OpenAsync(Db db, HttpContext http, CancellationToken ct) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && await db.Organisations.AnyAsync(o => o.Sample, ct);

    /// <summary>Everybody who can be entered, with their party and roles.</summary>
    public static async Task<IReadOnlyList<SamplePerson>> ListAsync(Db db, Membership members, DateTimeOffset now, CancellationToken ct)
    {
        var parties = await db.Parties.ToDictionaryAsync(p => p.Id, ct);
        return [.. members.People.Values.Where(p => p is { State: PersonState.Active, Machine: false }).OrderBy(p => p.Party is not null).ThenBy(p => p.Id.Value).Select(p => new SamplePerson(
            p.Id, p.Name, p.Party is { } party ? parties[party].Name : null, [.. members.Of(p.Id).Where(a => a.HoldsAt(now)).Select(a => members.TitleOf(a.Role))]))];
    }
}

/// <param name="Party">Null for the organisation's own people.</param>
public sealed record SamplePerson(PersonId Id, Text Name, Text? Party, IReadOnlyList<Text> Roles);

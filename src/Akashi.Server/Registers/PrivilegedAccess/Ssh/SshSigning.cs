using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>Signs certificates under grants, and says which it takes back.</summary>
internal sealed class SshSigning(Desk desk, DbFactory databases, SshAuthorities authorities, TimeProvider time)
{
    public static readonly Act Sign = new("privileges.sign", new("SSH証明書の発行", "Sign SSH certificate"));

    /// <summary>A certificate that has expired need not be revoked any more; so long after it, whatever the clocks of the hosts say.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>Certifies the holder's key for the principals and the period of the grant. One that was approved ahead of its time can be signed ahead of it.</summary>
    /// <returns>Refusals: <c>not-found</c>, <c>privilege.not-yours</c>, <c>privilege.not-live</c>, <c>ssh.not-for-servers</c>, <c>ssh.key</c>, <c>ssh.no-authority</c>.</returns>
    public async Task<Outcome<SshCertificate>> SignAsync(Guid grant, string? publicKey, Actor by, CancellationToken ct)
    {
        if (await desk.RefusesAsync(Sign, by) is { } denied) return denied;
        var authority = authorities.Of(by.Organisation);
        return await desk.RunAsync<SshCertificate>(Sign, by, async (db, stand) =>
        {
            if (await db.FindEntryAsync<PrivilegeRequest>(grant, CancellationToken.None) is not { } request) return Refusal.NotFound;
            if (request.Person != stand.By.Person) return PrivilegeRefusals.NotYours;
            if (request.Target.Principals.Count == 0) return SshRefusals.NotForServers;
            if (request.StandAt(stand.At) is not (PrivilegeStand.Live or PrivilegeStand.Approved)) return PrivilegeRefusals.NotLive;
            var key = SshPublicKey.Parse(publicKey);
            if (key.Refusal is { } unreadable) return unreadable;
            if (authority.Refusal is { } none) return none;
            var serial = (await db.SshCertificates.MaxAsync(c => (long?)c.Serial, CancellationToken.None) ?? 0) + 1;
            var facts = new CertificateFacts(key.Value!, serial, $"akashi {request.Id.Value} #{serial}", request.Target.Principals, Second(request.From!.Value), Second(request.Until!.Value));
            var certificate = SshCertificate.Signed(Ids.New(time), request, facts, CertificateWriter.Write(facts, authority.Value!, $"akashi-{serial}"), stand);
            db.Add(certificate);
            request.Use(Sign.Id, stand.At);
            return certificate;
        }, ct);
    }

    /// <summary>The revocation list as it must be now: what was signed under grants that ended before their time, or to somebody who may not act now.</summary>
    public async Task<Outcome<byte[]>> RevokedAsync(OrganisationId organisation, CancellationToken ct)
    {
        var authority = authorities.Of(organisation);
        if (authority.Refusal is { } no) return no;
        await using var db = databases.Open(organisation);
        var now = time.GetUtcNow();
        var recent = now - Skew;
        var revoked = await db.SshCertificates.Where(c => c.Until > recent)
            .Join(db.Privileges.Where(r => r.Status == PrivilegeStatus.Revoked || r.Status == PrivilegeStatus.GivenBack || db.People.Any(p => p.Id == r.Person && p.State != PersonState.Active)), c => c.Request, r => r.Id, (c, r) => new { c.Serial, r.ChangedAt }).ToListAsync(ct);
        return RevocationList.Write(authority.Value!.PublicKey, revoked.Select(r => r.Serial), now.ToUnixTimeSeconds(), now, $"akashi {organisation.Value}");
    }

    /// <summary>A line for <c>TrustedUserCAKeys</c>.</summary>
    public Outcome<string> PublicKey(OrganisationId organisation) =>
        authorities.Of(organisation) is { Value.PublicKey: var key, Refusal: null } ? $"{key.Kind} {Convert.ToBase64String(key.Blob)} akashi-{organisation.Value}\n" : SshRefusals.NoAuthority;

    private static DateTimeOffset Second(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}

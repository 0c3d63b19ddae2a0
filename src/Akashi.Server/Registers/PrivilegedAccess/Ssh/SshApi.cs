using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

internal static class SshApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("privileges/{id:guid}/sign", async Task<IResult> (Guid id, SignBody body, HttpContext http, SshSigning signing, CancellationToken ct) =>
                ActRoutes.Answer(http, await signing.SignAsync(id, body.PublicKey, http.Actor(), ct), CertificateView.Of))
            .WithTags("Privileged access").Produces<CertificateView>().Describe(SshSigning.Sign);

        var ssh = api.MapGroup("ssh").WithTags("Privileged access");
        ssh.MapGet("certificates", async (Guid? request, HttpContext http, DbFactory databases, CancellationToken ct) =>
        {
            await using var db = databases.Open(http.Actor().Organisation);
            var of = new PrivilegeRequestId(request ?? default);
            return TypedResults.Ok((await db.SshCertificates.Where(c => request == null || c.Request == of).OrderByDescending(c => c.Serial).Take(500).ToListAsync(ct)).Select(CertificateView.Of));
        }).Produces<IEnumerable<CertificateView>>().Reads("ssh.certificates", "Certificates, newest first; request=ID for one grant");
        ssh.MapGet("authority", IResult (HttpContext http, SshSigning signing) =>
            signing.PublicKey(http.Actor().Organisation) is { Refusal: null, Value: var line } ? TypedResults.Text(line, "text/plain") : ActRoutes.Problem(SshRefusals.NoAuthority))
            .Reads("ssh.authority", "The authority's public key, for TrustedUserCAKeys");
        ssh.MapGet("revoked", async Task<IResult> (HttpContext http, SshSigning signing, CancellationToken ct) =>
            await signing.RevokedAsync(http.Actor().Organisation, ct) is { Refusal: null, Value: var list } ? TypedResults.Bytes(list!, "application/octet-stream", "akashi.krl") : ActRoutes.Problem(SshRefusals.NoAuthority))
            .Reads("ssh.revoked", "The key revocation list of OpenSSH, for RevokedKeys");
    }
}

/// <param name="PublicKey">A line as in id_ed25519.pub.</param>
public sealed record SignBody(string PublicKey);

/// <param name="Line">For the file …-cert.pub.</param>
public sealed record CertificateView(
    SshCertificateId Id, int Version, PrivilegeRequestId Request, PersonId Person, long Serial, string Fingerprint, IReadOnlyList<string> Principals,
    DateTimeOffset From, DateTimeOffset Until, DateTimeOffset SignedAt, string Line)
{
    public static CertificateView Of(SshCertificate c) => new(c.Id, c.Version, c.Request, c.Person, c.Serial, c.Fingerprint, c.Principals, c.From, c.Until, c.SignedAt, c.Line);
}

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

public readonly record struct SshCertificateId(Guid Value) : IId;

/// <summary>SSH証明書. What Akashi's authority signed under a grant. It is never changed; it is taken back with its grant.</summary>
public sealed class SshCertificate : Entry
{
    public SshCertificateId Id { get; private set; }

    /// <summary>The grant.</summary>
    public PrivilegeRequestId Request { get; private set; }

    public PersonId Person { get; private set; }

    /// <summary>Unique in the organisation; counts from 1.</summary>
    public long Serial { get; private set; }

    /// <summary>Fingerprint of the person's key, <c>SHA256:…</c>.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary><c>account@host</c>.</summary>
    public IReadOnlyList<string> Principals { get; private set; } = [];

    /// <summary>UTC, whole seconds.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>UTC, whole seconds.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset SignedAt { get; private set; }

    /// <summary>The line of the file <c>…-cert.pub</c>.</summary>
    public string Line { get; private set; } = "";

    public override Guid Key => Id.Value;

    internal static SshCertificate Signed(Guid id, PrivilegeRequest request, CertificateFacts facts, string line, Stand stand)
    {
        var certificate = new SshCertificate
        {
            Id = new(id), Request = request.Id, Person = request.Person, Serial = facts.Serial, Fingerprint = facts.Key.Fingerprint,
            Principals = facts.Principals, From = facts.From, Until = facts.Until, SignedAt = stand.At, Line = line,
        };
        certificate.Record(new SshCertificateSigned(request.Id, facts.Serial, facts.Key.Fingerprint, facts.Principals, facts.From, facts.Until), stand.At);
        return certificate;
    }

    internal sealed class Table : IEntityTypeConfiguration<SshCertificate>
    {
        public void Configure(EntityTypeBuilder<SshCertificate> builder)
        {
            builder.ToTable("ssh_certificates");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Serial }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Request });
            builder.Property(x => x.Principals).AsJson();
            builder.HasOne<PrivilegeRequest>().WithMany().HasForeignKey(x => new { x.Organisation, x.Request }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The authority signed a certificate.</summary>
public sealed record SshCertificateSigned(PrivilegeRequestId Request, long Serial, string Fingerprint, IReadOnlyList<string> Principals, DateTimeOffset From, DateTimeOffset Until) : Event;

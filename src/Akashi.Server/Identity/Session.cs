using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct SessionId(Guid Value) : IId;

/// <summary>
/// セッション. One sign-in in one browser. The browser holds 256 random bits made here; the table holds their hash, so that whoever reads
/// it can take no session over. Not an entry: it changes with every request. How it begins and ends is a leaf.
/// </summary>
public sealed class Session
{
    public OrganisationId Organisation { get; init; }
    public SessionId Id { get; init; }

    /// <summary>SHA-256 of what the browser holds; changes with every rotation.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>SHA-256 of what the browser held before its rights changed; opens until <see cref="FormerUntil"/>, for what it had asked already. Null without one.</summary>
    public byte[]? Former { get; set; }

    /// <summary>UTC; null without a former secret.</summary>
    public DateTimeOffset? FormerUntil { get; set; }

    /// <summary>Stands for the roles and grants that the person had when the secret was made.</summary>
    public string Rights { get; set; } = "";

    public PersonId Person { get; init; }

    /// <summary>How they showed who they are, e.g. <c>password code</c>, <c>passkey</c>, <c>link</c>, <c>sample</c>.</summary>
    public required string Methods { get; set; }

    /// <summary>True when two factors were shown.</summary>
    public bool Strong { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC. When they last showed that it is them.</summary>
    public DateTimeOffset ConfirmedAt { get; set; }

    /// <summary>UTC. When they last did something; written at most every half minute.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>UTC. Over then, whatever happens.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>UTC; null while open.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    /// <summary>UTC; null while it can be used.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>signed-out</c>, <c>revoked</c>, <c>expired</c>, <c>replaced</c>, <c>suspended</c>; null while it can be used.</summary>
    public string? EndedBecause { get; set; }

    /// <summary>UTC. Last change that other nodes must hear of.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>What the browser says of itself.</summary>
    public required string Device { get; init; }

    public required string Address { get; init; }

    /// <summary>Password must be changed, or a second factor set up, before anything else.</summary>
    public string? Owes { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("sessions");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Secret }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Former });
            builder.HasIndex(x => new { x.Organisation, x.Person, x.EndedAt });
            builder.HasIndex(x => new { x.Organisation, x.ChangedAt });
            builder.Property(x => x.Methods).HasMaxLength(60);
            builder.Property(x => x.EndedBecause).HasMaxLength(20);
            builder.Property(x => x.Owes).HasMaxLength(20);
            builder.Property(x => x.Rights).HasMaxLength(16);
            builder.Property(x => x.Device).HasMaxLength(300);
            builder.Property(x => x.Address).HasMaxLength(64);
        }
    }
}

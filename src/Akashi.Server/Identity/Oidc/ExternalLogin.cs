using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity.Oidc;

public readonly record struct ExternalLoginId(Guid Value) : IId;

/// <summary>外部ログイン. Who a person is to an identity provider: its issuer and its subject, which it never gives to somebody else (OpenID Connect Core 1.0, 2 and 5.7).</summary>
public sealed class ExternalLogin : Entry
{
    /// <summary>Characters of a subject (OpenID Connect Core 1.0, 2).</summary>
    public const int LongestSubject = 255;

    public ExternalLoginId Id { get; private set; }
    public PersonId Person { get; private set; }
    public string Issuer { get; private set; } = "";

    /// <summary>Compared as it is; null once it was unlinked.</summary>
    public string? Subject { get; private set; }

    /// <summary>UTC; null while it opens the door.</summary>
    public DateTimeOffset? UnlinkedAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Refusals: <c>login.subject</c>, <c>login.linked</c>, <c>duplicate</c>.</summary>
    public static readonly OpenAct<ExternalLogin, NewLogin> Link = new("logins.link", new("外部ログインのひも付け", "Link sign-in"), (body, stand, id) =>
    {
        if (string.IsNullOrEmpty(body.Subject) || body.Subject.Length > LongestSubject || !Uri.TryCreate(body.Issuer, UriKind.Absolute, out _))
            return new Refusal("login.subject", new("発行者と、255字までの識別子を指定してください。", "Please give an issuer and a subject of up to 255 characters."), 400);
        var login = new ExternalLogin { Id = new(id), Person = body.Person, Issuer = body.Issuer, Subject = body.Subject };
        login.Record(new LoginLinked(body.Person, body.Issuer), stand.At);
        return login;
    }, async (db, _, body, ct) => !await db.People.AnyAsync(p => p.Id == body.Person && p.State == PersonState.Active && !p.Machine, ct) ? new("assignment.unknown", new("利用中の方を選んでください。", "Please choose somebody who is active."), 400)
        : await db.ExternalLogins.AnyAsync(l => l.Person == body.Person && l.Issuer == body.Issuer && l.UnlinkedAt == null, ct) ? new("login.linked", new("この方はすでに別の識別子にひも付いています。", "This person is linked to another subject already.")) : null) { Dangerous = true };

    /// <summary>Refusal: <c>login.unlinked</c>.</summary>
    public static readonly Act<ExternalLogin, NoBody> Unlink = new("logins.unlink", new("外部ログインの解除", "Unlink sign-in"), (login, _, stand) => login.End(stand)) { Dangerous = true };

    /// <returns>Refusal: <c>login.unlinked</c>.</returns>
    internal Refusal? End(Stand stand)
    {
        if (UnlinkedAt is not null) return new("login.unlinked", new("すでに解除されています。", "This was unlinked already."));
        (Subject, UnlinkedAt) = (null, stand.At);
        Record(new LoginUnlinked(Person, Issuer), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<ExternalLogin>
    {
        public void Configure(EntityTypeBuilder<ExternalLogin> builder)
        {
            builder.ToTable("external_logins");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Issuer, x.Subject }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.Property(x => x.Issuer).HasMaxLength(2_000);
            builder.Property(x => x.Subject).HasMaxLength(LongestSubject);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record NewLogin(PersonId Person, string Issuer, string Subject);

/// <summary>The subject stays out of the event, so that erasing the person leaves nothing behind.</summary>
public sealed record LoginLinked(PersonId Person, string Issuer) : Event;

public sealed record LoginUnlinked(PersonId Person, string Issuer) : Event;

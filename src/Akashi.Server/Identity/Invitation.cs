using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Kernel;
using Akashi.Server.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct InvitationId(Guid Value) : IId;

/// <summary>招待. A one-time link by which a person chooses login name and password themselves, so that nobody else ever knows it; also the way back for who forgot it.</summary>
public sealed class Invitation : Entry
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    public InvitationId Id { get; private set; }
    public PersonId Person { get; private set; }

    /// <summary>SHA-256 of the link's secret, lower case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>UTC; null while nobody has used it.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>UTC; null while it was not taken back.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public override Guid Key => Id.Value;

    public bool GoodAt(DateTimeOffset at) => UsedAt is null && RevokedAt is null && at < ExpiresAt;

    public static readonly OpenAct<Invitation, NewInvitation> Invite = new("invitations.invite", new("招待", "Invite"), (body, stand, id) =>
    {
        var invitation = new Invitation { Id = new(id), Person = body.Person, Hash = body.Hash, ExpiresAt = stand.At + Lifetime };
        invitation.Record(new Invited(body.Person, invitation.ExpiresAt), stand.At);
        return invitation;
    }, async (db, invitation, body, ct) =>
    {
        if (!await db.People.AnyAsync(p => p.Id == body.Person && p.State == PersonState.Active && !p.Machine, ct)) return new("invitation.person", new("利用中の方だけを招待できます。", "Only somebody who is active can be invited."), 400);
        if (body.SealedLink is { } link) db.Add(OutboxMail.Of(invitation, link));
        return null;
    }) { Dangerous = true };

    /// <summary>Refusal: <c>invitation.over</c>.</summary>
    public static readonly Act<Invitation, NoBody> Revoke = new("invitations.revoke", new("招待の取消し", "Revoke invitation"), (invitation, _, stand) =>
    {
        if (!invitation.GoodAt(stand.At)) return Over;
        invitation.RevokedAt = stand.At;
        invitation.Record(new InvitationRevoked(invitation.Person), stand.At);
        return null;
    });

    internal static readonly Refusal Over = new("invitation.over", new("この招待リンクは使用済みか、期限切れか、取り消されています。利用者管理者に新しい招待を依頼してください。", "This invitation was used, has expired or was taken back. Please ask your user administrator for a new one."), 410);

    internal void Use(Stand stand)
    {
        UsedAt = stand.At;
        Record(new InvitationUsed(Person), stand.At);
    }

    internal sealed class Table : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("invitations");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Hash }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.Property(x => x.Hash).HasMaxLength(64);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="SealedLink">The whole link under the server's seal, to be mailed; null when it is handed over otherwise.</param>
public sealed record NewInvitation(PersonId Person, string Hash, string? SealedLink = null);

/// <param name="Link">Null when it goes to the person by mail: then nobody else need know it.</param>
public sealed record InvitationLink(string? Link, bool Mailed);

public sealed record Invited(PersonId Person, DateTimeOffset ExpiresAt) : Event;

public sealed record InvitationUsed(PersonId Person) : Event;

public sealed record InvitationRevoked(PersonId Person) : Event;

/// <summary>Makes invitations, and takes in who comes with one.</summary>
public sealed class Invitations(DbFactory databases, Desk desk, Permissions permissions, PasswordRules rules, PasswordHashing passwords, Sessions sessions, TimeProvider time, Outbox? outbox = null)
{
    public static readonly Act Accept = new("invitations.accept", new("招待の受諾", "Accept invitation"));

    /// <summary>The secret part of a fresh link; former ones of the same person are taken back.</summary>
    public Task<Outcome<string>> InviteAsync(PersonId person, Actor by, CancellationToken ct) => InviteAsync(person, _ => null, by, ct);

    /// <summary>By mail, when mail is sent and the person has an address; else the link is for whoever asked to hand over.</summary>
    /// <param name="site">Where the person reaches Akashi.</param>
    public async Task<Outcome<InvitationLink>> SendAsync(PersonId person, Uri site, Actor by, CancellationToken ct)
    {
        var mailed = outbox?.Mails is true && (await permissions.LoadAsync(by.Organisation, ct)).People.GetValueOrDefault(person)?.Email is not null;
        string Link(string secret) => new Uri(site, $"invited/{secret}").ToString();
        var outcome = await InviteAsync(person, secret => mailed ? outbox!.Seal(Link(secret)) : null, by, ct);
        return outcome.Refusal is { } no ? no : new InvitationLink(mailed ? null : Link(outcome.Value!), mailed);
    }

    private async Task<Outcome<string>> InviteAsync(PersonId person, Func<string, string?> seal, Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var now = time.GetUtcNow();
        var former = await db.Invitations.Where(i => i.Person == person && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now).ToListAsync(ct);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var outcome = await desk.OpenAsync(Invitation.Invite, new NewInvitation(person, HashOf(secret), seal(secret)), by, ct);
        if (outcome.Refusal is { } no) return no;
        foreach (var old in former) await desk.ActAsync(Invitation.Revoke, old.Id.Value, old.Version, new NoBody(), by, ct);
        return secret;
    }

    /// <summary>The invitation with its person and, when they have one already, their account; null when it is none that is good.</summary>
    public async Task<(Invitation Invitation, Person Person, Account? Account)?> FindAsync(OrganisationId organisation, string secret, CancellationToken ct)
    {
        var hash = HashOf(secret);
        await using var db = databases.Open(organisation);
        if (await db.Invitations.FirstOrDefaultAsync(i => i.Hash == hash, ct) is not { } invitation || !invitation.GoodAt(time.GetUtcNow())) return null;
        if (await db.People.FirstOrDefaultAsync(p => p.Id == invitation.Person && p.State == PersonState.Active, ct) is not { } person) return null;
        return (invitation, person, await db.Accounts.FirstOrDefaultAsync(a => a.Person == person.Id, ct));
    }

    /// <summary>Opens the account, or gives it a new password, and uses the invitation up, all or nothing. Factors that were set up stay.</summary>
    /// <returns>Refusals: <c>invitation.over</c>, <c>account.login</c>, <c>duplicate</c>, those of <see cref="PasswordRules"/>.</returns>
    public async Task<Outcome<Account>> AcceptAsync(OrganisationId organisation, string secret, string? login, string password, Access access, CancellationToken ct)
    {
        var members = await permissions.LoadAsync(organisation, ct);
        if (await FindAsync(organisation, secret, ct) is not { } found) return Invitation.Over;
        var by = new Actor(found.Person.Id, organisation, _ => true) { Access = access with { Role = members.RolesOf(found.Person.Id, time.GetUtcNow()) } };
        var opened = found.Account is { } has ? has : Account.Open.Open(new NewAccount(found.Person.Id, login ?? ""), new Stand(by, Clock.Truncate(time.GetUtcNow())), Ids.New(time));
        if (opened.Refusal is { } no) return no;
        if (await rules.CheckAsync(password, opened.Value!, members, ct) is { } weak) return weak;
        if (await passwords.HashAsync(password, ct) is not { } hash) return SignInRefusals.Busy;
        var set = new NewPassword(hash, false, members.Number("password.history"));
        var outcome = await desk.RunAsync<Account>(Accept, by, async (db, stand) =>
        {
            if (await db.Invitations.AsTracking().FirstOrDefaultAsync(i => i.Id == found.Invitation.Id, ct) is not { } invitation || !invitation.GoodAt(stand.At)) return Invitation.Over;
            var account = found.Account is { } known ? await db.Accounts.AsTracking().FirstAsync(a => a.Id == known.Id, ct) : Account.Open.Open(new NewAccount(found.Person.Id, login!), stand, Ids.New(time)).Value!;
            if (found.Account is null) db.Add(account);
            Account.SetPassword.Transition(account, set, stand);
            invitation.Use(stand);
            return account;
        }, ct);
        if (outcome.Done && found.Account is not null) await sessions.EndAllAsync(organisation, found.Person.Id, "revoked", by, null, ct);
        return outcome;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

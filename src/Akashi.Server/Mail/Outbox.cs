using System.Security.Cryptography;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Akashi.Server.Mail;

/// <summary>
/// Carries notices and invitations to the mail server. What is owed stands in the database: notices in their own table, invitations in a row that is written in
/// the transaction of the invitation. An attempt is on record before it is made, so a crash in the middle repeats it, under the same Message-ID, and loses nothing.
/// </summary>
public sealed partial class Outbox(DbFactory databases, Permissions permissions, Sequencer log, IDataProtectionProvider protection, MailHouse house, TimeProvider time, ILogger<Outbox> logger) : LaterService, IAfterCommit
{
    public static readonly Act Send = new("mail.send", new("メールの送信", "Send mail"));

    /// <summary>Notices of the last days are posted; older ones were owed when there was no mail server.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private const int Batch = 100;

    private readonly IDataProtector _seal = protection.CreateProtector("Akashi.Mail.Invitation");
    private readonly Signal _owed = new();

    /// <summary>Why the server could not be reached when that was last tried; null when it could.</summary>
    public string? Down { get; private set; }

    public void Committed(OrganisationId organisation, IReadOnlyList<Entry> entries)
    {
        if (house.Options is not null && entries.Any(e => e is Notice or Invitation)) _owed.Call();
    }

    /// <summary>Looks at once whether something is due.</summary>
    internal void Wake() => _owed.Call();

    /// <summary>Whether mail is sent at all.</summary>
    public bool Mails => house.Options is not null;

    /// <summary>The link of an invitation as it may lie in the database: under the server's seal.</summary>
    public string Seal(string link) => _seal.Protect(link);

    /// <summary>Posts what became owed and sends what is due.</summary>
    /// <returns>How many mails the server took.</returns>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        if (house.Options is not { } options) return 0;
        await PostAsync(ct);
        return await SendAsync(options, ct);
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        if (house.Options is null) return;
        while (true)
        {
            try
            {
                await RoundAsync(ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }
            await _owed.WaitAsync(Beat, ct);
        }
    }

    /// <summary>A row for everybody with an address whom a notice is for, once per notice.</summary>
    private async Task PostAsync(CancellationToken ct)
    {
        var (now, since) = (Now, Now - Back);
        await using var all = databases.Open(default);
        var fresh = await all.Notices.IgnoreQueryFilters().Where(n => n.OwedAt > since && !all.Outbox.Any(o => o.Organisation == n.Organisation && o.Notice == n.Id)).OrderBy(n => n.OwedAt).Take(Batch).ToListAsync(ct);
        foreach (var notice in fresh)
        {
            var members = await permissions.LoadAsync(notice.Organisation, ct);
            var readers = members.People.Values.Where(p => p is { State: PersonState.Active, Machine: false, Email: not null } && (notice.Person is { } one ? one == p.Id : members.Permits(p.Id, notice.Audience, null, now))).Select(p => p.Id).ToList();
            await using var db = databases.Open(notice.Organisation);
            db.AddRange(readers.DefaultIfEmpty().Select(p => OutboxMail.Of(notice, p, new(Ids.New(time)), now)));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException twice) when (Constraints.Explain(twice) is not null)
            {
                // Another node has posted it.
            }
        }
    }

    private async Task<int> SendAsync(MailOptions options, CancellationToken ct)
    {
        var now = Now;
        await using var all = databases.Open(default);
        var due = await all.Outbox.IgnoreQueryFilters().Where(o => o.State == MailState.Waiting && o.NextAt <= now).OrderBy(o => o.NextAt).Take(Batch).Select(o => new { o.Organisation, o.Id }).ToListAsync(ct);
        if (due.Count == 0) return 0;
        var sent = 0;
        using var post = new MailPost();
        Down = await post.ConnectAsync(options, ct);
        foreach (var mail in due)
        {
            if (await DeliverAsync(mail.Organisation, mail.Id, options, post, ct)) sent++;
            // Whoever hung up is asked again with the next mail.
            if (Down is null && !post.IsConnected) Down = await post.ConnectAsync(options, ct);
        }
        if (Down is null) await post.LeaveAsync(ct);
        return sent;
    }

    private async Task<bool> DeliverAsync(OrganisationId organisation, OutboxMailId id, MailOptions options, MailPost post, CancellationToken ct)
    {
        await using var db = databases.Open(organisation);
        if (await db.Outbox.AsTracking().FirstOrDefaultAsync(o => o.Id == id && o.State == MailState.Waiting, ct) is not { } mail) return false;
        var (letter, over) = await WriteAsync(db, mail, options, ct);
        if (letter is not null) mail.Try(Now);
        if (letter is null) mail.End(over, null, Now);
        else if (Down is not null) mail.Failed(Down);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;   // another node has it in hand
        }
        using (letter)
        {
            if (letter is null || Down is not null) return false;
            // Once the talk with the server has begun its end is written down, whatever ends around it.
            var said = await post.SendAsync(letter, CancellationToken.None);
            if (said.Fault is null) mail.End(MailState.Sent, null, Now);
            else if (said.Final) mail.End(MailState.Rejected, said.Fault, Now);
            else mail.Failed(said.Fault);
            await db.SaveChangesAsync(CancellationToken.None);
            if (said.Fault is null || said.Final)
                await log.NoteAsync(new LeafFacts(Send.Id, said.Final ? LeafOutcome.Refused : LeafOutcome.Done)
                {
                    Register = mail.Notice is null ? nameof(Invitation) : nameof(Notice), Entry = mail.Notice?.Value ?? mail.Invitation?.Value, Code = said.Final ? "mail.rejected" : null,
                }, Actor.Machine(organisation));
            return said.Fault is null;
        }
    }

    /// <returns>No letter when there is nothing to send any more, and why.</returns>
    private async Task<(MimeMessage? Letter, MailState Over)> WriteAsync(Db db, OutboxMail mail, MailOptions options, CancellationToken ct)
    {
        if (await db.People.FirstOrDefaultAsync(p => p.Id == mail.Person && p.State == PersonState.Active, ct) is not { Email: { } address } person) return (null, MailState.Nobody);
        var organisation = await db.Organisations.Select(o => o.Name).FirstAsync(ct);
        var letter = new MimeMessage();
        letter.From.Add(new MailboxAddress("Akashi", options.From));
        letter.To.Add(new MailboxAddress(person.Name.Ja, address));
        (letter.Date, letter.MessageId) = (Now, mail.MessageId(options.From[(options.From.LastIndexOf('@') + 1)..]));
        letter.Headers.Add("Auto-Submitted", "auto-generated");   // RFC 3834: no out-of-office answers
        if (mail.Notice is { } notice) MailWords.Write(letter, await db.Notices.FirstAsync(n => n.Id == notice, ct), organisation);
        else
        {
            var invitation = await db.Invitations.FirstAsync(i => i.Id == mail.Invitation, ct);
            if (!invitation.GoodAt(Now) || Unseal(mail.Sealed) is not { } link) return (null, MailState.Expired);
            MailWords.Write(letter, person.Name, organisation, link, invitation.ExpiresAt);
        }
        return (letter, default);
    }

    private string? Unseal(string? link)
    {
        try
        {
            return link is null ? null : _seal.Unprotect(link);
        }
        catch (CryptographicException)
        {
            return null;   // the keys of the data folder were lost or replaced; a new invitation helps
        }
    }

    private DateTimeOffset Now => Clock.Truncate(time.GetUtcNow());

    public override void Dispose()
    {
        base.Dispose();
        _owed.Dispose();
    }

    [LoggerMessage(7601, LogLevel.Error, "Mail could not be looked after; trying again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}

/// <summary>Whether and through which server mail is sent.</summary>
/// <param name="Options">Null when it is not.</param>
public sealed record MailHouse(MailOptions? Options);

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Mail;

/// <summary>How mail stands.</summary>
/// <param name="Server">Host and port; null when no mail is sent.</param>
/// <param name="Down">Why the server could not be reached when that was last tried; null when it could.</param>
public sealed record MailStatus(string? Server, string? From, string? Down, IReadOnlyDictionary<MailState, int> Counts, IReadOnlyList<MailView> Newest);

/// <summary>One mail, without what stands in it.</summary>
/// <param name="About">Title of the notice; null for an invitation.</param>
public sealed record MailView(OutboxMailId Id, PersonId? Person, Text? About, MailState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, DateTimeOffset? SentAt, string? Fault);

/// <summary>Reads how mail stands, and has one tried at once.</summary>
public sealed class MailReading(DbFactory databases, Desk desk, Sequencer log, MailHouse house, Outbox outbox, TimeProvider time)
{
    public const int Most = 100;

    /// <summary>Tries a mail at once that waits, or once more one that was rejected, after somebody put right what stood in the way.</summary>
    public static readonly Act Retry = new("mail.retry", new("メールの再送", "Send mail again"));

    public async Task<MailStatus> ReadAsync(Actor by, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var counts = await db.Outbox.GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        // What did not go out stands on top.
        var newest = await db.Outbox.OrderByDescending(o => o.State == MailState.Waiting || o.State == MailState.Rejected).ThenByDescending(o => o.CreatedAt).Take(Most).ToListAsync(ct);
        var notices = newest.Select(o => o.Notice).OfType<NoticeId>().ToList();
        var titles = await db.Notices.Where(n => notices.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.Title, ct);
        return new(house.Options?.Server, house.Options?.From, outbox.Down, counts, [.. newest.Select(o => new MailView(
            o.Id, o.Person == default ? null : o.Person, o.Notice is { } n ? titles[n] : null, o.State, o.Attempts, o.CreatedAt, o.State is MailState.Waiting ? o.NextAt : null, o.SentAt, o.Fault))]);
    }

    /// <returns>Refusals: <c>not-permitted</c>, <c>not-found</c>, <c>mail.over</c>; null when done.</returns>
    public async Task<Refusal?> RetryAsync(OutboxMailId id, Actor by, CancellationToken ct)
    {
        if (await desk.RefusesAsync(Retry, by) is { } no) return no;
        await using var db = databases.Open(by.Organisation);
        if (await db.Outbox.AsTracking().FirstOrDefaultAsync(o => o.Id == id, ct) is not { } mail) return Refusal.NotFound;
        // A rejected invitation has lost its link: it takes a new one.
        if (mail.State is not MailState.Waiting && (mail.State is not MailState.Rejected || mail.Notice is null)) return Over;
        (mail.State, mail.NextAt) = (MailState.Waiting, Clock.Truncate(time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await log.NoteAsync(new LeafFacts(Retry.Id, LeafOutcome.Done) { About = $"mail={id.Value}" }, by);
        outbox.Wake();
        return null;
    }

    private static readonly Refusal Over = new("mail.over", new("このメールは再送できません。招待の場合は新しい招待リンクを作ってください。", "This mail cannot be sent again. For an invitation, please make a new link."));
}

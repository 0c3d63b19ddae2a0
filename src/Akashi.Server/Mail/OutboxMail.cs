using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Mail;

public readonly record struct OutboxMailId(Guid Value) : IId;

/// <summary>Rejected: the server will never take it. Expired: the invitation is not good any more. Nobody: nobody it is for has an address.</summary>
public enum MailState { Waiting, Sent, Rejected, Expired, Nobody }

/// <summary>
/// 送信箱のメール. One mail to one person about a notice or an invitation. Not an entry: it changes with every attempt. That it went out, or never will, is a leaf.
/// The address is looked up when it is sent.
/// </summary>
public sealed class OutboxMail
{
    /// <summary>Characters of a fault.</summary>
    public const int LongestFault = 300;

    /// <summary>The longest time between two attempts.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public OrganisationId Organisation { get; init; }
    public OutboxMailId Id { get; init; }

    /// <summary>The notice it carries; null for an invitation.</summary>
    public NoticeId? Notice { get; init; }

    /// <summary>The invitation it carries; null for a notice.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>Who it goes to; no one's id when nobody has an address.</summary>
    public PersonId Person { get; init; }

    public MailState State { get; set; }

    /// <summary>The invitation's link, sealed by the server's key; gone as soon as the mail is.</summary>
    public string? Sealed { get; set; }

    public int Attempts { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; when it is tried next.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>UTC; null while the server has not taken it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why the last attempt failed, in the server's words; null when none did.</summary>
    public string? Fault { get; set; }

    /// <summary>The same at every attempt, so that whoever gets a mail twice after a crash can tell.</summary>
    public string MessageId(string domain) => $"{(Notice is { } n ? "notice." + n.Value.ToString("N") : "invitation." + Invitation!.Value.Value.ToString("N"))}.{Person.Value:N}@{domain}";

    /// <summary>An attempt begins; if nobody ever says how it ended, the next comes by itself.</summary>
    public void Try(DateTimeOffset now)
    {
        Attempts++;
        NextAt = now + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, TimeSpan.FromSeconds(15).Ticks << Math.Min(Attempts, 10)));
    }

    /// <summary>It ended, well or not: the link is dropped.</summary>
    public void End(MailState state, string? fault, DateTimeOffset now)
    {
        (State, Fault, Sealed) = (state, Cut(fault), null);
        if (state is MailState.Sent) SentAt = now;
    }

    public void Failed(string fault) => Fault = Cut(fault);

    internal static OutboxMail Of(Notice notice, PersonId person, OutboxMailId id, DateTimeOffset now) => new()
    {
        Organisation = notice.Organisation, Id = id, Notice = notice.Id, Person = person, State = person == default ? MailState.Nobody : MailState.Waiting, CreatedAt = now, NextAt = now,
    };

    internal static OutboxMail Of(Invitation invitation, string link) => new()
    {
        Organisation = invitation.Organisation, Id = new(invitation.Key), Invitation = invitation.Id, Person = invitation.Person, Sealed = link, CreatedAt = invitation.ChangedAt, NextAt = invitation.ChangedAt,
    };

    private static string? Cut(string? fault) => fault?.ReplaceLineEndings(" ") is { } line ? line[..Math.Min(line.Length, LongestFault)] : null;

    internal sealed class Table : IEntityTypeConfiguration<OutboxMail>
    {
        public void Configure(EntityTypeBuilder<OutboxMail> builder)
        {
            builder.ToTable("outbox");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Notice, x.Person }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Invitation }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.State, x.NextAt });
            builder.Property(x => x.Fault).HasMaxLength(LongestFault);
            builder.Property(x => x.Attempts).IsConcurrencyToken();
            builder.HasOne<Notice>().WithMany().HasForeignKey(x => new { x.Organisation, x.Notice }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invitation>().WithMany().HasForeignKey(x => new { x.Organisation, x.Invitation }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.AccessReviews;

public readonly record struct ReviewLineId(Guid Value) : IId;

/// <summary>Lapsed: nobody decided in time, and the assignment ended by itself.</summary>
public enum ReviewDecision { Pending, Keep, Remove, Lapsed }

/// <summary>棚卸しの明細. One assignment as it stood when a campaign was opened, and what was decided about it.</summary>
public sealed class ReviewLine : Entry
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 500;

    public ReviewLineId Id { get; private set; }
    public ReviewCampaignId Campaign { get; private set; }
    public AssignmentId Assignment { get; private set; }

    /// <summary>Who holds the role.</summary>
    public PersonId Person { get; private set; }

    public string Role { get; private set; } = "";

    /// <summary>Null for every service.</summary>
    public ServiceId? Service { get; private set; }

    /// <summary>Null for every catalog.</summary>
    public CatalogId? Catalog { get; private set; }

    /// <summary>UTC; the end the assignment had when the campaign opened, null without one.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Who decides: never the one who holds the role, nor who answers for the program that does.</summary>
    public PersonId Responsible { get; private set; }

    public ReviewDecision Decision { get; private set; }

    /// <summary>Why; always there for a removal.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>UTC; null while nobody has decided.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Null while nobody has decided, and for what lapsed.</summary>
    public PersonId? DecidedBy { get; private set; }

    public override Guid Key => Id.Value;

    internal static ReviewLine Make(ReviewLineId id, ReviewCampaignId campaign, Assignment of, PersonId responsible, Stand stand)
    {
        var line = new ReviewLine { Id = id, Campaign = campaign, Assignment = of.Id, Person = of.Person, Role = of.Role, Service = of.Service, Catalog = of.Catalog, Until = of.Until, Responsible = responsible };
        line.Record(new ReviewLineOpened(campaign, of.Id, of.Person, of.Role, of.Service, of.Catalog, responsible), stand.At);
        return line;
    }

    /// <returns>Refusals: <c>review.own</c>, <c>review.not-yours</c>, <c>review.decided</c>, <c>review.reason</c>.</returns>
    internal Refusal? Decide(ReviewDecisionBody body, PersonId? owner, Stand stand)
    {
        if (stand.By.Person == Person || stand.By.Person == owner) return new("review.own", new("ご自身（またはご自身が責任を持つプログラム）の権限は、ご自身では判断できません。", "Nobody decides about their own role, nor that of a program they answer for."));
        if (stand.By.Person != Responsible) return new("review.not-yours", new("この明細の担当はほかの方です。", "Somebody else is responsible for this line."));
        if (Decision is ReviewDecision.Remove or ReviewDecision.Lapsed) return new("review.decided", new("この割当てはすでに終了しています。必要な場合は改めて割り当ててください。", "The assignment has been ended already; if it is needed, assign the role anew."));
        var reason = body.Reason?.Trim() ?? "";
        if (reason.Length > LongestReason || (!body.Keep && reason.Length == 0)) return new("review.reason", new Text("外す理由を{0}字までで入力してください。", "Please say in up to {0} characters why it is taken away.").With(LongestReason), 400);
        (Decision, Reason, DecidedAt, DecidedBy) = (body.Keep ? ReviewDecision.Keep : ReviewDecision.Remove, reason, stand.At, stand.By.Person);
        Record(new ReviewLineDecided(Decision, reason), stand.At);
        return null;
    }

    internal void Lapse(Stand stand)
    {
        (Decision, Reason, DecidedAt) = (ReviewDecision.Lapsed, Reviews.LapseReason.Ja, stand.At);
        Record(new ReviewLineDecided(Decision, Reason), stand.At);
    }

    /// <returns>Refusals: <c>review.decided</c>, <c>review.reviewer</c>.</returns>
    internal Refusal? HandOver(PersonId to, PersonId? owner, string? reason, Stand stand)
    {
        if (Decision is not ReviewDecision.Pending) return new("review.decided", new("この明細はすでに判断されています。", "This line has been decided already."));
        if (to == Person || to == owner) return Reviews.NoReviewer;
        Responsible = to;
        Record(new ReviewLineHandedOver(to, reason?.Trim() ?? ""), stand.At);
        Owe(new("review.handed-over", new("権限の棚卸しの明細が引き継がれました。判断をお願いします。", "A line of an access review was handed over to you. Please decide."), false, "", to), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<ReviewLine>
    {
        public void Configure(EntityTypeBuilder<ReviewLine> builder)
        {
            builder.ToTable("review_lines");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Campaign, x.Assignment }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Assignment });
            builder.Property(x => x.Role).HasMaxLength(Identity.Role.LongestKey);
            builder.Property(x => x.Reason).HasMaxLength(LongestReason);
            builder.HasOne<ReviewCampaign>().WithMany().HasForeignKey(x => new { x.Organisation, x.Campaign }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Assignment>().WithMany().HasForeignKey(x => new { x.Organisation, x.Assignment }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Keep">False takes the role away, in the same transaction.</param>
public sealed record ReviewDecisionBody(bool Keep, string? Reason = null);

public sealed record ReviewHandOver(PersonId To, string? Reason = null);

public sealed record ReviewLineOpened(ReviewCampaignId Campaign, AssignmentId Assignment, PersonId Person, string Role, ServiceId? Service, CatalogId? Catalog, PersonId Responsible) : Event;

public sealed record ReviewLineDecided(ReviewDecision Decision, string Reason) : Event;

public sealed record ReviewLineHandedOver(PersonId To, string Reason) : Event;

using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.AccessReviews;

public readonly record struct ReviewCampaignId(Guid Value) : IId;

/// <summary>How far a campaign has come by the calendar. Due: it is the last day. Escalated: that day is over. Overdue: so is the further time.</summary>
public enum ReviewStage { Open, Due, Escalated, Overdue, Closed }

/// <summary>
/// 権限の棚卸し. Once in a while everybody who is responsible looks at who may do what and says for each assignment whether it is still needed
/// (provision standard 4.4, 5.3.1). Days are Japan's. Its rules are those of the day it was opened.
/// </summary>
public sealed class ReviewCampaign : Entry
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 100;

    public ReviewCampaignId Id { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Last day to decide.</summary>
    public DateOnly Due { get; private set; }

    /// <summary>Days after <see cref="Due"/> until what nobody decided is overdue.</summary>
    public int GraceDays { get; private set; }

    /// <summary>True when an assignment that nobody decided about ends by itself once it is overdue.</summary>
    public bool Lapses { get; private set; }

    /// <summary>Who decides what; the first that fits.</summary>
    public IReadOnlyList<ReviewerChoice> Reviewers { get; private set; } = [];

    /// <summary>Assignments that stood when it was opened.</summary>
    public int Lines { get; private set; }

    public PersonId OpenedBy { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The stage that people were last told of; may lag behind <see cref="StageAt"/>.</summary>
    public ReviewStage Told { get; private set; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>SHA-256 of the frozen result as JSON in the evidence store; null while open.</summary>
    public string? RecordHash { get; private set; }

    /// <summary>SHA-256 of the frozen result as CSV; null while open.</summary>
    public string? TableHash { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Where it stands on a day, whether or not anybody was told.</summary>
    public ReviewStage StageAt(DateOnly today) =>
        ClosedAt is not null ? ReviewStage.Closed
        : today > Due.AddDays(GraceDays) ? ReviewStage.Overdue
        : today > Due ? ReviewStage.Escalated
        : today == Due ? ReviewStage.Due : ReviewStage.Open;

    /// <returns>Refusals: <c>review.name</c>, <c>review.due</c>.</returns>
    internal static Outcome<ReviewCampaign> Make(ReviewCampaignId id, NewReview body, ReviewRules rules, IReadOnlyCollection<ReviewLine> lines, Stand stand)
    {
        var name = body.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName) return new Refusal("review.name", new Text("名称を{0}字までで入力してください。", "Please give a name of up to {0} characters.").With(LongestName), 400);
        if (body.Due < Clock.DayOf(stand.At)) return new Refusal("review.due", new("期日には今日以降の日を選んでください。", "The last day must be today or later."), 400);
        var campaign = new ReviewCampaign
        {
            Id = id, Name = name, Due = body.Due, GraceDays = rules.GraceDays, Lapses = rules.Lapses, Reviewers = [.. body.Reviewers], Lines = lines.Count, OpenedBy = stand.By.Person, OpenedAt = stand.At,
        };
        campaign.Record(new ReviewOpened(name, body.Due, rules.GraceDays, rules.Lapses, lines.Count), stand.At);
        foreach (var mine in lines.GroupBy(l => l.Responsible))
            campaign.Tell("review.opened", new Text("権限の棚卸し「{0}」で{1}件の判断をお願いします（{2:yyyy-MM-dd}まで）。", "Access review “{0}” waits for {1} decisions of yours by {2:yyyy-MM-dd}.").With(name, mine.Count(), body.Due), mine.Key, stand.At);
        return campaign;
    }

    /// <summary>The calendar moved on: those who still owe decisions are reminded, then those who look after people hear of it, once per stage.</summary>
    /// <param name="open">Lines that nobody decided, by who is responsible.</param>
    /// <param name="lapsed">Assignments that ended with it.</param>
    internal void Advance(ReviewStage stage, IReadOnlyList<ReviewLine> open, int lapsed, Stand stand)
    {
        Told = stage;
        Record(new ReviewStageReached(stage, open.Count, lapsed), stand.At);
        if (open.Count == 0 && lapsed == 0) return;
        foreach (var mine in open.GroupBy(l => l.Responsible))
            Tell("review.due", new Text("権限の棚卸し「{0}」の判断が{1}件残っています（期日 {2:yyyy-MM-dd}）。", "Access review “{0}”: {1} decisions of yours are still open (due {2:yyyy-MM-dd}).").With(Name, mine.Count(), Due), mine.Key, stand.At);
        if (stage is ReviewStage.Escalated)
            Owe(new("review.escalated", new Text("権限の棚卸し「{0}」は期日を過ぎ、{1}件が未判断です。別の方に引き継げます。", "Access review “{0}” is past its day with {1} lines undecided. They can be handed over.").With(Name, open.Count), true, Reviews.Close.Id), stand.At);
        if (stage is ReviewStage.Overdue)
            Owe(new("review.overdue", new Text("権限の棚卸し「{0}」は猶予も過ぎました。未判断{1}件、自動で終了した割当て{2}件。", "The further time of access review “{0}” is over: {1} undecided, {2} assignments ended by themselves.").With(Name, open.Count, lapsed), true, Reviews.Close.Id), stand.At);
    }

    /// <summary>From here on its result is evidence.</summary>
    internal void Finish(string record, string table, ReviewCounts counts, Stand stand)
    {
        (RecordHash, TableHash, ClosedAt) = (record, table, stand.At);
        Record(new ReviewClosed(record, table, counts), stand.At);
    }

    private void Tell(string kind, Text title, PersonId person, DateTimeOffset at) => Owe(new(kind, title, false, "", person), at);

    internal sealed class Table : IEntityTypeConfiguration<ReviewCampaign>
    {
        public void Configure(EntityTypeBuilder<ReviewCampaign> builder)
        {
            builder.ToTable("review_campaigns");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.ClosedAt });
            builder.Property(x => x.Name).HasMaxLength(LongestName);
            builder.Property(x => x.Reviewers).AsJson();
            builder.Property(x => x.RecordHash).HasMaxLength(64);
            builder.Property(x => x.TableHash).HasMaxLength(64);
        }
    }
}

/// <param name="Due">Last day to decide, in Japan.</param>
/// <param name="Reviewers">In order; for each assignment the first that fits and is neither its person nor answers for its program.</param>
public sealed record NewReview(string? Name, DateOnly Due, IReadOnlyList<ReviewerChoice> Reviewers);

/// <summary>Who decides about which assignments.</summary>
/// <param name="Party">Those of people of this party; null for everybody's.</param>
/// <param name="Role">Those to this role; null for every role.</param>
public sealed record ReviewerChoice(PersonId Person, PartyId? Party = null, string? Role = null);

/// <summary>What the organisation has set when a campaign is opened.</summary>
public sealed record ReviewRules(int GraceDays, bool Lapses);

/// <param name="Gone">Undecided, and not needed any more: the assignment had ended.</param>
public sealed record ReviewCounts(int Keep, int Remove, int Lapsed, int Gone, int Undecided);

public sealed record ReviewOpened(string Name, DateOnly Due, int GraceDays, bool Lapses, int Lines) : Event;

/// <summary>The calendar reached a stage, and people were told.</summary>
public sealed record ReviewStageReached(ReviewStage Stage, int Undecided, int Lapsed) : Event;

/// <summary>The result was frozen under these hashes (SHA-256 of the JSON and of the CSV).</summary>
public sealed record ReviewClosed(string RecordHash, string TableHash, ReviewCounts Counts) : Event;

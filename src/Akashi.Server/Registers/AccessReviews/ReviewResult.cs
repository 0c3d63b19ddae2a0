using System.Globalization;
using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Registers.AccessReviews;

/// <summary>
/// What a campaign came to, as it is frozen: people by their ids, so that whoever is erased is erased here too. The files are named after what is in them
/// (docs: Registers/AccessReviews/README.md).
/// </summary>
/// <param name="Format">Name and version of the form.</param>
public sealed record ReviewResult(
    string Format, Guid Campaign, string Name, DateOnly Due, PersonId OpenedBy, DateTimeOffset OpenedAt, PersonId ClosedBy, DateTimeOffset ClosedAt, ReviewCounts Counts, IReadOnlyList<ReviewResultLine> Lines)
{
    private static readonly JsonSerializerOptions Indented = new(Columns.Json) { WriteIndented = true };

    internal static async Task<ReviewResult> OfAsync(Db db, ReviewCampaign campaign, Stand stand, CancellationToken ct)
    {
        var ends = await (from l in db.ReviewLines.Where(l => l.Campaign == campaign.Id) join a in db.Assignments on l.Assignment equals a.Id select new { l.Id, a.EndedAt }).ToDictionaryAsync(x => x.Id, x => x.EndedAt, ct);
        var lines = await db.ReviewLines.Where(l => l.Campaign == campaign.Id).OrderBy(l => l.Id).ToListAsync(ct);
        return new("akashi-access-review/1", campaign.Key, campaign.Name, campaign.Due, campaign.OpenedBy, campaign.OpenedAt, stand.By.Person, stand.At, Count(lines, l => ends[l.Id] is not null),
            [.. lines.Select(l => new ReviewResultLine(l.Id, l.Assignment, l.Person, l.Role, l.Service?.Value, l.Catalog?.Value, l.Until, l.Responsible, l.Decision, l.Reason, l.DecidedAt, l.DecidedBy, ends[l.Id]))]);
    }

    /// <param name="ended">Whether a line's assignment has ended.</param>
    internal static ReviewCounts Count(IReadOnlyCollection<ReviewLine> lines, Func<ReviewLine, bool> ended)
    {
        int Of(ReviewDecision decision) => lines.Count(l => l.Decision == decision);
        var gone = lines.Count(l => l.Decision is ReviewDecision.Pending && ended(l));
        return new(Of(ReviewDecision.Keep), Of(ReviewDecision.Remove), Of(ReviewDecision.Lapsed), gone, Of(ReviewDecision.Pending) - gone);
    }

    public Stream Json() => new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(this, Indented));

    /// <summary>UTF-8 with a mark, as Excel wants it; a text that a spreadsheet would compute is made harmless.</summary>
    public Stream Csv()
    {
        var stream = new MemoryStream();
        using (var text = new StreamWriter(stream, CsvWriter.Utf8, leaveOpen: true))
        {
            CsvWriter.Line(text, ["line", "assignment", "person", "role", "service", "catalog", "until", "responsible", "decision", "reason", "decided_at", "decided_by", "ended_at"]);
            foreach (var l in Lines)
                CsvWriter.Line(text, [Id(l.Line.Value), Id(l.Assignment.Value), Id(l.Person.Value), l.Role, Id(l.Service), Id(l.Catalog), At(l.Until), Id(l.Responsible.Value),
                    JsonNamingPolicy.CamelCase.ConvertName(l.Decision.ToString()), l.Reason, At(l.DecidedAt), Id(l.DecidedBy?.Value), At(l.EndedAt)]);
        }
        stream.Position = 0;
        return stream;
    }

    private static string? Id(Guid? id) => id?.ToString();

    private static string? At(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <param name="EndedAt">UTC; when the assignment was ended, by whatever; null while it stands.</param>
public sealed record ReviewResultLine(
    ReviewLineId Line, AssignmentId Assignment, PersonId Person, string Role, Guid? Service, Guid? Catalog, DateTimeOffset? Until, PersonId Responsible,
    ReviewDecision Decision, string Reason, DateTimeOffset? DecidedAt, PersonId? DecidedBy, DateTimeOffset? EndedAt);

using System.Globalization;
using System.Runtime.CompilerServices;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Services;
using Akashi.Server.Web.Shared;
using C = Akashi.Server.Web.Changes.ChangeWords;
using I = Akashi.Server.Web.Incidents.IncidentWords;

namespace Akashi.Server.Web.Lists;

/// <summary>Lists of registers as files: the rows of the page, as it is narrowed, all of them.</summary>
internal static class RegisterListsApi
{
    private const int Step = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("incidents/export", async Task<IResult> (string? state, string? format, HttpContext http, IncidentsReading reading, Permissions permissions, TimeProvider time, CancellationToken ct) =>
        {
            if ((format ??= "xlsx") is not ("xlsx" or "csv")) return ActRoutes.Problem(Refusal.Malformed(ListWords.Format));
            var (by, only) = (http.Actor(), Paths.Read<IncidentState>(state));
            List<ListColumn> columns = [new(I.Number, 8), new(I.Subject, 46), new(Words.State, 14), new(I.SeverityLabel, 10), new(I.Exercise, 8), new(I.Source, 14), new(I.Discovered, 18), new(I.Reported, 18), new(I.Services, 34), new(I.Customers, 34),
                new(I.PersonalDataLabel, 14), new(I.Recovered, 18), new(I.NextDue, 18), new(I.Cause, 46), new(I.Lesson, 46)];
            var table = new ListTable(I.Title, only is { } one ? I.Of(one).Label : "", NameOf(permissions, by), columns, IncidentRowsAsync(reading, permissions.Of(by.Organisation), only, by, ct));
            return await ListsApi.FileAsync(http, table, "incidents", format, time, ct);
        }).WithTags("Incidents").Produces(200, null, ListsApi.Xlsx, "text/csv").ProducesProblem(400).Reads("incidents.export", "The list of incidents as a file (xlsx or csv), narrowed by state; for inside");

        api.MapGet("changes/export", async Task<IResult> (string? show, string? format, HttpContext http, ChangesReading reading, Permissions permissions, TimeProvider time, CancellationToken ct) =>
        {
            if ((format ??= "xlsx") is not ("xlsx" or "csv")) return ActRoutes.Problem(Refusal.Malformed(ListWords.Format));
            var by = http.Actor();
            var members = permissions.Of(by.Organisation);
            List<ListColumn> columns = [new(C.What, 46), new(C.Kind, 10), new(Words.State, 18), new(C.Risk, 8), new(C.From, 18), new(C.To, 18), new(C.Asker, 20), new(C.Services, 34), new(C.Customers, 34), new(C.Reason, 46), new(C.Impact, 46), new(C.Rollback, 46), new(C.Approvals, 10), new(C.Result, 14)];
            var rows = (await reading.ListAsync(by, Paths.Read<ChangeShow>(show) ?? ChangeShow.All, ct)).Select(c => (IReadOnlyList<string?>)
            [
                c.Plan.Title, C.Of(c.Kind), C.Mark(c, reading.Now).Label, C.Of(c.Plan.Risk), Moment(c.From), Moment(c.To), members.People.GetValueOrDefault(c.Person)?.Name, Names(c.Plan.Services, members), Names(c.Plan.Customers, members),
                c.Plan.Reason, c.Plan.Impact, c.Plan.Rollback, C.ApprovalsOf.With(c.Approval.Votes.Count, c.Approval.Needed), c.Ended is { } ended ? C.Of(ended.Result) : null,
            ]);
            return await ListsApi.FileAsync(http, new(C.Title, show ?? "", NameOf(permissions, by), columns, rows.ToAsyncEnumerable()), "changes", format, time, ct);
        }).WithTags("Changes").Produces(200, null, ListsApi.Xlsx, "text/csv").ProducesProblem(400).Reads("changes.export", "The list of changes as a file (xlsx or csv), narrowed as the page is; for inside");
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?>> IncidentRowsAsync(IncidentsReading reading, Membership members, IncidentState? only, Actor by, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = 1; ; page++)
        {
            var found = await reading.PageAsync(only is { } state ? [state] : [], page, Step, by, ct);
            foreach (var line in found.Lines)
            {
                var i = line.Incident;
                yield return
                [
                    i.Number.ToString(CultureInfo.InvariantCulture), i.Title, I.Of(i.State).Label, i.Severity is { } severity ? I.Of(severity).Label : null, i.Exercise ? "○" : null, I.Of(i.Source), Moment(i.DiscoveredAt), Moment(i.ReportedAt),
                    Names(i.Services, members), Names(i.Customers, members), i.Severity is null ? null : I.Of(i.PersonalData), Moment(i.RecoveredAt), Moment(line.NextDue), i.Cause, i.Lesson,
                ];
            }
            if (page * Step >= found.Total) yield break;
        }
    }

    private static string NameOf(Permissions permissions, Actor by) => permissions.Of(by.Organisation).People.GetValueOrDefault(by.Person)?.Name.ToString() ?? "";

    private static string Names(IReadOnlyList<ServiceId> services, Membership members) => Joined(services.Select(s => members.Services.GetValueOrDefault(s)?.Name));

    private static string Names(IReadOnlyList<PartyId> parties, Membership members) => Joined(parties.Select(p => members.Parties.GetValueOrDefault(p)?.Name));

    private static string Joined(IEnumerable<Text?> names) => string.Join(Text.English ? ", " : "、", names.Select(n => n?.ToString()).Where(n => n is not null));

    private static string? Moment(DateTimeOffset? at) => at?.ToOffset(Clock.Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

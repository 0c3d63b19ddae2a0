using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

/// <summary><c>akashi incident</c>: reporting, and writing the timeline while it happens.</summary>
internal static class IncidentCommand
{
    private static readonly string[] Sources = ["staff", "customer", "monitor", "machine"];
    private static readonly string[] States = ["reported", "responding", "recovered", "closed", "dismissed"];
    private static readonly string[] Kinds = ["note", "status", "decision"];

    public static AkashiCommand Create(CommonOptions common) => new("incident", new Words("インシデントの報告と経過の記入", "Report incidents, write their timeline"),
        ("akashi incident report --title \"画面が開かない\" --source monitor --mark probe/platform", new("監視から報告（同じ印の再報告は経過の一行になる）", "Report from a monitor; the same mark again is a line of the timeline")),
        ("akashi incident note 12 --text \"経路を切り替えた\" --kind status", new("経過に書く", "Write into the timeline")))
    {
        Report(common), List(common), Note(common),
    };

    private static AkashiCommand Report(CommonOptions common)
    {
        var title = new Option<string>("--title") { Description = new Words("件名", "Title"), HelpName = "TEXT", Required = true };
        var text = new Option<string?>("--text") { Description = new Words("起きていること", "What is happening"), HelpName = "TEXT" };
        var source = new Option<string>("--source") { Description = new Words("気づいた側", "Who noticed"), HelpName = string.Join('|', Sources), DefaultValueFactory = _ => "staff" };
        source.AcceptOnlyFromAmong(Sources);
        var at = new Option<DateTimeOffset?>("--at") { Description = new Words("気づいた時刻（既定: いま。時差つき）", "When it was noticed, with its offset (default: now)"), HelpName = "TIME" };
        var mark = new Option<string?>("--mark") { Description = new Words("同じ知らせを見分ける印", "Tells the same message again from another one"), HelpName = "TEXT" };
        var exercise = new Option<bool>("--exercise") { Description = new Words("訓練", "It is an exercise") };
        var command = new AkashiCommand("report", new Words("インシデントの報告", "Report an incident")) { title, text, source, at, mark, exercise };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var body = new JsonObject
            {
                ["title"] = parsed.GetValue(title), ["description"] = parsed.GetValue(text), ["source"] = parsed.GetValue(source), ["discoveredAt"] = parsed.GetValue(at), ["mark"] = parsed.GetValue(mark), ["exercise"] = parsed.GetValue(exercise),
            };
            var answer = await (await session.ApiAsync()).ActAsync("api/incidents", body, null, session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else Show(session, [Api.Read(answer, Answers.Default.IncidentAnswer)]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand List(CommonOptions common)
    {
        var state = new Option<string?>("--state") { Description = new Words("この状態のものだけ", "Only in this state"), HelpName = string.Join('|', States) };
        state.AcceptOnlyFromAmong(States);
        var command = new AkashiCommand("list", new Words("インシデントの一覧", "List incidents"), ("akashi incident list --state responding", new("対応中のもの", "Those under way"))) { state };
        command.Does(common, async session =>
        {
            var answer = await (await session.ApiAsync()).GetAsync("api/incidents" + (session.Parsed.GetValue(state) is { } one ? $"?state={one}" : ""), session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else Show(session, Api.Read(answer, Answers.Default.IncidentListAnswer).Items);
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Note(CommonOptions common)
    {
        var number = new Argument<int>("NUMBER") { Description = new Words("インシデントの番号", "Number of the incident") };
        var text = new Option<string>("--text") { Description = new Words("内容", "Words"), HelpName = "TEXT", Required = true };
        var kind = new Option<string>("--kind") { Description = new Words("種類", "Kind"), HelpName = string.Join('|', Kinds), DefaultValueFactory = _ => "note" };
        kind.AcceptOnlyFromAmong(Kinds);
        var command = new AkashiCommand("note", new Words("経過への記入", "Write into the timeline"), ("akashi incident note 12 --text \"原因を特定\"", new("番号12の経過に書く", "Into that of number 12"))) { number, text, kind };
        command.Does(common, async session =>
        {
            var api = await session.ApiAsync();
            var wanted = session.Parsed.GetValue(number);
            // Only an open incident takes notes, and those are few.
            var open = Api.Read(await api.GetAsync("api/incidents?state=reported&state=responding&state=recovered", session.Ct), Answers.Default.IncidentListAnswer).Items.FirstOrDefault(i => i.Number == wanted)
                ?? throw CommandFailedException.Usage(new Words("番号{0}の、終わっていないインシデントはありません。", "No open incident has the number {0}.").With(wanted));
            var answer = await api.ActAsync("api/incidents/notes", new JsonObject { ["incident"] = open.Id, ["kind"] = session.Parsed.GetValue(kind), ["words"] = session.Parsed.GetValue(text) }, null, session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else session.Out.WriteLine(new Words("#{0} の経過に書きました。", "Written into the timeline of #{0}.").With(wanted));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(Session session, IReadOnlyList<IncidentAnswer> incidents) => Columns.Write(session.Out,
        ["#", new Words("状態", "State"), new Words("重大度", "Severity"), new Words("気づいた時刻", "Noticed at"), new Words("次の報告期限", "Next report due"), new Words("件名", "Title")],
        [.. incidents.Select(i => (IReadOnlyList<string>)[i.Number.ToString(CultureInfo.InvariantCulture), Vocabulary.Of(i.State, "incident"), i.Severity is null ? "" : Vocabulary.Of(i.Severity, "severity"), Moment(i.DiscoveredAt), i.NextReportDue is { } due ? Moment(due) : "", Columns.Clip(i.Title, 50)])]);

    private static string Moment(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class TodoCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var catalog = new Option<string?>("--catalog") { Description = new Words("カタログ（既定: すべて）", "Catalog (default: all)"), HelpName = "KEY" };
        var state = new Option<string?>("--state") { Description = new Words("この状態の行だけ", "Only rows in this state"), HelpName = "open|partly|handedOn|done" };
        state.AcceptOnlyFromAmong("open", "partly", "handedOn", "done");
        var limit = LimitOption.Create();
        var command = new AkashiCommand("todo", new Words("サービスの当事者がやること", "What the service's party must do"),
            ("akashi todo --service clinical --state open", new("病院の未対応の一覧", "What is open at the hospital")),
            ("akashi todo --service ehr --limit 10", new("急ぐものから10件", "The ten most pressing"))) { service, catalog, state, limit };
        command.Does(common, async session =>
        {
            var slug = await session.SlugAsync(service);
            var filters = new List<string>();
            if (session.Parsed.GetValue(catalog) is { } key) filters.Add("catalog=" + Uri.EscapeDataString(key));
            if (session.Parsed.GetValue(state) is { } only) filters.Add("state=" + only);
            var answer = await (await session.ApiAsync()).PagesAsync($"api/services/{slug}/todo{(filters.Count > 0 ? "?" + string.Join('&', filters) : "")}", "items", session.Parsed.GetValue(limit), session.Ct);
            if (session.Json) await session.WriteAsync(answer.ToUtf8());
            else Show(session.Out, Api.Read(answer, Answers.Default.TodoAnswer));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, TodoAnswer answer)
    {
        Columns.Write(output,
            [new Words("カタログ", "Catalog"), new Words("番号", "Number"), new Words("状態", "State"), new Words("カバー状況", "Coverage"), new Words("見直し", "Review"), new Words("要求事項", "Requirement"), new Words("上位からの依頼", "Asked from above")],
            [.. answer.Items.Select(i => (IReadOnlyList<string>)
            [
                i.Catalog, i.Code, Vocabulary.Of(i.Task, "task"), Vocabulary.Of(i.Coverage, "coverage"), i.ReviewNeeded ? new Words("要", "due") : "", Columns.Clip(i.Title, 40),
                Columns.Clip(string.Join(" / ", i.Asked.Select(a => $"{a.ServiceName}: {a.Normal}")), 60),
            ])]);
        output.WriteLine(new Words("{0:N0}件。未カバー {1:N0}、見直し {2:N0}", "{0:N0} in all; {1:N0} uncovered, {2:N0} to review").With(answer.Total, answer.Uncovered, answer.ReviewNeeded));
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class CoverageCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var catalog = new Option<string?>("--catalog") { Description = new Words("カタログ（既定: すべて）", "Catalog (default: all)"), HelpName = "KEY" };
        var state = new Option<string?>("--state") { Description = new Words("この状況の行だけ", "Only rows in this state"), HelpName = "uncovered|partly|handedDown|covered" };
        state.AcceptOnlyFromAmong("uncovered", "partly", "handedDown", "covered");
        var limit = LimitOption.Create();
        var command = new AkashiCommand("coverage", new Words("だれが要求事項に答えているか（未カバーから）", "Who in the chain answers each requirement, uncovered first"),
            ("akashi coverage --state uncovered", new("だれも答えていない要求事項", "What nobody answers")),
            ("akashi coverage --service clinical --catalog mhlw-5 --json", new("一つのカタログを JSON で", "One catalog as JSON"))) { service, catalog, state, limit };
        command.Does(common, async session =>
        {
            var slug = await session.SlugAsync(service);
            var api = await session.ApiAsync();
            IEnumerable<string> keys = session.Parsed.GetValue(catalog) is { } one ? [one]
                : Api.Read(await api.GetAsync($"api/services/{slug}/summary", session.Ct), Answers.Default.SummaryAnswer).Catalogs.Select(c => c.Catalog);
            var filter = session.Parsed.GetValue(state) is { } only ? $"&state={only}" : "";
            var catalogs = new JsonArray();
            foreach (var key in keys)
            {
                var page = await api.PagesAsync($"api/services/{slug}/coverage?catalog={Uri.EscapeDataString(key)}{filter}", "lines", session.Parsed.GetValue(limit), session.Ct);
                page.Insert(0, "catalog", key);
                if (session.Json) catalogs.Add(page);
                else Show(session.Out, key, Api.Read(page, Answers.Default.ChainAnswer));
            }
            if (session.Json) await session.WriteAsync(new JsonObject { ["service"] = slug, ["catalogs"] = catalogs }.ToUtf8());
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, string catalog, ChainAnswer answer)
    {
        output.WriteLine(new Words("{0}（{1:N0}件）", "{0} ({1:N0})").With(catalog, answer.Total));
        if (answer.Lines.Count == 0) return;
        Columns.Write(output,
            [new Words("番号", "Number"), new Words("状況", "State"), new Words("未対応の当事者", "Open with"), .. answer.Services.Select(s => (string)s.Name), new Words("要求事項", "Requirement")],
            [.. answer.Lines.Select(line => (IReadOnlyList<string>)
            [
                line.Code, Vocabulary.Of(line.State, "coverage"), Vocabulary.OfAll(line.Open, "party"),
                .. answer.Services.Select(s => line.Answers.FirstOrDefault(a => a.Service == s.Service) is { Stated: true } said ? Vocabulary.Of(said.Conformity) : "－"),
                Columns.Clip(line.Title, 40),
            ])]);
    }
}

/// <summary><c>--limit</c> of lists.</summary>
internal static class LimitOption
{
    public static Option<int?> Create()
    {
        var limit = new Option<int?>("--limit") { Description = new Words("最大件数（既定: すべて）", "Most lines (default: all)"), HelpName = "N" };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var n) && n < 1) result.AddError(new Words("--limit は1以上です。", "--limit is 1 or more."));
        });
        return limit;
    }
}

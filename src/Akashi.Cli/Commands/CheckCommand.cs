using System.CommandLine;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class CheckCommand
{
    private static readonly string[] Severities = ["error", "warning", "info"];

    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var failOn = new Option<string>("--fail-on") { Description = new Words("この重さ以上の指摘があれば終了コード 1", "Exit code 1 when there are findings of this weight or more"), HelpName = "error|warning|info", DefaultValueFactory = _ => "error" };
        failOn.AcceptOnlyFromAmong(Severities);
        var command = new AkashiCommand("check", new Words("記載の確認", "Check the statements"),
            ("akashi check", new("エラーがあれば失敗する（公開前の確認）", "Fails on errors: the gate before publishing")),
            ("akashi check --service ehr --fail-on warning --json > findings.json", new("警告でも失敗し、結果を残す", "Fails on warnings too, and keeps the findings"))) { service, failOn };
        command.Does(common, async session =>
        {
            var slug = await session.SlugAsync(service);
            var api = await session.ApiAsync();
            var answer = await session.Progress.RunAsync(new("確認しています", "Checking"), _ => api.PagesAsync($"api/services/{slug}/checks", "findings", null, session.Ct));
            var found = Api.Read(answer, Answers.Default.ChecksAnswer);
            if (session.Json) await session.WriteAsync(answer.ToUtf8());
            else Show(session.Out, found);
            var limit = Array.IndexOf(Severities, session.Parsed.GetValue(failOn));
            // A severity that a newer server invents counts as the gravest.
            return found.Checks.Any(c => c.Count > 0 && Array.IndexOf(Severities, c.Severity) <= limit) ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, ChecksAnswer found)
    {
        var findings = found.Findings.ToLookup(f => f.Check);
        foreach (var check in found.Checks.Where(c => c.Count > 0))
        {
            output.WriteLine(new Words("{0}: {1}（{2:N0}件）[{3}]", "{0}: {1} ({2:N0}) [{3}]").With(Vocabulary.Of(check.Severity), check.Title, check.Count, check.Id));
            output.WriteLine($"  {check.Remedy}");
            foreach (var row in findings[check.Id]) output.WriteLine($"    {row.Catalog} {row.Code}".TrimEnd() + $"  {row.Title}  {row.Detail}".TrimEnd());
            output.WriteLine();
        }
        int Of(string severity) => found.Checks.Where(c => c.Severity == severity).Sum(c => c.Count);
        output.WriteLine(new Words("エラー {0:N0}、警告 {1:N0}、参考 {2:N0}（{3}種の確認）", "{0:N0} errors, {1:N0} warnings, {2:N0} for information, from {3} checks").With(Of("error"), Of("warning"), Of("info"), found.Checks.Count));
    }
}

using System.CommandLine;
using System.Globalization;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class ClausesCommand
{
    private static readonly string[] Statuses = ["met", "notMet", "attestationDue", "noData", "notApplicable"];

    public static AkashiCommand Create(CommonOptions common)
    {
        var catalog = new Option<string>("--catalog") { Description = new Words("カタログ（既定: provision-standard）", "Catalog (default: provision-standard)"), HelpName = "KEY", DefaultValueFactory = _ => "provision-standard" };
        var asOf = new Option<string?>("--as-of") { Description = new Words("この日の終わりの時点（既定: 現在）", "At the end of this day in Japan (default: now)"), HelpName = "YYYY-MM-DD" };
        asOf.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                result.AddError(new Words("--as-of は 2026-03-31 の形で指定してください。", "--as-of is a day like 2026-03-31."));
        });
        var status = new Option<string?>("--status") { Description = new Words("この状態の条項だけ", "Only clauses in this status"), HelpName = string.Join('|', Statuses) };
        status.AcceptOnlyFromAmong(Statuses);
        var command = new AkashiCommand("clauses", new Words("条項の状態（記録から計算）", "How each clause stands, computed from records"),
            ("akashi clauses --status notMet", new("充足していない条項", "What is not met")),
            ("akashi clauses --as-of 2026-03-31 --json", new("年度末の時点を JSON で", "As of a past day, as JSON"))) { catalog, asOf, status };
        command.Does(common, async session =>
        {
            var query = $"?catalog={Uri.EscapeDataString(session.Parsed.GetValue(catalog)!)}" + Filter("asOf", session.Parsed.GetValue(asOf)) + Filter("status", session.Parsed.GetValue(status));
            var answer = await (await session.ApiAsync()).GetAsync("api/clauses" + query, session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else Show(session.Out, Api.Read(answer, Answers.Default.ClausesAnswer));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Filter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static void Show(TextWriter output, ClausesAnswer answer)
    {
        Columns.Write(output,
            [new Words("番号", "Number"), new Words("状態", "Status"), new Words("失効", "Lapses"), new Words("条項", "Clause")],
            [.. answer.Items.Select(c => (IReadOnlyList<string>)
            [
                c.Code, Vocabulary.Of(c.Status, "clause"), c.LapsesAt?.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "", Columns.Clip(c.Title, 60),
            ])]);
        output.WriteLine(string.Join(Words.English ? ", " : "、", Statuses.Select(s => $"{Vocabulary.Of(s, "clause")} {answer.Counts.GetValueOrDefault(s)}")));
    }
}

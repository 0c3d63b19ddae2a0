using System.CommandLine;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;

namespace Akashi.Cli.Commands;

internal static class ExportCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var format = new Option<string>("--format") { Description = new Words("形式", "Format"), HelpName = "xlsx|html|csv|json", Required = true };
        format.AcceptOnlyFromAmong("xlsx", "html", "csv", "json");
        var audience = new Option<string>("--audience") { Description = new Words("相手: 利用者、NDA締結先、社内", "For whom"), HelpName = "customer|nda|internal", DefaultValueFactory = _ => "customer" };
        audience.AcceptOnlyFromAmong("customer", "nda", "internal");
        var output = new Option<string?>("-o", "--output") { Description = new Words("出力先（- で標準出力。既定: 版の名前のファイル）", "Where to (- for standard output; default: a file named after the edition)"), HelpName = "FILE" };
        var command = new AkashiCommand("export", new Words("いまの内容を書き出す（版は公開しない）", "Write what the reference says now, without publishing it"),
            ("akashi export --format xlsx --audience nda -o reference.xlsx", new("NDA締結先向けの Excel ブック", "A workbook for those under NDA")),
            ("akashi export --format json -o - | jq .service", new("JSON を次のコマンドへ", "JSON into the next command"))) { service, format, audience, output };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var slug = await session.SlugAsync(service);
            var path = $"api/services/{slug}/export?format={parsed.GetValue(format)}&audience={parsed.GetValue(audience)}&language={(Words.English ? "en" : "ja")}";
            var api = await session.ApiAsync();
            if (parsed.GetValue(output) == "-")
            {
                using var response = await api.DownloadAsync(path, session.Ct);
                await using var standard = Console.OpenStandardOutput();
                await response.Content.CopyToAsync(standard, session.Ct);
                return ExitCode.Ok;
            }
            var saved = await Download.SaveAsync(session, path, parsed.GetValue(output), $"{slug}.{parsed.GetValue(format)}");
            if (session.Json) await session.WriteAsync(new JsonObject { ["file"] = saved.FullName, ["size"] = saved.Length }.ToUtf8());
            else await session.Out.WriteLineAsync(saved.FullName);
            return ExitCode.Ok;
        });
        return command;
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class ImportCommand
{
    /// <summary>Fields a column can be mapped to, as the API names them.</summary>
    private static readonly string[] Fields =
    [
        "number", "chapter", "section", "subsection", "requirement", "rationale", "requirement2", "class", "disclosureItems", "references", "view", "conformity", "finding",
        "disclosure", "publicDocuments", "certificates", "interview", "ndaDocuments", "duty", "emergencyDuty", "responsibleRole", "reviewDue", "note",
    ];

    public static AkashiCommand Create(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = new Words("Excel ブックまたは CSV（複数可）", "Workbook or CSV files"), Arity = ArgumentArity.OneOrMore };
        var service = ServiceOption.Create();
        var party = new Option<Guid?>("--party") { Description = new Words("この当事者の記載として取り込む（ID。既定: サービスの提供者）", "Import as statements of this party (id; default: the service's own)"), HelpName = "ID" };
        var trial = new Option<bool>("--dry-run") { Description = new Words("差分を表示するだけで、何も変更しない（差分があれば終了コード 3）", "Show the differences, change nothing (exit code 3 if there are any)") };
        var maps = new Option<string[]>("--map") { Description = new Words("列の対応付け。見出し=項目、見出し=note、見出し=ignore。次回も使われる", "What a column is: HEADER=field, =note or =ignore; remembered for next time"), HelpName = "HEADER=FIELD" };
        var catalogs = new Option<string[]>("--catalog") { Description = new Words("シートのカタログ", "Catalog that a sheet answers"), HelpName = "SHEET=KEY" };
        var ignored = new Option<string[]>("--ignore") { Description = new Words("読み込まないシート", "Sheet not to be read"), HelpName = "SHEET" };
        var all = new Option<bool>("--all") { Description = new Words("差分と報告を省略せずに表示", "Show every difference and remark") };
        var command = new AkashiCommand("import", new Words("対応状況の取り込み（全部か、何もしないか）", "Import a reference, all of it or nothing"),
            ("akashi import reference.xlsx --dry-run", new("何が変わるかを確かめる", "See what would change")),
            ("akashi import ehr.csv --service ehr --map \"社内メモ=note\" --catalog \"ehr.csv=mhlw-5\"", new("知らない列とシートを指定して取り込む", "Import, saying what an unknown column and sheet are")))
            { files, service, party, trial, maps, catalogs, ignored, all };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var names = parsed.GetValue(files)!;
            if (names.FirstOrDefault(f => !File.Exists(f)) is { } missing)
                throw CommandFailedException.Usage(new Words("ファイルがありません: {0}", "There is no such file: {0}").With(missing));
            var decisions = Decisions(parsed.GetValue(maps) ?? [], parsed.GetValue(catalogs) ?? [], parsed.GetValue(ignored) ?? []);
            var dryRun = parsed.GetValue(trial);
            var slug = await session.SlugAsync(service);
            var path = $"api/services/{slug}/imports{(dryRun ? "/preview" : "")}{(parsed.GetValue(party) is { } id ? $"?party={id}" : "")}";
            var limit = parsed.GetValue(all) ? int.MaxValue : 30;
            var api = await session.ApiAsync();
            var answer = await session.Progress.RunAsync(new("取り込んでいます", "Importing"), share => SendAsync(api, path, names, decisions, share, session.Ct));
            var plan = Api.Read(answer, Answers.Default.PlanAnswer);
            if (session.Json) await session.WriteAsync(answer);
            else PlanTable.Show(session, plan, dryRun, limit);
            return plan.Fingerprint is null ? ExitCode.No : dryRun && plan.Differences.Count > 0 ? ExitCode.Differences : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<byte[]> SendAsync(Api api, string path, string[] names, JsonObject decisions, Bar share, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent { { new StringContent(decisions.ToJsonString()), "decisions" } };
        var total = names.Sum(n => new FileInfo(n).Length);
        long sent = 0;
        foreach (var name in names)
        {
            var content = new WatchedStream(File.OpenRead(name), passed => share.Report((double)(sent += passed) / Math.Max(1, total)));
            form.Add(new StreamContent(content), "files", Path.GetFileName(name));
        }
        return await api.PostAsync(path, form, ct);
    }

    private static JsonObject Decisions(string[] maps, string[] catalogs, string[] ignored)
    {
        var headers = new JsonObject();
        foreach (var map in maps)
        {
            var (header, field) = Pair("--map", map);
            var known = Fields.FirstOrDefault(f => f.Equals(field, StringComparison.OrdinalIgnoreCase));
            if (known is null && field != "ignore")
                throw CommandFailedException.Usage(new Words("--map の項目「{0}」はありません。次から選んでください: {1}, ignore", "--map knows no field “{0}”. Choose from: {1}, ignore").With(field, string.Join(", ", Fields)));
            headers[header] = known;
        }
        var sheets = new JsonObject();
        foreach (var catalog in catalogs)
        {
            var (sheet, key) = Pair("--catalog", catalog);
            sheets[sheet] = key;
        }
        return new() { ["headers"] = headers, ["catalogs"] = sheets, ["ignored"] = new JsonArray([.. ignored.Select(i => (JsonNode)i)]) };
    }

    private static (string Left, string Right) Pair(string option, string said) =>
        said.LastIndexOf('=') is var at and > 0 && at < said.Length - 1 ? (said[..at].Trim(), said[(at + 1)..].Trim())
            : throw CommandFailedException.Usage(new Words("{0} は「名前=値」の形で指定してください: {1}", "{0} is NAME=VALUE, not {1}").With(option, said));
}

using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class CatalogCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        (string, Words) list = ("akashi catalog list", new("登録されているカタログ", "The catalogs that are registered"));
        (string, Words) show = ("akashi catalog show mhlw-5", new("要求事項の一覧", "Its requirements"));
        (string, Words) load = ("akashi catalog load our-rules.xlsx --key our-rules --title \"社内規程\"", new("Excel で作ったカタログを登録", "Register a catalog made in a workbook"));
        return new AkashiCommand("catalog", new Words("要求事項のカタログ", "Catalogs of requirements"), list, load) { List(common, list, show), Show(common, show), Load(common, load), Template(common, load) };
    }

    private static AkashiCommand List(CommonOptions common, params (string, Words)[] examples)
    {
        var command = new AkashiCommand("list", new Words("カタログの一覧", "List the catalogs"), examples);
        command.Does(common, async session =>
        {
            var answer = await (await session.ApiAsync()).GetAsync("api/catalogs", session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else
            {
                Columns.Write(session.Out, [new Words("キー", "Key"), new Words("表題", "Title"), new Words("版", "Edition"), new Words("発行者", "Issuer"), new Words("要求事項", "Requirements")],
                    [.. Api.Read(answer, Answers.Default.ListCatalogHeadAnswer).Select(c => (IReadOnlyList<string>)[c.Name, c.Title, c.Edition, c.Issuer, Columns.Figure(c.Controls)])], figures: 1);
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Show(CommonOptions common, (string, Words) example)
    {
        var key = new Argument<string>("KEY") { Description = new Words("カタログのキー", "Key of the catalog") };
        var command = new AkashiCommand("show", new Words("カタログの内容", "Show a catalog"), example, ("akashi catalog show mic-1 --json > mic-1.json", new("カタログファイルとして保存", "Save it as a catalog file"))) { key };
        command.Does(common, async session =>
        {
            var answer = await (await session.ApiAsync()).GetAsync($"api/catalogs/{Uri.EscapeDataString(session.Parsed.GetValue(key)!)}", session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else Show(session.Out, Api.Read(answer, Answers.Default.CatalogAnswer));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, CatalogAnswer catalog)
    {
        output.WriteLine($"{catalog.Title} {catalog.Edition} ({catalog.Issuer})");
        var groups = catalog.Groups.ToDictionary(g => g.Id, g => g.Title);
        foreach (var group in catalog.Controls.GroupBy(c => c.Group))
        {
            output.WriteLine($"{group.Key} {groups.GetValueOrDefault(group.Key)}");
            foreach (var control in group) output.WriteLine($"  {control.Code}  {control.Title} [{Vocabulary.Of(control.Class, "class")}]");
        }
    }

    private static AkashiCommand Load(CommonOptions common, (string, Words) example)
    {
        var file = new Argument<string>("FILE") { Description = new Words("カタログファイル（JSON）、または手作りの Excel ブック・CSV", "Catalog file (JSON), or a workbook or CSV made by hand") };
        var key = new Option<string?>("--key") { Description = new Words("カタログのキー（Excel・CSV。既定: 表の記載かファイル名）", "Key of the catalog (workbook or CSV; default: what the table or the file name says)"), HelpName = "KEY" };
        var title = new Option<string?>("--title") { Description = new Words("表題（Excel・CSV。既定: 表の記載）", "Title (workbook or CSV; default: what the table says)"), HelpName = "TEXT" };
        var command = new AkashiCommand("load", new Words("カタログの登録・更新", "Register or update a catalog"), example, ("akashi catalog load mhlw-6.json", new("新しい版のカタログファイルを登録", "Register the catalog file of a new edition"))) { file, key, title };
        command.Does(common, async session =>
        {
            var name = session.Parsed.GetValue(file)!;
            if (!File.Exists(name)) throw CommandFailedException.Usage(new Words("ファイルがありません: {0}", "There is no such file: {0}").With(name));
            var (path, content) = Content(name, session.Parsed.GetValue(key), session.Parsed.GetValue(title));
            using (content)
            {
                var api = await session.ApiAsync();
                var answer = await session.Progress.RunAsync(new("登録しています", "Loading"), _ => api.PostAsync(path, content, session.Ct));
                if (session.Json) await session.WriteAsync(answer);
                else
                {
                    var load = Api.Read(answer, Answers.Default.LoadAnswer);
                    await session.Out.WriteLineAsync(new Words("{0}: 追加 {1:N0}、変更 {2:N0}、削除 {3:N0}", "{0}: {1:N0} added, {2:N0} changed, {3:N0} removed").With(load.Name, load.Added, load.Changed, load.Removed));
                }
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Template(CommonOptions common, (string, Words) load)
    {
        var output = new Option<string?>("-o", "--output") { Description = new Words("出力先（.xlsx か .csv）", "Where to (.xlsx or .csv)"), HelpName = "FILE" };
        var command = new AkashiCommand("template", new Words("自分のカタログを書くためのひな形", "A table to write a catalog of one's own in"), ("akashi catalog template -o our-rules.xlsx", new("ひな形を保存", "Save the table")), load) { output };
        command.Does(common, async session =>
        {
            var target = session.Parsed.GetValue(output);
            var format = Path.GetExtension(target) is ".csv" ? "csv" : "xlsx";
            var saved = await Download.SaveAsync(session, $"api/catalogs/template?format={format}&language={(Words.English ? "en" : "ja")}", target, "akashi-catalog-template." + format);
            if (session.Json) await session.WriteAsync(new JsonObject { ["file"] = saved.FullName, ["size"] = saved.Length }.ToUtf8());
            else await session.Out.WriteLineAsync(saved.FullName);
            return ExitCode.Ok;
        });
        return command;
    }

    private static (string Path, HttpContent Content) Content(string name, string? key, string? title)
    {
        var stream = new StreamContent(File.OpenRead(name));
        switch (Path.GetExtension(name).ToLowerInvariant())
        {
            case ".json":
                stream.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                return ("api/catalogs", stream);
            case ".xlsx" or ".csv":
                var form = new MultipartFormDataContent { { stream, "file", Path.GetFileName(name) } };
                if (key is not null) form.Add(new StringContent(key), "key");
                if (title is not null) form.Add(new StringContent(title), "title");
                return ("api/catalogs/table", form);
            default:
                stream.Dispose();
                throw CommandFailedException.Usage(new("カタログは .json、.xlsx、.csv のいずれかです。", "A catalog is a .json, an .xlsx or a .csv."));
        }
    }
}

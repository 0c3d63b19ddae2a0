using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class PublishCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var version = new Option<string>("--version") { Description = new Words("版番号（印字するとおり）", "The version, as it will be printed"), HelpName = "LABEL", Required = true };
        var date = new Option<string?>("--date") { Description = new Words("版の日付（既定: 今日）", "The edition's day (default: today)"), HelpName = "YYYY-MM-DD" };
        var notes = new Option<string?>("--notes") { Description = new Words("改訂内容（既定: 前の版との差分から作成）", "What changed (default: written from the differences)"), HelpName = "TEXT" };
        var folder = new Option<string?>("--out") { Description = new Words("版のファイルを保存するフォルダー", "Folder to save the edition's files in"), HelpName = "DIR" };
        var command = new AkashiCommand("publish", new Words("版の公開。公開した版は変わらない", "Publish an edition; it never changes afterwards"),
            ("akashi publish --version \"Version 2.1\"", new("改訂内容を差分から作って公開", "Publish, with notes written from the differences")),
            ("akashi check && akashi publish --version \"Version 2.1\" --date 2026-12-01 --out editions", new("確認に通ったら公開し、ファイルを保存", "Publish when the checks pass, and save the files"))) { service, version, date, notes, folder };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            if (parsed.GetValue(date) is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                throw CommandFailedException.Usage(new Words("--date は 2026-12-01 の形で指定してください: {0}", "--date is written 2026-12-01, not {0}").With(day));
            var slug = await session.SlugAsync(service);
            var body = new JsonObject { ["version"] = parsed.GetValue(version), ["date"] = parsed.GetValue(date), ["notes"] = parsed.GetValue(notes) };
            using var content = new ByteArrayContent(body.ToUtf8()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            var api = await session.ApiAsync();
            var answer = await session.Progress.RunAsync(new("公開しています", "Publishing"), _ => api.PostAsync($"api/services/{slug}/editions", content, session.Ct));
            var edition = Api.Read(answer, Answers.Default.EditionAnswer);
            if (parsed.GetValue(folder) is { } into)
            {
                Directory.CreateDirectory(into);
                foreach (var file in edition.Files)
                    await Download.SaveAsync(session, $"api/editions/{edition.Id}/files/{file.Hash}", Path.Combine(into, Path.GetFileName(file.Name)), file.Name);
            }
            if (session.Json) await session.WriteAsync(answer);
            else Show(session.Out, edition);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, EditionAnswer edition)
    {
        output.WriteLine(new Words("{0}（{1:yyyy年M月d日}）を公開しました。", "{0} of {1:d MMMM yyyy} is published.").With(edition.Label, edition.Date));
        output.WriteLine(edition.Notes);
        Columns.Write(output, [new Words("相手", "Audience"), new Words("形式", "Format"), new Words("ファイル", "File"), new Words("バイト", "Bytes")],
            [.. edition.Files.Select(f => (IReadOnlyList<string>)[Vocabulary.Of(f.Audience), $"{f.Format} {f.Language}", f.Name, Columns.Figure((int)f.Size)])], figures: 1);
    }
}

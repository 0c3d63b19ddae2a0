using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Recording;

namespace Akashi.Cli.Commands;

/// <summary><c>akashi ssh record</c>: a session that leaves a recording nobody can rewrite.</summary>
internal static class RecordCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var grant = new Option<string?>("--grant") { Description = new Words("特権のID（先頭の数文字でも）", "Id of the privilege (its first characters will do)"), HelpName = "ID" };
        var output = new Option<string?>("--out", "-o") { Description = new Words("記録ファイルを手元にも残す", "Keep the file here, too"), HelpName = "FILE" };
        var run = new Argument<string[]>("COMMAND") { Description = new Words("実行する操作（-- の後。既定: シェル）", "What to run, after -- (default: a shell)"), Arity = ArgumentArity.ZeroOrMore };
        var command = new AkashiCommand("record", new Words("端末の画面を記録しながら実行。入力した文字は記録しない", "Run something and record what the terminal shows; what is typed is not recorded"),
            ("akashi ssh record --grant 019ab3c1 -- ssh postgres@db1.example.jp", new("サーバーでの作業を記録", "Record the work on a server")),
            ("akashi ssh record", new("シェルを記録", "Record a shell"))) { grant, output, run };
        command.Does(common, async session =>
        {
            if (!PseudoTerminal.IsSupported) throw CommandFailedException.Usage(new("記録できるのは Linux と macOS です。", "Recording needs Linux or macOS."));
            var what = session.Parsed.GetValue(run) is { Length: > 0 } given ? given : [Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } shell ? shell : "/bin/sh"];
            var api = await session.ApiAsync();
            var under = session.Parsed.GetValue(grant) is { } id ? (Guid?)(await PrivilegeCommand.FindAsync(session, id)).Id : null;
            // Without the server nothing is run: a session that nobody heard of is what this is against.
            var recording = Api.Read(await api.ActAsync("api/recordings", new JsonObject { ["grant"] = under, ["command"] = string.Join(' ', what) }, null, session.Ct), Answers.Default.RecordingAnswer);
            await session.Error.WriteLineAsync(new Words("この端末の画面を記録しています（{0}）。終わるには exit と入力します。", "What this terminal shows is recorded ({0}). Type exit to end.").With(recording.Id));
            var kept = session.Parsed.GetValue(output) is { } named ? Path.GetFullPath(named) : null;
            var file = kept ?? Path.Combine(Path.GetTempPath(), $"akashi-{recording.Id}.cast");
            return await RunAsync(session, api, recording, what, file, keep: kept is not null);
        });
        return command;
    }

    private static async Task<int> RunAsync(Session session, Api api, RecordingAnswer recording, string[] what, string file, bool keep)
    {
        int code;
        using var recorder = new Recorder(api, recording, TimeProvider.System);
        using (var cast = new Asciicast(file, OwnTerminal.Size, string.Join(' ', what), TimeProvider.System))
        {
            using (var terminal = PseudoTerminal.Start(what, OwnTerminal.Size)) code = await recorder.RunAsync(terminal, cast, session.Ct);
            await recorder.MarkAsync(cast);
        }
        try
        {
            using var content = new StreamContent(File.OpenRead(file)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-asciicast") } };
            var answer = Api.Read(await api.PostAsync(string.Create(CultureInfo.InvariantCulture, $"api/recordings/{recording.Id}/finish?exitCode={code}"), content, CancellationToken.None), Answers.Default.RecordingAnswer);
            if (answer.Status == "complete") await session.Error.WriteLineAsync(new Words("記録を保存しました（台帳への記録 {0}回）。", "The recording is kept; the ledger heard of it {0} times.").With(answer.Marks));
            else await session.Error.WriteLineAsync(new Words("記録は途中で途切れた扱いです。ファイルは保存しました。{0}", "The recording counts as broken off; its file is kept. {0}").With(recorder.Trouble));
            if (!keep) File.Delete(file);
            return code;
        }
        catch (Exception failure) when (failure is HttpRequestException or ProblemException)
        {
            await session.Error.WriteLineAsync(new Words("記録をサーバーに送れませんでした: {0}\nファイルは残してあります: {1}", "The recording could not be sent: {0}\nIts file is kept: {1}").With(failure.Message, file));
            return ExitCode.NoServer;
        }
    }
}

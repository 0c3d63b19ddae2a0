using Akashi.Cli.Connecting;

namespace Akashi.Cli.Commands;

internal static class SignInCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var command = new AkashiCommand("sign-in", new Words("ブラウザー用の1回限りのリンクを発行", "Print a new one-time link for the browser"),
            ("akashi sign-in", new("動いているサーバーの新しいリンク", "A new link to the running server")),
            ("xdg-open \"$(akashi sign-in)\"", new("そのまま開く", "Open it straight away")));
        command.Does(common, async session =>
        {
            // The link dies with its server, so none is started for it.
            var api = await session.ApiAsync(mayStart: false);
            var answer = await api.PostAsync("api/sign-in-links", null, session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else await session.Out.WriteLineAsync(Api.Read(answer, Answers.Default.LinkAnswer).Address);
            return ExitCode.Ok;
        });
        return command;
    }
}

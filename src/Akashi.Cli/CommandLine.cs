using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using Akashi.Cli.Commands;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli;

/// <summary>The command <c>akashi</c>: what it knows, and how a run ends.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = new UTF8Encoding(false);
        Words.SpeakAs(arguments);
        if (arguments.Length == 0)
        {
            await Root().Parse("--help").InvokeAsync();
            return ExitCode.Usage;
        }
        var parsed = Root().Parse(arguments);
        if (parsed.Action is ParseErrorAction error)
        {
            error.ShowHelp = false;
            await parsed.InvokeAsync();
            return ExitCode.Usage;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    public static RootCommand Root()
    {
        var common = new CommonOptions();
        var root = new RootCommand(new Words(
            "証（あかし）: 対応状況リファレンスの取り込み・確認・公開と、証跡台帳の検証。", "Akashi: import, check and publish references of conformity; verify the log."))
        {
            SummaryCommand.Create(common), ImportCommand.Create(common), ExportCommand.Create(common), CheckCommand.Create(common), CoverageCommand.Create(common),
            TodoCommand.Create(common), ClausesCommand.Create(common), PublishCommand.Create(common), CatalogCommand.Create(common), SignInCommand.Create(common),
            PrivilegeCommand.Create(common), IncidentCommand.Create(common), SshCommand.Create(common),
            VerifyCommand.Create(common), WitnessCommand.Create(common), MirrorCommand.Create(common),
        };
        foreach (var option in common.All) root.Add(option);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Description = new Words("使い方を表示する", "Show help");
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }
        return root;
    }
}

/// <summary>A command with examples for its help.</summary>
internal sealed class AkashiCommand : Command
{
    public IReadOnlyList<(string Line, Words Meaning)> Examples { get; }

    public AkashiCommand(string name, Words description, params (string Line, Words Meaning)[] examples) : base(name, description) => Examples = examples;

    /// <summary>What the command does. Whatever it throws for people ends here, in words and an exit code.</summary>
    public void Does(CommonOptions common, Func<Session, Task<int>> run) => SetAction(async (parsed, ct) =>
    {
        await using var session = new Session(parsed, common, ct);
        try
        {
            return await run(session);
        }
        catch (CommandFailedException failed)
        {
            await session.Error.WriteLineAsync(failed.Message);
            return failed.Code;
        }
        catch (ProblemException problem)
        {
            if (session.Json) await session.WriteAsync(problem.Body);
            await session.Error.WriteLineAsync(problem.Message);
            if (!session.Json) Obstacles.Show(session.Error, problem.Problem);
            return ExitCode.No;
        }
        catch (HttpRequestException gone)
        {
            await session.Error.WriteLineAsync(new Words("サーバーと通信できません: {0}\n./run.sh で起動するか、--server のアドレスを確かめてください。",
                "The server cannot be reached: {0}\nStart it with ./run.sh, or look at the address in --server.").With(gone.Message));
            return ExitCode.NoServer;
        }
        catch (IOException file)
        {
            await session.Error.WriteLineAsync(file.Message);
            return ExitCode.No;
        }
        catch (UnauthorizedAccessException file)
        {
            await session.Error.WriteLineAsync(file.Message);
            return ExitCode.No;
        }
        catch (OperationCanceledException)
        {
            await session.Error.WriteLineAsync(new Words("中断しました。", "Interrupted."));
            return ExitCode.Interrupted;
        }
    });
}

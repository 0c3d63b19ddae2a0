namespace Akashi.Cli;

/// <summary>What a command tells the pipeline it runs in. Documented in <c>--help</c> and <c>docs/cli.md</c>.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Refused, problems in the file, or findings.</summary>
    public const int No = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A trial import would change something.</summary>
    public const int Differences = 3;

    /// <summary>No server to ask, and none could be started.</summary>
    public const int NoServer = 4;

    /// <summary>A log, bundle or database that could not be read: nothing was found out about it.</summary>
    public const int Unreadable = 4;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}

/// <summary>Ends the command with words on standard error.</summary>
internal sealed class CommandFailedException(int code, Words words) : Exception(words)
{
    public int Code { get; } = code;

    public static CommandFailedException Usage(Words words) => new(ExitCode.Usage, words);

    public static CommandFailedException Unreadable(Words words) => new(ExitCode.Unreadable, words);

    public static CommandFailedException NoServer(Words words) => new(ExitCode.NoServer, words);
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Akashi.Cli;

/// <summary>The help that System.CommandLine writes, then examples and exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var written = new StringWriter();
        configuration.Output = written;
        var code = help.Invoke(parseResult);
        configuration.Output = output;
        // Its Japanese resources lack these words.
        output.Write(Words.English ? written.ToString() : written.ToString().Replace("Description:", "説明:", StringComparison.Ordinal)
            .Replace("[default: ", "[既定: ", StringComparison.Ordinal).Replace("(REQUIRED)", "（必須）", StringComparison.Ordinal));

        var command = parseResult.CommandResult.Command;
        var examples = command is AkashiCommand { Examples: var own } ? own : [.. command.Subcommands.OfType<AkashiCommand>().Select(c => c.Examples[0])];
        output.WriteLine(new Words("例:", "Examples:"));
        foreach (var (line, meaning) in examples) output.WriteLine($"  {line}\n      {meaning}");
        output.WriteLine();
        output.WriteLine(new Words("終了コード:", "Exit codes:"));
        output.WriteLine(new Words(
            "  0 成功  1 拒否・問題あり・指摘あり  2 指定の誤り  3 差分あり（--dry-run）  4 サーバーなし・読み取り不可  130 中断",
            "  0 ok  1 refused, problems or findings  2 wrong command line  3 differences (--dry-run)  4 no server, or unreadable  130 interrupted"));
        return code;
    }
}

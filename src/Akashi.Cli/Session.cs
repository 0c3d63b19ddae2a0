using System.CommandLine;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli;

/// <summary>The options that every command knows.</summary>
internal sealed class CommonOptions
{
    public Option<string> Data { get; } = new("--data")
    {
        Description = new Words("データフォルダー（環境変数 AKASHI_DATA でも）", "Data folder (or AKASHI_DATA)"),
        HelpName = "DIR", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AKASHI_DATA") is { Length: > 0 } folder ? folder : "data",
    };

    public Option<string?> Server { get; } = new("--server")
    {
        Description = new Words("サーバーのアドレス（環境変数 AKASHI_SERVER）", "Address of a server (or AKASHI_SERVER)"),
        HelpName = "URL", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AKASHI_SERVER") is { Length: > 0 } address ? address : null,
    };

    public Option<string?> Token { get; } = new("--token")
    {
        Description = new Words("--server のトークン（環境変数 AKASHI_TOKEN のほうが安全）", "Token for --server (AKASHI_TOKEN is safer)"),
        HelpName = "T", Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = new Words("結果を JSON で出力", "Answer as JSON"), Recursive = true };

    public Option<string> Language { get; } = new("--language") { Description = new Words("表示言語", "Language of the words"), HelpName = "ja|en", Recursive = true };

    public CommonOptions() => Language.AcceptOnlyFromAmong("ja", "en");

    public IEnumerable<Option> All => [Data, Server, Token, Json, Language];
}

/// <summary>One run of one command: its options, where it writes, the server it asks.</summary>
internal sealed class Session(ParseResult parsed, CommonOptions common, CancellationToken ct) : IAsyncDisposable
{
    private Connection? _connection;

    public ParseResult Parsed { get; } = parsed;
    public CancellationToken Ct { get; } = ct;
    public bool Json { get; } = parsed.GetValue(common.Json);
    public TextWriter Out { get; } = Console.Out;
    public TextWriter Error { get; } = Console.Error;

    /// <summary>Progress is drawn for people who watch, never into a file, a pipe or beside JSON.</summary>
    public Progress Progress { get; } = new(live: !parsed.GetValue(common.Json) && !Console.IsErrorRedirected);

    public string Data { get; } = Path.GetFullPath(parsed.GetValue(common.Data)!);
    public string? Server { get; } = parsed.GetValue(common.Server);
    public string? Token { get; } = parsed.GetValue(common.Token) ?? (Environment.GetEnvironmentVariable("AKASHI_TOKEN") is { Length: > 0 } token ? token : null);

    /// <param name="mayStart">False when an answer would be worth nothing after the server has ended with the command.</param>
    public async Task<Api> ApiAsync(bool mayStart = true) => (_connection ??= await Connection.OpenAsync(this, mayStart)).Api;

    /// <summary>JSON to standard output, as the server said it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> json)
    {
        await using var stream = Console.OpenStandardOutput();
        await stream.WriteAsync(json, Ct);
        if (json.Span is not [.., (byte)'\n']) stream.WriteByte((byte)'\n');
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }
}

using System.Globalization;

namespace Akashi.Cli;

/// <summary>Words for people in both languages; also how the server sends names. Shows the one of the current language, Japanese unless English is asked for.</summary>
internal readonly record struct Words(string Ja, string En)
{
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>Fills the places {0}, {1} … of both languages.</summary>
    public Words With(params object?[] values) => new(
        string.Format(CultureInfo.GetCultureInfo("ja-JP"), Ja, values),
        string.Format(CultureInfo.GetCultureInfo("en-GB"), En, values));

    public override string ToString() => (English ? En : Ja) ?? "";

    public static implicit operator string(Words words) => words.ToString();

    /// <summary>The language of a command: said on the command line, else by the environment, else Japanese.</summary>
    public static void SpeakAs(IReadOnlyList<string> arguments)
    {
        var said = arguments.Select((argument, i) => argument switch
        {
            "--language" => arguments.ElementAtOrDefault(i + 1),
            _ when argument.StartsWith("--language=", StringComparison.Ordinal) => argument["--language=".Length..],
            _ => null,
        }).LastOrDefault(l => l is not null);
        var language = said ?? Environment.GetEnvironmentVariable("AKASHI_LANGUAGE") ?? Environment.GetEnvironmentVariable("LANG") ?? "";
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "ja-JP");
    }
}

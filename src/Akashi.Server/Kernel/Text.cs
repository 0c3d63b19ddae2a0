using System.Globalization;

namespace Akashi.Server.Kernel;

/// <summary>
/// Words for people in both languages, side by side, so that one cannot be written without the other.
/// <see cref="ToString"/> gives the one of <see cref="CultureInfo.CurrentUICulture"/>; Japanese is the default.
/// </summary>
/// <param name="Ja">Japanese, as a Japanese colleague would write it.</param>
/// <param name="En">Plain English.</param>
public readonly record struct Text(string Ja, string En)
{
    /// <summary>True when the current reader reads English.</summary>
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The words in one language: <c>"ja"</c> or <c>"en"</c>.</summary>
    public string In(string language) => language == "en" ? En : Ja;

    /// <summary>Fills the places {0}, {1} … of both languages; a <see cref="Text"/> among the values goes in by its language.</summary>
    public Text With(params object?[] values) => new(
        string.Format(CultureInfo.GetCultureInfo("ja-JP"), Ja, [.. values.Select(v => v is Text t ? t.Ja : v)]),
        string.Format(CultureInfo.GetCultureInfo("en-GB"), En, [.. values.Select(v => v is Text t ? t.En : v)]));

    public override string ToString() => (English ? En : Ja) ?? "";

    public static implicit operator string(Text text) => text.ToString();
}

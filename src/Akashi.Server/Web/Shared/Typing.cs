using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Shared;

/// <summary>Text that people typed stays as typed; only its language is said, for readers and screen readers.</summary>
public static class Typing
{
    /// <summary>The language when it is not the page's; null when it is, or when nobody can tell.</summary>
    public static string? LanguageOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var japanese = text.Any(c => c is >= '\u3040' and <= '\u30ff' or >= '\u4e00' and <= '\u9fff');
        return japanese == Text.English ? japanese ? "ja" : "en" : null;
    }
}

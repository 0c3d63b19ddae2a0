using System.Text;

namespace Akashi.Ledger;

/// <summary>UTF-8 without replacement characters: what is not valid is refused, never mended.</summary>
internal static class Utf8
{
    /// <summary>Throws on anything that is not valid.</summary>
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes of the text; -1 when it has a lone surrogate.</summary>
    public static int CountOf(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return -1;
        }
    }
}

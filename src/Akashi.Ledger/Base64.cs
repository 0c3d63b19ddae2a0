namespace Akashi.Ledger;

/// <summary>
/// Standard base64 (RFC 4648 §4), strictly: no white space, padding present, unused bits zero. One value has one text, so that a
/// signed line cannot be rewritten into another line that still verifies.
/// </summary>
internal static class Base64
{
    /// <summary>The bytes; null when the text is not canonical base64.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 != 0) return null;
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length)) return null;
        Array.Resize(ref bytes, length);
        return text.SequenceEqual(Convert.ToBase64String(bytes)) ? bytes : null;
    }
}

using System.Buffers;
using System.Text.Json;

namespace Akashi.Ledger;

/// <summary>
/// Canonical JSON: one value has exactly one sequence of bytes. Members sorted by UTF-16 code units, numbers as ECMAScript
/// writes them, strings escaped only where they must be, no white space. Source: RFC 8785 §3.2.
/// </summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    /// <summary>The canonical bytes of a value.</summary>
    /// <exception cref="FormatException">A member appears twice, a string has a lone surrogate, or a number is out of the range of a double (RFC 8785 §3.1).</exception>
    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(JsonElement)"/>
    public static void Write(IBufferWriter<byte> output, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(output, value); break;
            case JsonValueKind.Array: WriteArray(output, value); break;
            case JsonValueKind.String: AppendString(output, Chars(value)); break;
            case JsonValueKind.Number: AppendNumber(output, Number(value)); break;
            case JsonValueKind.True: output.Write("true"u8); break;
            case JsonValueKind.False: output.Write("false"u8); break;
            case JsonValueKind.Null: output.Write("null"u8); break;
            default: throw new FormatException("There is no JSON value.");
        }
    }

    /// <summary>Writes a string with its quotation marks (RFC 8785 §3.2.2.2).</summary>
    /// <exception cref="FormatException">It has a lone surrogate.</exception>
    public static void AppendString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("\""u8);
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            AppendPlain(output, plain < 0 ? text : text[..plain]);
            if (plain < 0) break;
            AppendEscape(output, text[plain]);
            text = text[(plain + 1)..];
        }
        output.Write("\""u8);
    }

    /// <summary>Writes a number (RFC 8785 §3.2.2.3).</summary>
    /// <exception cref="FormatException">It is infinite or no number.</exception>
    public static void AppendNumber(IBufferWriter<byte> output, double number)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> text = stackalloc byte[32];
        output.Write(text[..EcmaNumber.Format(number, text)]);
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonElement value)
    {
        var members = value.EnumerateObject().Select(m => (Name: Name(m), m.Value)).ToArray();
        // Ordinal comparison of .NET strings is that of UTF-16 code units (RFC 8785 §3.2.3).
        Array.Sort(members, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0 && members[i].Name == members[i - 1].Name) throw new FormatException($"The member “{members[i].Name}” appears twice.");
            if (i > 0) output.Write(","u8);
            AppendString(output, members[i].Name);
            output.Write(":"u8);
            Write(output, members[i].Value);
        }
        output.Write("}"u8);
    }

    private static void WriteArray(IBufferWriter<byte> output, JsonElement value)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) output.Write(","u8);
            first = false;
            Write(output, item);
        }
        output.Write("]"u8);
    }

    private static void AppendPlain(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        var place = output.GetSpan(text.Length * 3);
        if (System.Text.Unicode.Utf8.FromUtf16(text, place, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new FormatException("A string has a lone surrogate.");
        output.Advance(written);
    }

    private static void AppendEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            default: output.Write([.. "\\u00"u8, (byte)('0' + (c >> 4)), "0123456789abcdef"u8[c & 15]]); break;
        }
    }

    // The reader of System.Text.Json gives no string for a lone surrogate.
    private static string Name(JsonProperty member)
    {
        try { return member.Name; }
        catch (InvalidOperationException e) { throw new FormatException("A member's name has a lone surrogate.", e); }
    }

    private static string Chars(JsonElement value)
    {
        try { return value.GetString()!; }
        catch (InvalidOperationException e) { throw new FormatException("A string has a lone surrogate.", e); }
    }

    private static double Number(JsonElement value) =>
        value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw new FormatException($"The number {value.GetRawText()} is out of range.");
}

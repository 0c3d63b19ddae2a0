using System.Globalization;
using System.Text;

namespace Akashi.Ledger;

/// <summary>Writes a double as ECMAScript does. Source: RFC 8785 §3.2.2.3, ECMA-262 Number::toString.</summary>
internal static class EcmaNumber
{
    /// <summary>Writes at most 25 bytes of ASCII and says how many.</summary>
    /// <exception cref="FormatException">Infinite or no number.</exception>
    public static int Format(double number, Span<byte> output)
    {
        if (!double.IsFinite(number)) throw new FormatException("JSON has no infinite numbers.");
        // Minus zero is written as zero.
        return Encoding.ASCII.GetBytes(number == 0 ? "0" : (number < 0 ? "-" : "") + Positive(Math.Abs(number)), output);
    }

    private static string Positive(double number)
    {
        // The shortest digits that give the number back, as d.ddd and a power of ten.
        var (digits, point) = Digits(number.ToString("R", CultureInfo.InvariantCulture));
        var count = digits.Length;
        return point switch
        {
            > 21 => Exponent(digits, point - 1),
            > 0 when count <= point => digits + new string('0', point - count),
            > 0 => $"{digits[..point]}.{digits[point..]}",
            > -6 => $"0.{new string('0', -point)}{digits}",
            _ => Exponent(digits, point - 1),
        };
    }

    private static string Exponent(string digits, int power) =>
        $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(power < 0 ? "-" : "+")}{Math.Abs(power).ToString(CultureInfo.InvariantCulture)}";

    // The digits without leading and trailing zeroes, and how many of them stand before the point.
    private static (string Digits, int Point) Digits(string text)
    {
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole - leading + power);
    }
}

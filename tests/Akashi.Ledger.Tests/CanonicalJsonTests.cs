using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class CanonicalJsonTests
{
    // RFC 8785 §3.2.2 and §3.2.4.
    [Fact]
    public void Write_TheExampleOfTheRfc_GivesItsBytes() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """));

    // RFC 8785 §3.2.3.
    [Fact]
    public void Write_TheSortingExampleOfTheRfc_SortsByCodeUnits()
    {
        var sorted = Canonical("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""");
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            JsonDocument.Parse(sorted).RootElement.EnumerateObject().Select(m => m.Value.GetString()!));
    }

    // RFC 8785 appendix B.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void AppendNumber_TheTableOfTheRfc_GivesItsTexts(string bits, string text)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.AppendNumber(output, BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
        Assert.Equal(text, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void AppendNumber_AnyDouble_ReadsBackTheSame() => Gen.Double.Where(double.IsFinite).Sample(number =>
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.AppendNumber(output, number);
        return double.Parse(output.WrittenSpan, CultureInfo.InvariantCulture) == number;
    });

    [Fact]
    public void AppendString_AnyText_ReadsBackTheSame() => Gen.String.Where(s => new UTF8Encoding(false, false).GetString(Encoding.UTF8.GetBytes(s)) == s).Sample(text =>
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.AppendString(output, text);
        return JsonSerializer.Deserialize<string>(output.WrittenSpan) == text;
    });

    [Fact]
    public void Write_ItsOwnOutput_IsTheSameAgain()
    {
        var once = Canonical("""{"b":[1,{"z":"証","a":null}],"a":{"10":1e2,"9":-0.0}}""");
        Assert.Equal("""{"a":{"10":100,"9":0},"b":[1,{"a":null,"z":"証"}]}""", once);
        Assert.Equal(once, Canonical(once));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""["\ude00\ud83d"]""")]
    [InlineData("""{"\ud83d":1}""")]
    [InlineData("[1e400]")]
    public void Write_WhatHasNoCanonicalForm_IsRefused(string json) => Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void AppendString_LoneSurrogate_IsRefused() =>
        Assert.Throws<FormatException>(() => CanonicalJson.AppendString(new ArrayBufferWriter<byte>(), "a\ud800b"));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonDocument.Parse(json).RootElement));
}

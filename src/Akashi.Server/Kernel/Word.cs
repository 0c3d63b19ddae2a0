namespace Akashi.Server.Kernel;

/// <summary>An enum value in a query string, in any case: the API writes <c>outOfScope</c> and reads it back the same way.</summary>
public readonly record struct Word<T>(T Value) where T : struct, Enum
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1000", Justification = "The shape that route binding looks for.")]
    public static bool TryParse(string? text, IFormatProvider? provider, out Word<T> word)
    {
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value);
        word = new(value);
        return known;
    }
}

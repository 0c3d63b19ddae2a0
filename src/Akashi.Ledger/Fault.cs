using System.Globalization;

namespace Akashi.Ledger;

/// <summary>What is wrong with a log, a note or a proof: a stable code for programs, and words for people in Japanese and English.</summary>
/// <param name="Code">Stable, e.g. <c>tile.mismatch</c>; docs/formats/ledger-log.md lists all.</param>
/// <param name="Path">The file it was found in, relative to the log's root; null when it is about no file.</param>
/// <param name="Index">The entry it is about, or the tree size for a checkpoint; null when it is about neither.</param>
/// <param name="Ja">The words in Japanese.</param>
/// <param name="En">The words in English.</param>
public sealed record Fault(string Code, string? Path, long? Index, string Ja, string En)
{
    /// <summary>The words in one language: <c>"ja"</c> or <c>"en"</c>.</summary>
    public string In(string language) => language == "en" ? En : Ja;

    /// <summary>The words in the language of <see cref="CultureInfo.CurrentUICulture"/>; Japanese is the default.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
}

/// <summary>A log, note or proof is not what it must be; <see cref="Fault"/> says what and where.</summary>
/// <param name="fault">The first thing found wrong.</param>
public sealed class LedgerBrokenException(Fault fault) : Exception(fault.ToString())
{
    /// <summary>The first thing found wrong.</summary>
    public Fault Fault { get; } = fault;
}

using Akashi.Server.References;

namespace Akashi.Server.Catalogs.Tables;

/// <summary>The words of the class column.</summary>
internal static class ClassWords
{
    /// <summary>The class a cell says; null when the word is not known.</summary>
    public static ControlClass? Read(string? cell) => PrintedWords.ReadClass(cell) ?? PrintedWords.Fold(cell) switch
    {
        "必須事項" or "必須項目" or "MUST" or "MANDATORY" or "REQUIRED" => ControlClass.Shall,
        "推奨事項" or "推奨項目" => ControlClass.Recommended,
        "最低限の要求" or "最低限必要" => ControlClass.Minimum,
        "なし" or "NONE" => ControlClass.None,
        _ => IsOptional(cell) ? ControlClass.None : null,
    };

    /// <summary>True for words that ask for nothing; the catalog has no class of its own for them.</summary>
    public static bool IsOptional(string? cell) => PrintedWords.Fold(cell) is "任意" or "任意事項" or "MAY" or "OPTIONAL";
}

namespace Akashi.Ledger.Records;

/// <summary>What can be wrong with an evidence bundle. The codes are stable.</summary>
public static class BundleFaults
{
    /// <summary>A file of the bundle is missing, too long or does not parse.</summary>
    public static Fault Malformed(string path) => new("bundle.malformed", path, null,
        $"確認資料の「{path}」がないか、形式が正しくありません。", $"“{path}” is missing from the bundle or malformed.");

    /// <summary>A proof leads to another checkpoint than the bundle's.</summary>
    public static Fault OtherCheckpoint(string path, long index) => new("bundle.other-checkpoint", path, index,
        $"エントリー {index} の証明が、この資料のチェックポイントとは別のチェックポイントに対するものです。", $"The proof of entry {index} is for another checkpoint than the bundle's.");

    /// <summary>A leaf is about another entry.</summary>
    public static Fault OtherEntry(string path, long index) => new("bundle.other-entry", path, index,
        $"エントリー {index} は、この資料の対象とは別の記録についてのものです。", $"Entry {index} is about another record than the bundle.");

    /// <summary>The text of an event is not the one that its leaf recorded.</summary>
    public static Fault EventWrong(long index) => new("bundle.event", BundleFiles.Index, index,
        $"エントリー {index} の事象の本文が、ログに記録されたハッシュ値と一致しません。", $"The text of the event of entry {index} does not have the hash that the log holds for it.");

    /// <summary>The state is not the one that the last leaf recorded.</summary>
    public static Fault StateWrong(long index) => new("bundle.state", BundleFiles.State, index,
        $"state.json の内容が、最後の操作（エントリー {index}）で記録された内容と一致しません。", $"state.json is not how the last act (entry {index}) left the record.");

    /// <summary>An act between two others is missing.</summary>
    public static Fault VersionGap(long index, int version, int expected) => new("bundle.version-gap", BundleFiles.Index, index,
        $"版 {expected} の操作がなく、版 {version}（エントリー {index}）に飛んでいます。", $"The act that made version {expected} is missing: entry {index} made version {version}.");

    /// <summary>A file does not have the hash that names it, or nothing in the bundle names it.</summary>
    public static Fault FileWrong(string path) => new("bundle.file", path, null,
        $"「{path}」の内容がファイル名のハッシュ値と一致しないか、記録のどこにも挙げられていません。", $"“{path}” does not have the hash in its name, or nothing in the record names it.");
}

namespace Akashi.Ledger;

/// <summary>Every fault that this library names. The codes are stable.</summary>
public static class Faults
{
    /// <summary>A tile or bundle that the checkpoint requires is not there.</summary>
    public static Fault FileMissing(string path) => new("file.missing", path, null,
        $"「{path}」がありません。", $"“{path}” is missing.");

    /// <summary>A file that must never change exists with other content than was to be written.</summary>
    public static Fault FileDiffers(string path) => new("file.differs", path, null,
        $"「{path}」は確定済みですが、書き込もうとした内容と異なります。", $"“{path}” is final, but differs from what was to be written.");

    /// <summary>A file is too long, too short or does not parse.</summary>
    public static Fault FileMalformed(string path) => new("file.malformed", path, null,
        $"「{path}」の形式が正しくありません。", $"“{path}” is malformed.");

    /// <summary>A stored tile holds other hashes than its entries give.</summary>
    public static Fault TileMismatch(string path, long? index = null) => new("tile.mismatch", path, index,
        $"「{path}」のハッシュ値がエントリーから計算した値と一致しません。", $"The hashes in “{path}” are not those of the entries.");

    /// <summary>An entry does not hash to its place in the tile.</summary>
    public static Fault EntryMismatch(string path, long index) => new("entry.mismatch", path, index,
        $"エントリー {index}（「{path}」）は、ログに記録されたハッシュ値と一致しません。", $"Entry {index} in “{path}” does not have the hash that the log holds for it.");

    /// <summary>The tree does not have the root that the checkpoint states.</summary>
    public static Fault RootMismatch(long size, string path = "checkpoint") => new("root.mismatch", path, size,
        $"サイズ {size} のツリーのルートハッシュがチェックポイントと一致しません。", $"The tree of size {size} does not have the root hash that the checkpoint states.");

    /// <summary>The text is no signed note.</summary>
    public static Fault NoteMalformed(string why) => new("note.malformed", null, null,
        $"署名付きノートの形式が正しくありません（{why}）。", $"This is not a well-formed signed note ({why}).");

    /// <summary>The text of the note is no checkpoint.</summary>
    public static Fault CheckpointMalformed(string why) => new("checkpoint.malformed", "checkpoint", null,
        $"チェックポイントの形式が正しくありません（{why}）。", $"This is not a well-formed checkpoint ({why}).");

    /// <summary>A signature of a known key does not verify.</summary>
    public static Fault SignatureWrong(string name) => new("signature.wrong", "checkpoint", null,
        $"「{name}」の署名が正しくありません。", $"The signature of “{name}” is wrong.");

    /// <summary>No key that the reader trusts signed the note.</summary>
    public static Fault SignatureMissing() => new("signature.missing", "checkpoint", null,
        "信頼する鍵による署名がありません。", "No trusted key signed this.");

    /// <summary>A detached entry's content is not the one that its leaf names.</summary>
    public static Fault BlobMismatch(string path, long? index = null) => new("blob.mismatch", path, index,
        $"「{path}」の内容が、ログに記録されたハッシュ値と一致しません。", $"The content of “{path}” does not have the hash that the log holds for it.");
}

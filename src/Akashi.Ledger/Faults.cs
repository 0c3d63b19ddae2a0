namespace Akashi.Ledger;

/// <summary>A reason within a fault, in both languages.</summary>
internal sealed record Why(string Ja, string En);

/// <summary>Every fault that this library names. The codes are stable.</summary>
internal static class Faults
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
    public static Fault NoteMalformed(Why why) => new("note.malformed", null, null,
        $"署名付きノートの形式が正しくありません（{why.Ja}）。", $"This is not a well-formed signed note ({why.En}).");

    /// <summary>The text of the note is no checkpoint.</summary>
    public static Fault CheckpointMalformed() => new("checkpoint.malformed", "checkpoint", null,
        "チェックポイントの形式（オリジン、サイズ、ルートハッシュ）が正しくありません。", "This is not a well-formed checkpoint (origin, size, root hash).");

    /// <summary>A signature of a known key does not verify.</summary>
    public static Fault SignatureWrong(string name) => new("signature.wrong", "checkpoint", null,
        $"「{name}」の署名が正しくありません。", $"The signature of “{name}” is wrong.");

    /// <summary>No key that the reader trusts signed the note.</summary>
    public static Fault SignatureMissing() => new("signature.missing", "checkpoint", null,
        "信頼する鍵による署名がありません。", "No trusted key signed this.");

    /// <summary>The checkpoint is of another log than the one asked about.</summary>
    public static Fault OtherLog(string origin) => new("checkpoint.origin", "checkpoint", null,
        $"別のログ「{origin}」のチェックポイントです。", $"This is a checkpoint of another log, “{origin}”.");

    /// <summary>A detached entry's content is not the one that its leaf names.</summary>
    public static Fault BlobMismatch(string path, long? index = null) => new("blob.mismatch", path, index,
        $"「{path}」の内容が、ログに記録されたハッシュ値と一致しません。", $"The content of “{path}” does not have the hash that the log holds for it.");

    /// <summary>The log had another root at a size where it was seen before: history was rewritten, or two histories are shown.</summary>
    public static Fault Forked(long size) => new("log.forked", "checkpoint", size,
        $"サイズ {size} の時点のルートハッシュが、以前に確認したチェックポイントと一致しません。履歴が書き換えられたか、別の履歴が示されています。",
        $"At size {size} the log has another root hash than the checkpoint seen before: history was rewritten, or another history is shown.");

    /// <summary>The log is shorter than it was.</summary>
    public static Fault Shrunk(long seen, long now) => new("log.shrunk", "checkpoint", now,
        $"ログのエントリー数が以前の {seen} から {now} に減っています。", $"The log had {seen} entries before and has {now} now.");

    /// <summary>An earlier checkpoint lies before the first index that a pruned log still publishes, so it cannot be recomputed.</summary>
    public static Fault CheckpointPruned(long size, long minimum) => new("checkpoint.pruned", "checkpoint", size,
        $"サイズ {size} のチェックポイントは、公開されている範囲（{minimum} 以降）より前のため確認できません。",
        $"The checkpoint of size {size} cannot be checked: the log publishes entries from {minimum} on only.");

    /// <summary>The file is no proof.</summary>
    public static Fault ProofMalformed() => new("proof.malformed", null, null,
        "証明ファイルの形式が正しくありません。", "This is not a well-formed proof file.");

    /// <summary>The proof does not lead from the entry to the root.</summary>
    public static Fault ProofWrong(long index) => new("proof.wrong", null, index,
        $"このエントリーがログの {index} 番目にあることを、証明ファイルから確認できません。", $"The proof does not show that this entry is at index {index} of the log.");

    /// <summary>The policy file cannot be read.</summary>
    public static Fault PolicyMalformed(int line, Why why) => new("policy.malformed", null, null,
        $"ポリシーファイルの {line} 行目が正しくありません（{why.Ja}）。", $"Line {line} of the policy file is wrong ({why.En}).");

    /// <summary>Too few witnesses cosigned.</summary>
    public static Fault QuorumMissing(string quorum, IReadOnlyList<string> absent) => new("policy.quorum", "checkpoint", null,
        $"立会人の連署が定足数「{quorum}」に達していません（未連署：{string.Join("、", absent)}）。",
        $"The witnesses' cosignatures do not reach the quorum “{quorum}” (missing: {string.Join(", ", absent)}).");

    /// <summary>A witness has seen a larger log, so this one was rolled back or another one is shown to the witness.</summary>
    public static Fault WitnessAhead(string witness, long seen, long size) => new("witness.ahead", "checkpoint", size,
        $"立会人「{witness}」はサイズ {seen} のログを確認済みですが、現在のログは {size} です。", $"The witness “{witness}” has seen a log of size {seen}, but this one has {size}.");

    /// <summary>A witness refused to cosign.</summary>
    public static Fault WitnessRefused(string witness, int status) => new("witness.refused", "checkpoint", null,
        $"立会人「{witness}」が連署しませんでした（HTTP {status}）。", $"The witness “{witness}” did not cosign (HTTP {status}).");

    /// <summary>The log shows nothing new for longer than agreed.</summary>
    public static Fault Silent(TimeSpan since) => new("log.silent", "checkpoint", null,
        $"ログが {(long)since.TotalMinutes} 分間更新されていません。", $"The log has shown nothing new for {(long)since.TotalMinutes} minutes.");

    /// <summary>The log cannot be reached.</summary>
    public static Fault Unreachable(string why) => new("log.unreachable", null, null,
        $"ログを読み取れません（{why}）。", $"The log cannot be read ({why}).");

    /// <summary>The mirror's own copy is damaged.</summary>
    public static Fault CopyBroken(Fault inner) => new("mirror.copy", inner.Path, inner.Index,
        $"ミラー側の控えが壊れています。{inner.Ja}", $"The mirror's own copy is damaged. {inner.En}");

    /// <summary>A time-stamp is not for these bytes, or not from the authority.</summary>
    public static Fault TimeStampWrong(Why why) => new("timestamp.wrong", null, null,
        $"タイムスタンプを確認できません（{why.Ja}）。", $"The time-stamp does not verify ({why.En}).");
}

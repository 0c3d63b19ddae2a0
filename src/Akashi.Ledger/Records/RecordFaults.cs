namespace Akashi.Ledger.Records;

/// <summary>Every fault that the check of leaves, rows and events names. The codes are stable.</summary>
public static class RecordFaults
{
    /// <summary>An entry of the log is no leaf of a known version.</summary>
    public static Fault LeafMalformed(long index, string wrong) => new("leaf.malformed", null, index,
        $"ログのエントリー {index} は、操作の記録として読めません（{wrong}）。", $"Entry {index} of the log is no record of an act ({wrong}).");

    /// <summary>A leaf is older than the one before it, and no leaf states that the clock was set back.</summary>
    public static Fault LeafBackDated(long index, string at, string before) => new("leaf.back-dated", null, index,
        $"エントリー {index} の時刻 {at} が、直前のエントリーの時刻 {before} より前です。時計を戻した記録もありません。",
        $"Entry {index} says {at}, which is before the {before} of the entry before it, and nothing records that the clock was set back.");

    /// <summary>The version in a leaf does not follow the one in the entry's leaf before it.</summary>
    public static Fault LeafVersion(long index, string register, Guid entry, int version, int expected) => new("leaf.version", null, index,
        $"{Row(register, entry)}の版が {expected} ではなく {version} です（エントリー {index}）。途中の操作が抜けているか、余分な操作があります。",
        $"{RowEn(register, entry)} has version {version} in entry {index}, where {expected} was due: an act is missing, or one too many.");

    /// <summary>The log speaks of a register that the schema does not know, so that its rows cannot be checked.</summary>
    public static Fault RegisterUnknown(long index, string register) => new("register.unknown", StateSchema.FileName, index,
        $"エントリー {index} の台帳「{register}」が {StateSchema.FileName} にないため、記録を照合できません。",
        $"Entry {index} is about the register “{register}”, which {StateSchema.FileName} does not know: its rows cannot be checked.");

    /// <summary>The database ends before the log does.</summary>
    public static Fault DatabaseBehind(long known, long size) => new("database.behind", null, known,
        $"データベースには操作が {known} 件しかありませんが、ログには {size} 件あります。古いバックアップに戻したか、操作が削除されています。",
        $"The database knows {known} acts, the log {size}: an older backup was restored, or acts were deleted.");

    /// <summary>The database has no copy of a leaf.</summary>
    public static Fault LeafMissing(long index) => new("leaf.missing", null, index,
        $"データベースの表 leaves に、ログのエントリー {index} がありません。", $"The table “leaves” of the database lacks entry {index} of the log.");

    /// <summary>The database's copy of a leaf is not the entry of the log.</summary>
    public static Fault LeafDiffers(long index) => new("leaf.differs", null, index,
        $"データベースの表 leaves のエントリー {index} が、ログの内容と異なります。", $"Entry {index} in the table “leaves” of the database is not what the log holds.");

    /// <summary>The event of a leaf is gone.</summary>
    public static Fault EventMissing(long index, string register, Guid entry) => new("event.missing", null, index,
        $"{Row(register, entry)}の事象（エントリー {index}）が削除されています。", $"The event of {RowEn(register, entry)} that entry {index} recorded is gone.");

    /// <summary>An event is not the one that its leaf recorded.</summary>
    public static Fault EventEdited(long index, string register, Guid entry, string what) => new("event.edited", null, index,
        $"{Row(register, entry)}の事象（エントリー {index}）が、記録されたあとに書き換えられています（{what}）。", $"The event of {RowEn(register, entry)} was changed after entry {index} recorded it ({what}).");

    /// <summary>The salt of an event is gone, and nobody was erased.</summary>
    public static Fault SaltMissing(long index, string register, Guid entry) => new("event.salt-missing", null, index,
        $"{Row(register, entry)}の事象（エントリー {index}）のソルトが消されています。個人情報の消去の記録はありません。", $"The salt of the event of {RowEn(register, entry)} in entry {index} was destroyed, but no erasure of a person is recorded.");

    /// <summary>An event that no leaf recorded.</summary>
    public static Fault EventExtra(long? index, string register, string entry) => new("event.extra", null, index,
        $"台帳「{register}」の記録 {entry} に、ログにない事象が加えられています。", $"{register} {entry} has an event that no entry of the log recorded.");

    /// <summary>A row is not as its last act left it.</summary>
    public static Fault RowEdited(long index, string register, Guid entry) => new("row.edited", null, index,
        $"{Row(register, entry)}が、最後の操作（エントリー {index}）のあとに、操作によらず書き換えられています。", $"{RowEn(register, entry)} was changed after its last act (entry {index}), and not by an act.");

    /// <summary>A row is gone although no act removed it.</summary>
    public static Fault RowMissing(long index, string register, Guid entry) => new("row.missing", null, index,
        $"{Row(register, entry)}が、操作によらず削除されています（最後の操作はエントリー {index}）。", $"{RowEn(register, entry)} was deleted, and not by an act (its last one is entry {index}).");

    /// <summary>A row that no act made, or that stands although an act removed it.</summary>
    public static Fault RowExtra(long? index, string register, string entry) => new("row.extra", null, index,
        index is null ? $"台帳「{register}」の記録 {entry} は、操作によらず加えられています（ログにありません）。" : $"台帳「{register}」の記録 {entry} は、削除の操作（エントリー {index}）のあとも残っているか、戻されています。",
        index is null ? $"{register} {entry} was not made by an act: the log does not know it." : $"{register} {entry} is there although an act removed it (entry {index}).");

    /// <summary>The rows that belong to an entry are not those that it states.</summary>
    public static Fault PartsEdited(long? index, string register, string entry, string table) => new("parts.edited", null, index,
        $"台帳「{register}」の記録 {entry} に属する表 {table} の内容が、操作によらず変えられています。", $"What belongs to {register} {entry} in the table “{table}” was changed, and not by an act.");

    /// <summary>An export that cannot be read.</summary>
    public static Fault ExportMalformed(long line, string why) => new("export.malformed", null, null,
        $"書き出しファイルの {line} 行目の形式が正しくありません（{why}）。", $"Line {line} of the export is malformed ({why}).");

    private static string Row(string register, Guid entry) => $"台帳「{register}」の記録 {entry} ";

    private static string RowEn(string register, Guid entry) => $"{register} {entry}";
}

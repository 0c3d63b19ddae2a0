using Akashi.Ledger;
using Akashi.Server.Kernel;

namespace Akashi.Server.Ledger;

/// <summary>The log contradicts itself; the server stops rather than write a second history.</summary>
public sealed class LedgerRefusedException(Refusal refusal) : Exception(refusal.Message.En)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>Why a log cannot be gone on with. Each says what it means and what to do.</summary>
internal static class LedgerRefusals
{
    public static Refusal RolledBack(long published, long known) => new("ledger.rolled-back", new Text(
        "証跡台帳の公開済みチェックポイントは{0}件ですが、データベースが知っているのは{1}件までです。古いバックアップに戻された可能性があります。新しいデータベースを戻すか、失われた記録について立会人・監査人に届け出てください。サーバーは書き込みを始めません。",
        "The published checkpoint of the ledger has {0} entries; the database knows of {1}. It was probably restored from an old backup. Restore the newer database, or tell witnesses and auditors what was lost. The server does not start to write.").With(published, known), 503);

    public static Refusal Forked(long size) => new("ledger.forked", new Text(
        "証跡台帳（{0}件）の公開済みチェックポイントとデータベースの内容が食い違っています。どちらかが書き換えられています。akashi verify で最初の相違を確かめ、変更せずに監査人へ連絡してください。",
        "The published checkpoint of the ledger ({0} entries) and the database contradict each other: one of them was rewritten. Find the first difference with akashi verify, change nothing, and call your auditor.").With(size), 503);

    public static Refusal Gap(long at) => new("ledger.gap", new Text(
        "証跡台帳の葉 {0} がデータベースにありません。削除された可能性があります。akashi verify で確かめ、変更せずに監査人へ連絡してください。",
        "Leaf {0} of the ledger is missing from the database; it was probably deleted. Check with akashi verify, change nothing, and call your auditor.").With(at), 503);

    public static Refusal OtherLog(string found, string expected) => new("ledger.other-log", new Text(
        "台帳フォルダーには別の台帳（{0}）があります。この組織の台帳は {1} です。データフォルダーとデータベースの組み合わせを確かめてください。",
        "The ledger folder holds another log ({0}); this organisation's is {1}. Check that data folder and database belong together.").With(found, expected), 503);

    public static Refusal Unreadable(Fault fault) => new("ledger.unreadable", new Text(
        "証跡台帳のチェックポイントをこのサーバーの鍵で確かめられません: {0}。鍵（keys/ledger）を元に戻すか、監査人へ連絡してください。",
        "The checkpoint of the ledger cannot be verified with this server's key: {1}. Restore the key (keys/ledger), or call your auditor.").With(fault.Ja, fault.En), 503);

    public static Refusal KeyMissing(string file) => new("ledger.key-missing", new Text(
        "証跡台帳の署名鍵 {0} がありません。バックアップから戻してください。新しい鍵では同じ台帳を続けられません。",
        "The signing key {0} of the ledger is missing. Restore it from the backup: another key cannot go on with the same log.").With(file), 503);
}

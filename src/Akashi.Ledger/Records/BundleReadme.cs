using System.Globalization;

namespace Akashi.Ledger.Records;

/// <summary>The plain words that lie in every bundle, for a reader who has never heard of transparency logs.</summary>
internal static class BundleReadme
{
    public static string Japanese(EvidenceBundle bundle) => $"""
        証跡の確認資料

        対象: 台帳「{bundle.Register}」の記録 {bundle.Entry}
        ログ: {Head(bundle)}（エントリー数 {Size(bundle)}）

        ■ これは何か
        この記録に対して行われた操作 {Steps(bundle)} 件（拒否された操作を含む）と、それらが変更されずにログに載っていることの証明です。
        ログは、いったん書かれると、あとから書き換え・削除・差し込みをすると必ず分かる仕組み（透明性ログ）になっています。

        ■ 中身
        bundle.json          操作の一覧。event は保存されている事象の本文、salt はハッシュ値の計算に使う値
        leaves/番号.json      ログに載っているエントリーそのもの
        proofs/番号.tlog-proof そのエントリーがログにあることの証明
        checkpoint           ログの署名付きチェックポイント（立会人の連署を含む）
        vkeys、policy        ログの公開鍵と、必要な連署の条件
        state.json           最後の操作のあとの記録の内容（記録が残っている場合）
        files/               根拠として添付されたファイル。名前は内容の SHA-256
        timestamp/           第三者機関のタイムスタンプ（ある場合）

        ■ 確認のしかた（コマンド一つ）
          akashi verify この資料.zip --key ログの公開鍵
        --key には、この資料とは別の経路（契約書、運営者の公開ページ、立会人など）で受け取った公開鍵を指定してください。
        省略するとこの資料の中の vkeys を使います。その場合、資料全体を作り直した偽物は見分けられません。

        ■ ほかの道具で確認するには
        - leaves/ と proofs/: C2SP の tlog-proof に対応した道具、または RFC 6962 2.1 の計算で確かめられます。
          葉のハッシュ値 = SHA-256(0x00 とエントリー)、節のハッシュ値 = SHA-256(0x01 と左と右)。
        - checkpoint: C2SP の signed-note 形式です。Go の golang.org/x/mod/sumdb/note で署名を確かめられます。
        - 事象と内容: base64 の salt を復号した 16 バイトに続けて event の本文（UTF-8）をつなぎ、SHA-256 を計算して base64 にすると、
          エントリーの event と一致します。state.json も同じ計算で、最後の操作のエントリーの state と一致します。
        - files/: sha256sum の結果がファイル名と一致します。
        - timestamp/: openssl ts -verify -token_in -in timestamp/token.tst -data timestamp/checkpoint -CAfile 認証局の証明書

        ■ 分かること、分からないこと
        確認できれば、ここにある操作が、この順序・この時刻・この内容でログに載り、その後変えられていないことが分かります。
        チェックポイントより後の操作や、この資料に含めなかったほかの記録については分かりません。
        ログ全体とデータベースを確かめるには akashi verify をログそのものに対して実行します。

        """;

    public static string English(EvidenceBundle bundle) => $"""
        Evidence bundle

        About: {bundle.Register} {bundle.Entry}
        Log:   {Head(bundle)} ({Size(bundle)} entries)

        WHAT THIS IS
        The {Steps(bundle)} acts on this record, refused ones included, and the proof that they stand in the log unchanged. The log is a
        transparency log: whoever edits, deletes or inserts an entry afterwards is found out.

        WHAT IS INSIDE
        bundle.json               the acts; "event" is the stored text, "salt" goes into its hash
        leaves/NUMBER.json        the entries of the log, byte for byte
        proofs/NUMBER.tlog-proof  the proof that the entry is in the log
        checkpoint                the log's signed checkpoint, with the cosignatures of witnesses
        vkeys, policy             the log's public keys, and who must have cosigned
        state.json                the record after its last act, if it still exists
        files/                    attached evidence, named by the SHA-256 of its content
        timestamp/                the time-stamp of a third party, if there is one

        HOW TO CHECK IT, WITH ONE COMMAND
          akashi verify THIS.zip --key THE-LOG'S-PUBLIC-KEY
        Give a key that reached you another way than this bundle: a contract, the operator's page, a witness. Without it the vkeys in
        here are used, and a bundle forged as a whole cannot be told from a true one.

        HOW TO CHECK IT WITH TOOLS THAT ARE NOT OURS
        - leaves/ and proofs/: any tool for C2SP tlog-proof, or the arithmetic of RFC 6962 section 2.1:
          hash of a leaf = SHA-256(0x00 and the entry), hash of a node = SHA-256(0x01, left and right).
        - checkpoint: a C2SP signed note; Go's golang.org/x/mod/sumdb/note verifies the signature.
        - Events and state: the 16 bytes of "salt" (base64), followed by the text of "event" (UTF-8), hashed with SHA-256, in base64: that is
          "event" in the entry. The same with state.json gives "state" in the entry of the last act.
        - files/: sha256sum gives the name of the file.
        - timestamp/: openssl ts -verify -token_in -in timestamp/token.tst -data timestamp/checkpoint -CAfile AUTHORITY.pem

        WHAT IT SHOWS, AND WHAT IT DOES NOT
        If it verifies, the acts in here stand in the log in this order, with these times and this content, and were not changed since.
        It says nothing about acts after the checkpoint, nor about other records. To check the whole log and the database, run
        akashi verify on the log itself.

        """;

    private static string Head(EvidenceBundle bundle) => Checkpoint.TryParse(bundle.Note.Text, out var head) ? head.Origin : "?";

    private static string Size(EvidenceBundle bundle) => Checkpoint.TryParse(bundle.Note.Text, out var head) ? head.Size.ToString(CultureInfo.InvariantCulture) : "?";

    private static string Steps(EvidenceBundle bundle) => bundle.Steps.Count.ToString(CultureInfo.InvariantCulture);
}

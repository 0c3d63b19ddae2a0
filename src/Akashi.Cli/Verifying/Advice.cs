using Akashi.Ledger;

namespace Akashi.Cli.Verifying;

/// <summary>What a fault means for somebody who relies on the log, and what to do about it.</summary>
/// <param name="Meaning">What follows from it.</param>
/// <param name="Remedy">The next step.</param>
internal sealed record Advice(Words Meaning, Words Remedy)
{
    private static readonly Words Keep = new(
        "いまの状態（ログのフォルダーとデータベース）を変更せずに複製して保全し、運営者に連絡してください。立会人やミラーが持つチェックポイントを --since に指定すると、いつまで正しかったかを絞り込めます。",
        "Keep a copy of the log's folder and the database as they are now, and tell whoever runs the service. Checkpoints that a witness or mirror holds, given with --since, narrow down until when all was right.");

    public static Advice Of(Fault fault) => fault.Code switch
    {
        "signature.missing" => new(
            new("信頼する鍵による署名がないため、だれのログか確認できません。別のログか、鍵の指定の誤りです。", "No trusted key signed it, so nobody can say whose log this is: another log, or the wrong key."),
            new("鍵（--key、--policy）が、このログの運営者から別の経路で受け取ったものか確かめてください。", "Make sure that the key (--key, --policy) is the one that the log's operator gave you another way.")),
        "signature.wrong" or "note.malformed" or "checkpoint.malformed" => new(
            new("チェックポイントが署名のあとに変えられています。このチェックポイントは何の証拠にもなりません。", "The checkpoint was changed after it was signed. It is evidence of nothing."), Keep),
        "policy.quorum" => new(
            new("ログの署名はありますが、必要な数の立会人がまだ確認していません。立会人に見せていない別の履歴かもしれません。", "The log signed it, but too few witnesses have seen it. It may be a history that is shown to you alone."),
            new("数十秒待ってもう一度実行し、それでも同じなら立会人に、このログについて最後に連署したチェックポイントを問い合わせてください。", "Wait a little and run this again; if it stays so, ask the witnesses which checkpoint of this log they cosigned last.")),
        "log.forked" or "root.mismatch" or "log.shrunk" or "witness.ahead" => new(
            new("ログの履歴が書き換えられたか、相手によって別の履歴が示されています。署名した鍵が悪用された場合も同じです。", "History was rewritten, or different histories are shown to different people. A stolen key of the log looks the same."), Keep),
        "checkpoint.pruned" => new(
            new("指定したチェックポイントは保存期間が過ぎた範囲にあり、計算し直せません。改ざんを意味するものではありません。", "The earlier checkpoint lies in the part that the retention policy removed and cannot be recomputed. That is no sign of tampering."),
            new("--since には、公開されている範囲のチェックポイントを指定してください。", "Give --since a checkpoint within the part that is published.")),
        "file.missing" or "file.malformed" or "tile.mismatch" or "entry.mismatch" or "blob.mismatch" => new(
            new("ログのファイルが失われたか、壊れたか、書き換えられています。チェックポイントはこの内容に署名していません。", "A file of the log was lost, damaged or changed. The checkpoint did not sign what lies there now."),
            new("ミラーやバックアップの同じファイルと比べてください。ミラーのログが正しければ、そこから復元できます。", "Compare it with the same file of a mirror or backup. If the mirror's log verifies, restore from there.")),
        "leaf.malformed" or "leaf.version" => new(
            new("ログに、この製品が書かない内容、または前後のつながらない操作が載っています。", "The log holds something that this program does not write, or acts that do not follow each other."), Keep),
        "leaf.back-dated" => new(
            new("操作の時刻をさかのぼらせた可能性があります。", "An act may have been given an earlier time than its own."), Keep),
        "database.behind" => new(
            new("ログに載っている操作がデータベースから失われています。古いバックアップへの復元か、削除です。", "Acts that the log holds are lost from the database: an older backup was restored, or they were deleted."),
            new("この番号以降のエントリーをログで確認し、失われた操作をやり直すか、新しいバックアップから復元してください。", "Look at the entries from this one on in the log; do the lost acts again, or restore a newer backup.")),
        "leaf.missing" or "leaf.differs" => new(
            new("データベースが持つログの写しが、公開されたログと異なります。公開されたログの内容が正です。", "The database's copy of the log is not what was published. What was published counts."), Keep),
        "row.edited" or "row.missing" or "row.extra" or "parts.edited" => new(
            new("アプリケーションを通さずに、データベースが直接変更されています。画面や出力のこの記録は、操作によって記録された内容ではありません。", "The database was changed directly, past the program. What pages and exports show for this record is not what an act recorded."),
            new("ログのこのエントリーと事象から正しい内容を確かめ、だれがデータベースに直接触れたかを調べてください。", "Take the right content from this entry's event, and find out who can reach the database directly.")),
        "event.edited" or "event.missing" or "event.extra" or "event.salt-missing" => new(
            new("履歴として表示される事象が、操作のあとに変更・削除・追加されています。ログのエントリー自体は無事です。", "What is shown as history was changed, deleted or added after the act. The entry of the log itself is sound."), Keep),
        "register.unknown" => new(
            new("schema.json が古いか、書き換えられているため、一部の記録を照合できません。", "schema.json is old or was changed, so that some records cannot be compared."),
            new("サーバーを一度起動して schema.json を書き直させ、もう一度実行してください。", "Start the server once, which writes schema.json anew, and run this again.")),
        "export.malformed" => new(
            new("書き出しファイルを読めないため、記録は照合していません。", "The export cannot be read; no record was compared."),
            new("サーバーから書き出し直してください。", "Have the server write it again.")),
        "proof.wrong" => new(
            new("このエントリーは、署名されたログにこの内容では載っていません。", "The signed log does not hold this entry with this content."),
            new("資料を発行元から受け取り直し、それでも同じなら発行元に説明を求めてください。", "Get the bundle again; if it stays so, ask whoever issued it.")),
        "timestamp.wrong" => new(
            new("タイムスタンプからは、チェックポイントがその時刻に存在したことを確認できません。ログの内容の正否とは別です。", "The time-stamp does not show that the checkpoint existed at that time. The log itself may still be sound."),
            new("--timestamps に、時刻認証局の証明書が含まれているか確かめてください。", "Make sure that --timestamps holds the certificate of the time-stamping authority.")),
        var code when code.StartsWith("bundle.", StringComparison.Ordinal) || code.StartsWith("proof.", StringComparison.Ordinal) => new(
            new("この資料は、発行されたときのままではないか、発行に誤りがあります。証拠として使わないでください。", "This bundle is not as it was issued, or was issued wrongly. Do not use it as evidence."),
            new("発行元から受け取り直してください。それでも同じなら、ログそのものを akashi verify で確かめてください。", "Get it again from whoever issued it. If it stays so, check the log itself with akashi verify.")),
        _ => new(new("このログを信頼してよいか、確認できませんでした。", "Whether this log can be trusted is not established."), Keep),
    };
}

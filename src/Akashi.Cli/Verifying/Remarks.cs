namespace Akashi.Cli.Verifying;

/// <summary>What a reader must know to judge a result that has no fault: what was not looked at, and what the trust rests on.</summary>
internal static class Remarks
{
    public static async Task AddAsync(Findings found, LogPlace place, Against against, CancellationToken ct)
    {
        void Say(string code, string ja, string en, params object?[] values) => found.Notices.Add(new Notice(code, new Words(ja, en).With(values)));

        OwnWord(found);
        if (!found.Trust.Witnessed && await place.Storage.ReadAsync("policy", ct) is not null)
            Say("witnesses-not-asked", "このログには立会人がいますが、連署は求めていません。--policy で求められます。", "This log has witnesses, but their cosignatures were not asked for. --policy does.");
        if (found.MinimumIndex > 0)
            Say("pruned", "エントリー {0:N0} より前は保存方針により公開されていないため、確認していません。", "Entries before {0:N0} are no longer published, by the retention policy, and were not checked.", found.MinimumIndex);
        if (found.Fault is null && found.Records is null)
            Say("not-interpreted", "schema.json がないため、エントリーの中身（だれの、どの操作か）は調べていません。", "There is no schema.json: what the entries say was not looked at.");
        if (found.Fault is null && !found.Compared)
            Say("rows-not-compared", "データベースの記録は照合していません。--database または --export で照合できます。", "The records of the database were not compared. --database or --export does.");
        if (against.Authorities is null && place.Folder is { } folder && Directory.Exists(Path.Combine(folder, "timestamp")))
            Say("time-stamps-not-checked", "タイムスタンプがありますが確認していません。--timestamps に時刻認証局の証明書を指定してください。", "There are time-stamps, which were not verified. Give the authority's certificate with --timestamps.");
        if (found.Fault is null && against.Authorities is not null && found.Stamps.Count == 0)
            Say("no-time-stamps", "確かめるタイムスタンプがログにありません。", "The log has no time-stamp to verify.");
        if (found.Records is not { } records) return;
        if (records.Adoptions > 0)
            Say("adopted", "{0:N0} 件の記録は、ログが始まったとき、または更新のときの状態を引き継いだもので、それより前についてログは何も証明しません（エントリー {1}）。",
                "{0:N0} records were taken over as they stood when the log began or at an upgrade; of what was before, the log shows nothing (entries {1}).",
                records.Adoptions, string.Join(", ", records.AdoptedAt.Take(8).Select(a => a.First == a.Last ? $"{a.First}" : $"{a.First}–{a.Last}")));
        if (records.Pending > 0)
            Say("pending", "データベースには、まだチェックポイントに含まれない操作が {0:N0} 件あります。数秒後にもう一度実行してください。", "The database has {0:N0} acts that no checkpoint covers yet. Run this again in some seconds.", records.Pending);
        if (records.NewerRows > 0)
            Say("newer-rows", "{0:N0} 件の記録は、最後の操作がログまたは書き出しより新しいため、照合していません。", "{0:N0} records were not compared: their last act is newer than the log or the export.", records.NewerRows);
        if (records.PrunedRows > 0)
            Say("pruned-rows", "{0:N0} 件の記録は、最後の操作が公開されていない範囲にあるため、照合していません。", "{0:N0} records were not compared: their last act lies in the part that is no longer published.", records.PrunedRows);
        if (records.LooseEvents > 0)
            Say("older-events", "{0:N0} 件の事象はログの開始より前のもので、ログは何も証明しません。", "{0:N0} events are from before the log began; the log shows nothing about them.", records.LooseEvents);
        if (records.SilentParents > 0)
            Say("silent-parents", "{0:N0} 件の記録は、それに属する内容のハッシュ値を持っていません（ログの開始より前に登録されたため）。", "{0:N0} records state no hash of what belongs to them, since they are from before the log began.", records.SilentParents);
    }

    public static void OwnWord(Findings found)
    {
        if (!found.Trust.OwnWord) return;
        found.Notices.Add(new Notice("own-word", new(
            "公開鍵はログ自身の vkeys を使いました。ログの内部に矛盾がないことは分かりますが、丸ごと作り直された偽のログとは区別できません。別の経路で受け取った鍵を --key で指定してください。",
            "The keys are those that the log itself states. That shows that it is whole, but not that it is the true one: a log forged as a whole looks the same. Give a key that reached you another way with --key.")));
    }
}

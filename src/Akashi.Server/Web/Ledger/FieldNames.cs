using System.Collections.Frozen;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Ledger;

/// <summary>What the values of events are called on the screen.</summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<string, Text> Known = new Dictionary<string, Text>
    {
        ["name"] = new("名称", "Name"), ["title"] = new("表題", "Title"), ["kind"] = new("種別", "Kind"), ["number"] = new("番号", "Number"),
        ["issuer"] = new("発行者", "Issuer"), ["url"] = new("URL", "URL"), ["disclosure"] = new("開示レベル", "Disclosure"), ["from"] = new("有効期間の始まり", "In force from"),
        ["until"] = new("有効期間の終わり", "In force until"), ["party"] = new("当事者", "Party"), ["slug"] = new("識別名", "Short name"), ["model"] = new("提供形態", "Delivery model"),
        ["regions"] = new("リージョン", "Regions"), ["sites"] = new("拠点", "Sites"), ["builtOn"] = new("利用するサービス", "Built on"), ["conformity"] = new("適合性", "Conformity"),
        ["view"] = new("見解", "View"), ["finding"] = new("確認内容", "Finding"), ["citations"] = new("引用", "Citations"), ["duties"] = new("必要な対応", "Duties"),
        ["responsibleRole"] = new("担当の役割", "Responsible role"), ["reviewDue"] = new("見直し期日", "Review due"), ["notes"] = new("備考", "Notes"), ["label"] = new("版", "Edition"),
        ["date"] = new("日付", "Date"), ["files"] = new("ファイル", "Files"), ["hash"] = new("ハッシュ値", "Hash"), ["size"] = new("大きさ", "Size"), ["controls"] = new("要求事項の数", "Controls"),
        ["header"] = new("見出し", "Header"), ["field"] = new("項目", "Field"), ["added"] = new("追加", "Added"), ["changed"] = new("変更", "Changed"), ["days"] = new("日数", "Days"),
        ["basis"] = new("根拠", "Basis"), ["service"] = new("サービス", "Service"), ["sample"] = new("見本", "Sample"), ["person"] = new("人", "Person"), ["statement"] = new("対応状況", "Statement"),
        ["edition"] = new("版", "Edition"), ["reference"] = new("引用先", "Reference"), ["in"] = new("引用箇所", "Cited in"), ["locator"] = new("該当箇所", "Locator"),
        ["normal"] = new("平常時", "Normal operation"), ["emergency"] = new("非常時", "Emergency"), ["text"] = new("内容", "Text"), ["code"] = new("コード", "Code"), ["region"] = new("リージョン", "Region"),
        ["entries"] = new("件数", "Entries"), ["tiles"] = new("タイル", "Tiles"), ["rows"] = new("記録", "Rows"), ["milliseconds"] = new("時間（ミリ秒）", "Time (ms)"), ["fault"] = new("相違", "Fault"),
        ["ja"] = new("日本語", "Japanese"), ["en"] = new("英語", "English"), ["audience"] = new("開示範囲", "Audience"), ["format"] = new("形式", "Format"), ["language"] = new("言語", "Language"),
        ["request"] = new("申請", "Request"), ["reason"] = new("理由", "Reason"), ["whyNow"] = new("承認を待てない理由", "Why it cannot wait"), ["about"] = new("対象のチケットや記録", "Ticket or entry"),
        ["acts"] = new("操作", "Acts"), ["accounts"] = new("アカウント", "Accounts"), ["hosts"] = new("ホスト", "Hosts"), ["to"] = new("終わり", "To"), ["minutes"] = new("分", "Minutes"),
        ["rule"] = new("規則", "Rule"), ["approvals"] = new("承認", "Approvals"), ["needed"] = new("必要な承認", "Needed"), ["approver"] = new("承認に必要な権限", "Permission of approvers"), ["by"] = new("実施者", "By"),
        ["mostMinutes"] = new("最長（分）", "Longest (minutes)"), ["breakGlassMinutes"] = new("緊急時の最長（分）", "Break-glass (minutes)"), ["decideHours"] = new("判断の期限（時間）", "Decided within (hours)"), ["reviewDays"] = new("確認の期限（日）", "Reviewed within (days)"),
        ["how"] = new("終わり方", "How it ended"), ["at"] = new("時刻", "At"), ["used"] = new("使用", "Used"), ["reviewBy"] = new("確認の期限", "To be reviewed by"), ["proper"] = new("問題なし", "All right"), ["note"] = new("確認内容", "Note"), ["act"] = new("操作", "Act"),
        ["command"] = new("実行した操作", "Command"), ["length"] = new("長さ（バイト）", "Length (bytes)"), ["exitCode"] = new("終了コード", "Exit code"), ["status"] = new("状態", "State"), ["heardAt"] = new("最後の記録", "Last heard of"),
        ["serial"] = new("番号", "Serial"), ["fingerprint"] = new("鍵の指紋", "Fingerprint"), ["principals"] = new("接続先", "Principals"),
        ["maintenance"] = new("保守", "Maintenance"), ["work"] = new("保守", "Maintenance"), ["content"] = new("作業内容", "Work"), ["components"] = new("構成要素", "Components"), ["workers"] = new("要員", "Workers"), ["tools"] = new("道具", "Tools"), ["escort"] = new("立会者", "Escort"), ["rightsCheck"] = new("権限の確認", "Rights checked"), ["of"] = new("所属・製造元", "Organisation or maker"),
        ["due"] = new("期日", "Last day"), ["graceDays"] = new("猶予（日）", "Further days"), ["lapses"] = new("判断がなければ終了", "Ends when undecided"), ["lines"] = new("明細", "Lines"), ["stage"] = new("段階", "Stage"), ["undecided"] = new("未判断", "Undecided"),
        ["lapsed"] = new("自動終了", "Ended by themselves"), ["recordHash"] = new("結果のハッシュ値（JSON）", "Hash of the result (JSON)"), ["tableHash"] = new("結果のハッシュ値（CSV）", "Hash of the result (CSV)"), ["counts"] = new("件数", "Counts"),
        ["keep"] = new("残す", "Kept"), ["remove"] = new("外す", "Taken away"), ["gone"] = new("判断前に終了", "Ended before"), ["campaign"] = new("棚卸し", "Review"), ["assignment"] = new("割当て", "Assignment"), ["responsible"] = new("担当", "Decides"),
        ["decision"] = new("判断", "Decision"), ["second"] = new("もう一方の操作", "The other act"), ["why"] = new("理由", "Why"), ["pair"] = new("分ける操作", "Kept apart"),
        ["file"] = new("ファイル", "File"), ["mediaType"] = new("種類", "Media type"), ["addedAt"] = new("追加日時", "Added at"), ["result"] = new("結果", "Result"), ["views"] = new("ビュー", "Views"),
        ["subject"] = new("対象", "Subject"), ["method"] = new("方法", "Method"), ["verdict"] = new("判定", "Verdict"), ["collected"] = new("観測日時", "Collected"), ["expires"] = new("有効期限", "Expires"),
        ["measure"] = new("指標", "Measure"), ["given"] = new("測定値", "Measurement"), ["value"] = new("値", "Figure"), ["population"] = new("数えたもの", "Counted"), ["offenders"] = new("目標を外した記録", "Offenders"),
        ["target"] = new("対象・目標", "Target"), ["bound"] = new("向き", "Bound"), ["lapsesAt"] = new("失効日時", "Lapses"), ["evidence"] = new("根拠", "Evidence"), ["first"] = new("最初の記録の番号", "First entry"), ["end"] = new("最後の次の番号", "End of entries"),
        ["checkpointSize"] = new("チェックポイントの件数", "Checkpoint size"), ["root"] = new("ルートハッシュ", "Root hash"), ["remarks"] = new("確かめた内容", "Remarks"), ["documents"] = new("文書", "Documents"),
        ["register"] = new("台帳の種類", "Register"), ["id"] = new("識別番号", "Id"), ["incomplete"] = new("項目の欠けた記録", "Incomplete entries"), ["setBacks"] = new("時計の巻き戻し", "Clock set back"), ["denied"] = new("権限のない操作", "Denied"),
        ["publishedSize"] = new("公開済みの件数", "Published"), ["waitingSince"] = new("公開待ちの始まり", "Waiting since"), ["witnesses"] = new("立会人の数", "Witnesses"), ["witnessWaitingSince"] = new("連署待ちの始まり", "Waiting for witnesses since"), ["stampedAt"] = new("タイムスタンプの日時", "Time-stamped at"),
        ["role"] = new("役割", "Role"), ["machine"] = new("プログラム", "Program"), ["clearance"] = new("下位サービスの開示", "May read beneath"), ["catalog"] = new("基準カタログ", "Catalog"), ["methods"] = new("確認方法", "How"), ["factor"] = new("認証要素", "Factor"), ["lockedUntil"] = new("ロックの終わり", "Locked until"), ["mustChange"] = new("変更が必要", "Must be changed"), ["passkey"] = new("パスキー", "Passkey"), ["expiresAt"] = new("期限", "Expires"), ["owner"] = new("責任者", "Owner"),
        ["source"] = new("気づいた側", "Who noticed"), ["exercise"] = new("訓練", "Exercise"), ["discoveredAt"] = new("気づいた時刻", "Noticed at"), ["reportedAt"] = new("登録日時", "Reported at"), ["severity"] = new("重大度", "Severity"),
        ["personalData"] = new("個人データ", "Personal data"), ["services"] = new("サービス", "Services"), ["customers"] = new("利用者", "Customers"), ["customer"] = new("利用者", "Customer"), ["lead"] = new("対応の責任者", "Led by"),
        ["cause"] = new("原因", "Cause"), ["lesson"] = new("再発防止と教訓", "Lesson"), ["incident"] = new("インシデント", "Incident"), ["recipient"] = new("相手", "Recipient"), ["channel"] = new("手段", "Channel"),
        ["words"] = new("内容", "Words"), ["forecast"] = new("復旧の見込み", "Expected recovery"),
        ["plan"] = new("計画", "Plan"), ["risk"] = new("リスク", "Risk"), ["impact"] = new("安全への影響", "Security impact"), ["rollback"] = new("切り戻し方法", "Way back"), ["rollbackMinutes"] = new("切り戻しの見込み（分）", "Going back (minutes)"), ["passed"] = new("合格", "Passed"), ["technical"] = new("技術的な説明", "Technical description"), ["proof"] = new("配信の証拠", "Proof of delivery"), ["notice"] = new("通知", "Notice"), ["outcome"] = new("結果", "Outcome"), ["verification"] = new("確認", "Verification"), ["deviation"] = new("計画との相違", "Deviation"), ["untold"] = new("事前通知なし", "Without notice"), ["approveBy"] = new("承認の期限", "To be approved by"), ["votes"] = new("承認者数", "Agreed"), ["low"] = new("低リスクの承認者数", "Approvers, low risk"), ["medium"] = new("中リスクの承認者数", "Approvers, medium risk"), ["high"] = new("高リスクの承認者数", "Approvers, high risk"), ["lateHours"] = new("事後承認の期限（時間）", "Hours to approve afterwards"), ["noticeDays"] = new("予告期間（日）", "Days of notice"),
        ["weakness"] = new("脆弱性", "Weakness"), ["package"] = new("部品", "Package"), ["versions"] = new("動いている版", "Versions that run"), ["score"] = new("点数", "Score"), ["exploited"] = new("悪用確認", "Exploited"),
        ["reopened"] = new("再発", "Came back"), ["treatment"] = new("対応", "Treatment"), ["justification"] = new("影響しない理由", "Justification"), ["vector"] = new("CVSSベクトル", "CVSS vector"),
        ["modifiedAt"] = new("情報源での更新", "Changed at the source"), ["withdrawn"] = new("取下げ", "Withdrawn"), ["since"] = new("掲載日", "Listed since"), ["new"] = new("新規", "New"), ["same"] = new("変化なし", "The same"),
        ["rejected"] = new("受け付けなかったもの", "Rejected"), ["findings"] = new("新たな検出", "Findings opened"),
    }.ToFrozenDictionary();

    // Members that only hold the value itself and say nothing to a reader.
    private static readonly FrozenSet<string> Wrappers = FrozenSet.ToFrozenSet(["body", "document", "service", "result"]);

    /// <summary>The path in words, e.g. <c>名称（日本語）</c> for <c>service.name.ja</c>.</summary>
    public static string Of(string path)
    {
        var steps = path.Split('.').Select((s, i) => (Name: s.Split('[')[0], Place: s.Contains('[', StringComparison.Ordinal) ? s[s.IndexOf('[', StringComparison.Ordinal)..].Trim('[', ']') : null, First: i == 0)).ToList();
        if (steps.Count > 1 && Wrappers.Contains(steps[0].Name)) steps.RemoveAt(0);
        return string.Join(" › ", steps.Select(s => (Known.TryGetValue(s.Name, out var word) ? word.ToString() : s.Name) + (s.Place is null ? "" : $" {s.Place}")));
    }
}

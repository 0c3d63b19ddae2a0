namespace Akashi.Cli.Showing;

/// <summary>The words behind the values that the API sends; the same words as on every screen.</summary>
internal static class Vocabulary
{
    private static readonly Dictionary<string, Words> Known = new()
    {
        ["conformant"] = new("適合可能", "Conformant"), ["partly"] = new("一部適合", "Partly conformant"), ["notConformant"] = new("不適合", "Not conformant"),
        ["outOfScope"] = new("対象外", "Out of scope"), ["notAssessed"] = new("未評価", "Not assessed"),
        ["public"] = new("公開文書", "Public"), ["nda"] = new("要NDA", "Under NDA"), ["internal"] = new("非公開", "Internal"), ["customer"] = new("利用者", "Customer"),
        ["error"] = new("エラー", "error"), ["warning"] = new("警告", "warning"), ["info"] = new("参考", "info"),
        ["coverage.uncovered"] = new("! 未カバー", "! Uncovered"), ["coverage.partly"] = new("◐ 一部カバー", "◐ Partly"),
        ["coverage.handedDown"] = new("→ 下位で対応", "→ Handed down"), ["coverage.covered"] = new("● カバー済み", "● Covered"),
        ["task.none"] = new("–", "–"), ["task.open"] = new("未対応", "Open"), ["task.partly"] = new("一部対応", "Partly"), ["task.handedOn"] = new("下位へ委任", "Handed on"), ["task.done"] = new("対応済み", "Done"),
        ["clause.met"] = new("● 充足", "● Met"), ["clause.notMet"] = new("■ 不充足", "■ Not met"), ["clause.attestationDue"] = new("◆ 要確認", "◆ Attestation due"),
        ["clause.noData"] = new("○ データなし", "○ No data"), ["clause.notApplicable"] = new("– 適用外", "– Not applicable"),
        ["party.provider"] = new("提供事業者", "Provider"), ["party.integrator"] = new("SI事業者", "Integrator"), ["party.customer"] = new("利用者", "Customer"),
        ["party.subcontractor"] = new("再委託先", "Subcontractor"), ["party.carrier"] = new("回線事業者", "Carrier"), ["party.auditor"] = new("監査人", "Auditor"), ["party.none"] = new("", ""),
        ["class.minimum"] = new("最低限", "Minimum"), ["class.recommended"] = new("推奨", "Recommended"), ["class.shall"] = new("必須", "Shall"),
        ["class.should"] = new("推奨（should）", "Should"), ["class.none"] = new("－", "–"),
        ["privilege.requested"] = new("申請中", "Requested"), ["privilege.rejected"] = new("却下", "Rejected"), ["privilege.withdrawn"] = new("取り下げ", "Withdrawn"), ["privilege.lapsed"] = new("期限切れ（判断なし）", "Lapsed"),
        ["privilege.approved"] = new("承認済み（開始前）", "Approved"), ["privilege.live"] = new("有効", "Live"), ["privilege.reviewDue"] = new("終了（確認待ち）", "Ended, to be reviewed"),
        ["privilege.reviewOverdue"] = new("終了（確認の遅れ）", "Ended, review overdue"), ["privilege.reviewed"] = new("確認済み", "Reviewed"),
        ["incident.reported"] = new("! 判断待ち", "! To be judged"), ["incident.responding"] = new("▲ 対応中", "▲ Responding"), ["incident.recovered"] = new("◐ 復旧済み", "◐ Recovered"), ["incident.closed"] = new("✓ 終結", "✓ Closed"), ["incident.dismissed"] = new("– 非該当", "– Dismissed"),
        ["severity.low"] = new("低", "Low"), ["severity.medium"] = new("中", "Medium"), ["severity.high"] = new("高", "High"), ["severity.critical"] = new("緊急", "Critical"),
        ["statement"] = new("対応状況", "statement"), ["document"] = new("文献", "document"), ["revision"] = new("改訂履歴", "revision"),
    };

    /// <summary>The words for a value; the value itself when a newer server sends one that is not known here.</summary>
    public static string Of(string value, string? kind = null) =>
        Known.TryGetValue(kind is null ? value : $"{kind}.{value}", out var words) ? words : value;

    /// <summary>Several values in one text, as flags travel.</summary>
    public static string OfAll(string values, string kind) => string.Join(Words.English ? ", " : "、", values.Split(", ").Select(v => Of(v, kind)));
}

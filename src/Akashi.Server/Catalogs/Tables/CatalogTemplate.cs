namespace Akashi.Server.Catalogs.Tables;

/// <summary>A small catalog whose table serves as the template for one's own.</summary>
internal static class CatalogTemplate
{
    public static readonly CatalogFile File = new(
        "our-rules-1", new("自社のセキュリティ基準", "Our security rules"), new("情報セキュリティ委員会", "Information security committee"), new("第1版", "Edition 1"), "2026-04",
        new("この3行は記入例です。消して、自社の基準を書いてください。", "These three rows are examples. Delete them and write your own rules."), [],
        [
            new("1", null, new("利用者の管理", "Managing users")),
            new("1.1", "1", new("アカウント", "Accounts")),
            new("1.2", "1", new("記録", "Logs")),
        ],
        [
            new("1.1-01", "1.1-01", "1.1", ControlClass.Shall, new("アカウントの申請と承認", "Requesting and approving accounts"),
                new("アカウントは申請に基づいて発行し、申請した本人以外が承認する。", "Accounts are issued on request, and somebody other than the requester approves."),
                [
                    new("a", new("申請に利用目的と期限を書く", "The request states purpose and end date"), ControlClass.Shall),
                    new("b", new("承認の記録を残す", "The approval is recorded"), ControlClass.Shall),
                    new("c", new("期限の前に本人へ知らせる", "The user is told before the end date"), ControlClass.Should),
                ],
                ["access-control"], null, null),
            new("1.1-02", "1.1-02", "1.1", ControlClass.Shall, new("退職者のアカウントの停止", "Closing accounts of leavers"),
                new("退職や異動の日に、不要になったアカウントを止める。", "Accounts that are no longer needed are closed on the day a person leaves or moves."), null, ["access-control", "personnel"], null, ["mhlw-5#6.6"]),
            new("1.2-01", "1.2-01", "1.2", ControlClass.Recommended, new("操作の記録", "Logging of operations"),
                new("管理者の操作を記録し、定めた期間保管する。", "Operations of administrators are logged and kept for a set period."), null, ["audit-log"],
                new("記録する操作の範囲と保管期間", "Which operations are logged, and for how long logs are kept"), null),
        ], null);
}

using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Notices;

/// <summary>Words of notices, and where each leads.</summary>
internal static class NoticeWords
{
    public static readonly Text Title = new("通知", "Notices");
    public static readonly Text Lead = new("未確認{0}件、うち至急{1}件。", "{0} not confirmed, {1} of them urgent.");
    public static readonly Text Empty = new("通知はありません。", "No notices.");
    public static readonly Text EmptyDo = new("承認や判断をお願いするとき、期限が近づいたときに、ここでお知らせします。", "You are told here when something waits for your approval or decision, or is about to be due.");
    public static readonly Text Urgent = new("至急", "Urgent");
    public static readonly Text See = new("確認済みにする", "Confirm");
    public static readonly Text SeeAll = new("すべて確認済みにする", "Confirm all");
    public static readonly Text SeenAt = new("{0}に確認", "Confirmed {0}");
    public static readonly Text Former = new("確認済み", "Confirmed");
    public static readonly Text Bell = new("通知（未確認{0}件）", "Notices ({0} not confirmed)");

    /// <summary>The page of what a notice tells of; its history where it has no page of its own.</summary>
    public static string PathOf(Notice notice) => notice.Register switch
    {
        nameof(PrivilegeRequest) => Paths.Privilege(notice.About),
        nameof(ReviewCampaign) => Paths.Review(notice.About),
        nameof(Incident) or nameof(ReportDuty) => Paths.Incident(notice.About),
        nameof(Finding) => Paths.Vulnerability(notice.About),
        nameof(ReviewLine) => Paths.Reviews,
        nameof(DutyExemption) => Paths.Duties,
        _ => Paths.History(notice.Register, notice.About),
    };
}

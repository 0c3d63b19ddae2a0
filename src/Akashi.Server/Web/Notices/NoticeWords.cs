using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.Changes;
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

    public static readonly Text DueTitle = new("期限のあること", "What is due");
    public static readonly Text DueLead = new("あなたを待っていることは{0}件、うち期限を過ぎたものは{1}件です。", "{0} things wait for you, {1} of them are overdue.");
    public static readonly Text DueEmpty = new("期限のあることはありません", "Nothing is due");
    public static readonly Text DueEmptyDo = new("承認、判断、報告、確認など、あなたが行うことが期限の順に並びます（インシデント、変更、特権、棚卸し）。", "Approvals, decisions, reports and reviews that wait for you stand here in the order of their time: of incidents, changes, privileges and access reviews.");
    public static readonly Text DueAt = new("期限", "Due");
    public static readonly Text DueWhat = new("行うこと", "What");
    public static readonly Text Overdue = new("期限超過", "Overdue");

    /// <summary>The page of what a notice tells of; its history where it has no page of its own.</summary>
    public static string PathOf(Notice notice) => PathOf(notice.Register, notice.About);

    /// <summary>The page of an entry; its history where it has no page of its own.</summary>
    public static string PathOf(string register, Guid about) => register switch
    {
        nameof(PrivilegeRequest) => Paths.Privilege(about),
        nameof(ReviewCampaign) => Paths.Review(about),
        nameof(Incident) or nameof(ReportDuty) => Paths.Incident(about),
        nameof(Change) => Paths.Change(about),
        nameof(Finding) => Paths.Vulnerability(about),
        nameof(ReviewLine) => Paths.Reviews,
        nameof(DutyExemption) => Paths.Duties,
        _ => Paths.History(register, about),
    };
}

using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;

namespace Akashi.Server.Web.Privileges.Maintenance;

/// <summary>Words of maintenance by outsiders.</summary>
internal static class MaintenanceWords
{
    public static readonly Text Title = new("保守の要員と道具", "Maintenance: people and tools");
    public static readonly Text Lead = new("保守に加われる外部の要員は{0}件、道具は{1}件です。90日以上確認していないものは{2}件です。", "{0} outside workers and {1} tools may take part; {2} were not looked at for 90 days.");
    public static readonly Text Empty = new("承認した要員や道具はまだありません。", "No worker and no tool has been approved yet.");
    public static readonly Text EmptyDo = new("外部の方に保守を頼む前に、要員と道具をここで承認してください。", "Approve workers and tools here before outsiders do maintenance.");
    public static readonly Text Kind = new("種別", "Kind");
    public static readonly Text Name = new("名前", "Name");
    public static readonly Text Of = new("所属・製造元", "Organisation or maker");
    public static readonly Text Basis = new("承認の根拠", "Why it may");
    public static readonly Text BasisHint = new("契約、本人確認の方法、道具の版と用途など", "A contract, how they show who they are, version and purpose of a tool");
    public static readonly Text Confirmed = new("最終確認", "Last confirmed");
    public static readonly Text Withdrawn = new("除外済み", "Taken off");
    public static readonly Text Old = new("確認の時期", "To be confirmed");
    public static readonly Text Add = new("一覧に加える", "Put on the list");
    public static readonly Text Confirm = new("確認した", "Confirm");
    public static readonly Text Withdraw = new("外す", "Take off");

    public static readonly Text Content = new("作業内容", "Work");
    public static readonly Text Components = new("対象の構成要素（カンマ区切り）", "Components, separated by commas");
    public static readonly Text ComponentsRow = new("対象の構成要素", "Components");
    public static readonly Text Workers = new("要員", "Workers");
    public static readonly Text Tools = new("道具", "Tools");
    public static readonly Text Escort = new("立会者", "Escort");
    public static readonly Text NoEscort = new("立会いなし", "Nobody attends");
    public static readonly Text RightsCheck = new("立会いなしの場合: 事前に権限をどう確かめたか", "Unattended: how their rights were checked before");
    public static readonly Text Plan = new("保守の計画", "Maintenance plan");
    public static readonly Text Record = new("保守の記録", "Maintenance record");
    public static readonly Text When = new("日時", "When");
    public static readonly Text Planned = new("計画のとおり（報告はまだありません）", "As planned; nobody has reported yet");
    public static readonly Text Reported = new("{0}に報告", "Reported {0}");
    public static readonly Text ReportTitle = new("実際に行った作業の報告", "Report what was really done");
    public static readonly Text Report = new("報告する", "Report");

    public static Text OfKind(MaintenanceKind kind) => kind switch
    {
        MaintenanceKind.Worker => new("要員", "Worker"),
        _ => new("道具", "Tool"),
    };
}

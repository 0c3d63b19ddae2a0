using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess.Maintenance;

internal static class MaintenanceRefusals
{
    public static readonly Refusal Item = new("maintenance.item", new("名前、所属（製造元）、承認の根拠を入力してください。", "Please give the name, the organisation or maker, and why it may."), 400);
    public static readonly Refusal Withdrawn = new("maintenance.withdrawn", new("すでに一覧から外れています。", "It has been taken off the list already."));
    public static readonly Refusal Plan = new("maintenance.plan", new("保守の申請には、作業内容、対象の構成要素、要員を示してください。", "A request for maintenance needs the work, the components and who does it."), 400);
    public static readonly Refusal NoEscort = new("maintenance.no-escort", new("立会者を選んでください。立会いなしの場合は、事前に権限をどう確かめたかを入力してください。", "Name an escort; without one, say how their rights were checked before."), 400);
    public static readonly Refusal UnknownEscort = new("maintenance.unknown-escort", new("立会者が見つかりません。組織に登録された方を選んでください。", "The escort is nobody of this organisation."), 400);
    public static readonly Refusal NotMaintenance = new("maintenance.none", new("この特権は保守のものではありません。", "This privilege is not for maintenance."));

    public static Refusal NotApproved(string name) => new("maintenance.not-approved", new Text("「{0}」は承認済みの一覧にありません。先に承認を受けてください。", "“{0}” is not on the list of what is approved.").With(name));
}

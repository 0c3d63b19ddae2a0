using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.People;

/// <summary>Words of people, roles and rules.</summary>
internal static class PeopleWords
{
    public static readonly Text Title = new("利用者と役割", "People and roles");
    public static readonly Text Lead = new("{0}人が利用中、うち{1}人が二要素認証を設定済み。役割のない方は{2}人です。", "{0} people are active, {1} of them with a second factor; {2} hold no role.");
    public static readonly Text New = new("人を追加", "Add person");
    public static readonly Text Name = new("氏名", "Name");
    public static readonly Text NameJa = new("氏名（日本語）", "Name (Japanese)");
    public static readonly Text NameEn = new("氏名（英語）", "Name (English)");
    public static readonly Text Party = new("所属", "Party");
    public static readonly Text OwnPeople = new("この組織", "This organisation");
    public static readonly Text Roles = new("役割", "Roles");
    public static readonly Text Factor = new("二要素", "Second factor");
    public static readonly Text FactorOn = new("設定済み", "set up");
    public static readonly Text FactorOff = new("なし", "none");
    public static readonly Text NoAccount = new("アカウント未設定", "no account yet");
    public static readonly Text Email = new("メールアドレス", "E-mail address");
    public static readonly Text EmailHint = new("招待や通知の宛先です。空でもかまいません。", "Where invitations and notices go; may be empty.");
    public static readonly Text Program = new("プログラム", "Program");
    public static readonly Text ProgramOf = new("責任者", "Who answers for it");
    public static readonly Text ProgramHint = new("プログラム用のアカウントのときだけ選びます。", "Only for the account of a program.");
    public static readonly Text NotAProgram = new("（人）", "(a person)");
    public static readonly Text WhoSees = new("氏名は利用者を見られる方と、履歴に表示されます。台帳には入りません。", "The name is shown to who may see people, and in histories; the log does not hold it.");

    public static readonly Text Facts = new("状態", "State");
    public static readonly Text Login = new("ログイン名", "Login name");
    public static readonly Text LockedUntil = new("{0}までロック中", "Locked until {0}");
    public static readonly Text Unlock = new("ロックを解除", "Unlock");
    public static readonly Text Unlocked = new("ロックを解除しました。", "Unlocked.");
    public static readonly Text Invite = new("招待リンクを作る", "Make an invitation link");
    public static readonly Text Reset = new("パスワード再設定のリンクを作る", "Make a link to set a new password");
    public static readonly Text InviteReady = new("次のリンクを本人だけに渡してください。3日間、1回だけ使えます。", "Give this link to the person and nobody else. It works once, within three days.");
    public static readonly Text InviteMailed = new("招待リンクを {0} に送ります。リンクはご本人にしか表示されません。", "The invitation goes to {0}. Nobody but that person sees the link.");
    public static readonly Text Suspend = new("利用を停止", "Suspend");
    public static readonly Text Resume = new("利用を再開", "Resume");
    public static readonly Text Leave = new("離任", "Leaves");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text NeedReason = new("理由を入力してください。", "Please give a reason.");
    public static readonly Text SuspendEffect = new("{0}のセッションとトークンは、ただちに使えなくなります。", "Sessions and tokens of {0} stop working at once.");
    public static readonly Text LeaveEffect = new("{0}は二度と利用できなくなり、役割とトークンはすべて終わります。元には戻せません。", "{0} can never act again; all roles and tokens end. This cannot be undone.");
    public static readonly Text Heir = new("引き継ぐ方", "Who takes over");
    public static readonly Text HeirHint = new("この方が責任を持つプログラムを引き継ぎます。", "Takes over the programs this person answers for.");
    public static readonly Text Done = new("変更しました。", "Done.");

    public static readonly Text Assign = new("役割を割り当てる", "Assign role");
    public static readonly Text Role = new("役割", "Role");
    public static readonly Text Where = new("範囲", "For");
    public static readonly Text Everywhere = new("すべて", "Everything");
    public static readonly Text Until = new("終わり", "Until");
    public static readonly Text NoEnd = new("期限なし", "no end");
    public static readonly Text Clearance = new("下位サービスの開示", "May read beneath");
    public static readonly Text ClearanceHint = new("当事者の方が、土台のサービスの記載をどこまで読めるか。", "For people of a party: how much of what others wrote beneath their services.");
    public static readonly Text EndRole = new("終了", "End");
    public static readonly Text NoRoles = new("役割がありません。サインインしても自分のアカウントしか見られません。", "No roles: after signing in they see nothing but their own account.");
    public static readonly Text SessionsTitle = new("サインイン中の端末", "Signed in on");
    public static readonly Text NoSessions = new("サインインしていません。", "Not signed in.");
    public static readonly Text EndAll = new("すべて終了", "End all");
    public static readonly Text CanDo = new("この方ができること", "What this person may do");

    public static readonly Text RolesTitle = new("役割と、できること", "Roles and what they permit");
    public static readonly Text RolesLead = new("一つの操作に一つの権限があります。役割はその集まりです。", "Every act is a permission; a role is a set of them.");
    public static readonly Text Acts = new("できる操作", "Acts");
    public static readonly Text HeldBy = new("割当て", "Held by");
    public static readonly Text Groups = new("認証基盤のグループ", "Groups of the identity provider");
    public static readonly Text GroupsLead = new("認証基盤がSCIMで送ってきたグループに役割を対応付けると、そのメンバーが役割を持ちます。{0}グループのうち{1}グループを対応付けています。", "A group that the identity provider sends (SCIM) gives its members the role you choose here. {1} of {0} groups give one.");
    public static readonly Text NoGroups = new("認証基盤から送られたグループはまだありません。", "The identity provider has sent no groups yet.");
    public static readonly Text Group = new("グループ", "Group");
    public static readonly Text Members = new("メンバー", "Members");
    public static readonly Text GivesNothing = new("（役割なし）", "(no role)");
    public static readonly Text RoleOf = new("{0}の役割", "Role of {0}");
    public static readonly Text Provisioned = new("認証基盤での名前（SCIM）", "Name at the identity provider (SCIM)");
    public static readonly Text ExternalLogin = new("シングルサインオン", "Single sign-on");
    public static readonly Text Unlink = new("ひも付けを解除", "Unlink");
    public static readonly Text Settings = new("認証とセッションの設定", "Sign-in and session rules");
    public static readonly Text SettingsLead = new("{0}項目のうち{1}項目を変更しています。変更は直ちに有効になり、誰がいつ変えたか残ります。", "{1} of {0} values differ from the default. A change holds at once; who made it and when is kept.");
    public static readonly Text Setting = new("項目", "Rule");
    public static readonly Text Value = new("値", "Value");
    public static readonly Text SetBy = new("変更した人・日時", "Set by, since");
    public static readonly Text Source = new("根拠", "Source");
    public static readonly Text DefaultHolds = new("既定値", "default");
    public static readonly Text DefaultIs = new("既定値 {0}", "default {0}");
    public static readonly Text Change = new("変更", "Change");

    public static readonly Text First = new("最初の管理者", "First administrator");
    public static readonly Text FirstLead = new("最初の利用者を登録します。この方が、ほかの方を招待して役割を割り当てます。", "Enter the first person. They will invite the others and assign roles.");
    public static readonly Text FirstGo = new("登録して、ログイン名とパスワードを決める", "Enter, and choose login and password");
    public static readonly Text FirstOver = new("利用者はすでに登録されています。", "There are people already.");

    public static Mark StateOf(PersonState state) => state switch
    {
        PersonState.Active => new("●", "ok", new("利用中", "active")),
        PersonState.Suspended => new("■", "bad", new("停止中", "suspended")),
        _ => new("–", "mute", new("離任", "left")),
    };
}

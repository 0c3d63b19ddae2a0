using System.Collections.Frozen;
using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>A set of acts under a name. A pattern ends in <c>.*</c> and means every act of that register, also those that a later version brings.</summary>
public sealed record RoleSet(string Name, Text Title, Text About, IReadOnlyList<string> Acts)
{
    public bool Has(string act) => Acts.Any(a => a == act || a == "*" || (a.EndsWith(".*", StringComparison.Ordinal) && act.StartsWith(a.AsSpan(..^1), StringComparison.Ordinal)));
}

/// <summary>The roles that come with Akashi, each the smallest set with which its work can be done. Who may do something dangerous may not approve it.</summary>
public static class BuiltInRoles
{
    /// <summary>What everybody who is active may do: their own account, their own views.</summary>
    public static readonly RoleSet Self = new("self", new("本人", "Self"), new("すべての利用者が自分について行える操作", "What everybody may do about themselves"),
        ["views.*", "me.*", "identity.sign-out", "notices.*"]);

    /// <summary>The account of the machine itself: whoever can read the data folder can act as it, so it is said on the start page and in the log.</summary>
    public static readonly RoleSet Operator = new("operator", new("ローカル操作者", "Local operator"),
        new("データフォルダーを読める方が使う、起動と復旧のための役割", "For start and recovery, by whoever can read the data folder"), ["*"]);

    private static readonly string[] Reading =
    [
        "catalogs.list", "catalogs.read", "catalogs.controls", "catalogs.table", "catalogs.template", "services.list", "parties.list",
        "references.rows", "references.control", "references.coverage", "references.summary", "references.todo", "references.checks", "references.editions", "references.imports",
        "references.export", "references.export-list", "references.download", "statements.read", "statements.history", "documents.list", "documents.download",
        "jobs.list", "jobs.read", "clauses.*",
    ];

    private static readonly string[] LedgerReading = ["ledger.status", "ledger.history", "ledger.bundle", "ledger.leaves", "ledger.verify", "ledger.files"];

    private static readonly string[] PrivilegeReading =
        ["privileges.list", "privileges.read", "privilege-rules.list", "recordings.list", "recordings.play", "maintenance.list", "ssh.authority", "ssh.certificates", "ssh.revoked", "changes.list", "changes.read", "changes.export", "change-rules.list"];

    /// <summary>Whoever works here may say that something is wrong, and what was told to whom.</summary>
    private static readonly string[] IncidentTalk = ["incidents.list", "incidents.read", "incidents.export", "incidents.report", "incidents.note", "incidents.tell"];
    private static readonly string[] VulnerabilityReading = ["vulnerabilities.list", "vulnerabilities.read", "vulnerabilities.runs"];

    public static readonly IReadOnlyList<RoleSet> All =
    [
        new("administrator", new("利用者管理者", "User administrator"), new("人、役割、規則を管理します。対応状況の内容は変えられません。", "Looks after people, roles and rules; cannot change statements."),
            [.. Reading, .. LedgerReading, .. PrivilegeReading, .. IncidentTalk, "people.*", "accounts.*", "assignments.assign", "assignments.end", "assignments.list", "roles.*", "settings.*", "tokens.*", "sessions.*", "invitations.*", "identity.*", "reviews.open", "reviews.hand-over", "reviews.close", "reviews.list", "reviews.read", "reviews.download", "duties.*", "mail.*",
             "parties.register", "parties.change", "services.register", "services.change", "privileges.request", "privileges.withdraw", "privileges.give-back", "privilege-rules.set", "maintenance.approve", "maintenance.confirm", "maintenance.withdraw",
             "ledger.prune", "ledger.set-retention", "logins.*", "groups.*", "people.hand-over"]),
        new("compliance-officer", new("統制担当", "Compliance officer"), new("基準、対応状況、証跡を扱い、条項の状態を確認し、版を公開します。", "Works on catalogs, statements and evidence, attests clauses, and publishes editions."),
            [.. Reading, .. LedgerReading, .. PrivilegeReading, .. VulnerabilityReading, "incidents.*", "catalogs.*", "services.*", "parties.*", "documents.*", "statements.*", "references.*", "jobs.*",
             "measures.attest", "measures.exempt", "measures.withdraw", "measures.set-target", "ledger.export", "privileges.review", "people.list", "reviews.list", "reviews.read", "reviews.decide", "change-rules.set"]),
        new("engineer", new("運用担当", "Engineer"), new("対応状況を書き、特権を申請して作業します。", "Writes statements, asks for privileges and works with them."),
            [.. Reading, .. LedgerReading, .. PrivilegeReading, .. VulnerabilityReading, "incidents.*", "vulnerabilities.upload-sbom", "vulnerabilities.take-feed", "vulnerabilities.decide", "statements.assess", "statements.confirm", "statements.open", "documents.register", "documents.change", "documents.attach", "references.preview-import", "references.import", "jobs.*",
             "privileges.request", "privileges.withdraw", "privileges.give-back", "privileges.break-glass", "privileges.sign", "privileges.report", "recordings.start", "recordings.mark", "recordings.finish",
             "changes.request", "changes.emergency", "changes.test", "changes.notify", "changes.withdraw", "changes.start", "changes.finish"]),
        new("approver", new("承認者", "Approver"), new("特権の申請を承認し、使い終えたものを点検します。", "Approves requests for privileges and reviews their use."),
            [.. Reading, .. LedgerReading, .. PrivilegeReading, .. VulnerabilityReading, .. IncidentTalk, "vulnerabilities.approve", "changes.approve", "changes.reject", "changes.close", "privileges.approve", "privileges.reject", "privileges.revoke", "privileges.review", "privileges.report", "maintenance.confirm", "reviews.list", "reviews.read", "reviews.decide", "duties.list", "duties.approve", "duties.lift", "people.list"]),
        new("auditor", new("監査人", "Auditor"), new("すべて読め、何も変えられません。", "Reads everything, changes nothing."),
            [.. Reading, .. LedgerReading, .. PrivilegeReading, .. VulnerabilityReading, "incidents.list", "incidents.read", "incidents.export", "ledger.export", "people.list", "assignments.list", "roles.list", "settings.list", "sessions.list", "tokens.list", "reviews.list", "reviews.read", "reviews.download", "duties.list", "mail.list", "groups.list", "logins.list"]),
        new("reader", new("閲覧者", "Reader"), new("リファレンスとカバー状況を読みます。", "Reads references and coverage."), Reading),
        new("party-member", new("当事者の担当", "Member of a party"), new("自社のサービスの対応状況を書き、下位のサービスの公開された内容を読みます。", "Writes statements of the own party's services and reads what is disclosed of those beneath."),
            [.. Reading, "statements.assess", "statements.confirm", "statements.open", "references.preview-import", "references.import", "references.publish", "jobs.*", "documents.register", "documents.change", "documents.attach"]),
        new("provisioner", new("外部ID連携", "Provisioner"), new("認証基盤がSCIMで利用者とグループを同期するための役割。ほかには何もできません。", "For the token with which an identity provider keeps people and groups in step (SCIM); nothing else."), ["scim.provision"]),
        Operator,
    ];

    /// <summary>Reads that show the organisation as a whole: a role for one service, or of a party, does not open them.</summary>
    public static bool IsWhole(string act) => Wholes.Any(w => act.StartsWith(w, StringComparison.Ordinal));

    private static readonly string[] Wholes = ["ledger.", "people.", "assignments.", "roles.", "settings.", "tokens.", "accounts.", "invitations.", "sessions.", "privileges.", "privilege-rules.", "recordings.", "maintenance.", "ssh.", "duties.", "reviews.", "vulnerabilities.", "mail.", "scim.", "groups.", "logins.", "clauses.", "measures.", "incidents.", "changes.", "change-rules."];

    private static readonly FrozenDictionary<string, RoleSet> ByName = All.ToFrozenDictionary(r => r.Name);

    public static RoleSet? Find(string name) => ByName.GetValueOrDefault(name);
}

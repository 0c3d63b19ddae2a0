using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.References;
using static Akashi.Server.Measures.FactRule;

namespace Akashi.Server.Identity;

/// <summary>Whether people come in as they should and leave nothing behind (provision standard 4.4.2, 4.4.5, 5.3.1, 7.1.2, 11.1.6).</summary>
internal static class AccessMeasures
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>For how long a password may stay that somebody else knew.</summary>
    private static readonly TimeSpan InitialPassword = TimeSpan.FromDays(7);

    /// <summary>Roles with which others' rights are decided.</summary>
    private static readonly string[] Deciding = ["administrator", "approver"];

    public static readonly Measure StrongSignIns = new("access.strong-sign-ins", new("管理者・承認者の二要素サインイン", "Administrators and approvers signing in with two factors"),
        Unit.Percent, Statistic.Share, Month, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("直近30日間に、管理者か承認者の役割を持つ人が行ったサインインのうち、二つの要素（確認コード、回復用コード、本人確認付きパスキー）を示したものの割合。",
            "Of the sign-ins within 30 days by people who were administrators or approvers, those with two factors: a code, a recovery code, or a passkey with PIN or biometrics."),
        Rules =
        [
            // Kept in mind: who decides about others' rights, and until when.
            On<RoleAssigned>((samples, fact, e) =>
            {
                if (Deciding.Contains(e.Role)) samples.Put(new(fact.Entry, Sample.Never) { Owner = e.Person.Value, Until = e.Until });
            }),
            When<AssignmentEnded>((samples, fact) => samples.Remove(fact.Entry.Id)),
            On<SignedIn>((samples, fact, e) =>
            {
                if (samples.Of(e.Person.Value).Any(right => !(right.Until <= fact.At))) samples.Put(new Sample(fact.Entry, fact.At) { Key = fact.Id }.BadIf(!IsStrong(e.Methods)));
            }),
        ],
    };

    public static readonly Measure CustomerSignIns = new("access.customer-strong-sign-ins", new("利用者側の責任者の二要素サインイン", "Customers' people in charge signing in with two factors"),
        Unit.Percent, Statistic.Share, Month, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("直近30日間に、当事者（利用者、インテグレーターなど）に属し、役割の割当てか公開ができる人が行ったサインインのうち、二つの要素を示したものの割合。",
            "Of the sign-ins within 30 days by people of parties (customers, integrators) who may assign roles or publish, those with two factors."),
        Rules =
        [
            // Kept in mind: who belongs to a party, what the organisation's own roles can do, and who holds such a role until when.
            On<PersonAdded>((samples, fact, e) =>
            {
                if (e is { Party: not null, Machine: false }) samples.Put(new(fact.Entry, Sample.Never) { Key = e.Person.Value });
            }),
            On<RoleDefined>((samples, fact, e) => samples.Put(InCharge(fact, e.Name, e.Acts))),
            On<RoleChanged>((samples, fact, e) => samples.Put(InCharge(fact, e.Name, e.Acts))),
            On<RoleAssigned>((samples, fact, e) =>
            {
                if (samples.Find(e.Person.Value) is not null) samples.Put(new(fact.Entry, Sample.Never) { Owner = e.Person.Value, Until = e.Until, Word = e.Role });
            }),
            When<AssignmentEnded>((samples, fact) => samples.Remove(fact.Entry.Id)),
            On<SignedIn>((samples, fact, e) =>
            {
                if (samples.Of(e.Person.Value).Any(right => !(right.Until <= fact.At) && IsInCharge(samples, right.Word!)))
                    samples.Put(new Sample(fact.Entry, fact.At) { Key = fact.Id }.BadIf(!IsStrong(e.Methods)));
            }),
        ],
    };

    public static readonly Measure PartyRightsBounded = new("access.party-rights-bounded", new("範囲を絞った当事者の権限", "Rights of parties' people that are bounded"),
        Unit.Percent, Statistic.Share, null, Target.AtLeast(100), WhenEmpty.NoData)
    {
        Computes = new("当事者に属する人に今ある割当てのうち、サービス・基準・開示の区分のいずれかで絞られているものの割合。", "Of the assignments that people of parties hold now, those bounded by a service, a catalog or a level of disclosure."),
        Rules =
        [
            On<PersonAdded>((samples, fact, e) =>
            {
                if (e.Party is not null) samples.Put(new(fact.Entry, Sample.Never) { Key = e.Person.Value });
            }),
            On<RoleAssigned>((samples, fact, e) =>
            {
                if (samples.Find(e.Person.Value) is null) return;
                var bounded = e.Service is not null || e.Catalog is not null || e.Clearance is not Disclosure.Internal;
                samples.Put(new Sample(fact.Entry, e.From) { Gone = e.Until }.BadIf(!bounded));
            }),
            When<AssignmentEnded>((samples, fact) => samples.Remove(fact.Entry.Id)),
        ],
    };

    public static readonly Measure LeaverRights = new("access.leaver-rights", new("離任した人に残る権限", "Rights that people who left still hold"),
        Unit.Count, Statistic.Bad, Year, Target.AtMost(0), WhenEmpty.HoldsWhile(LedgerMeasures.Silence))
    {
        Computes = new("直近1年間に離任した人に、役割の割当てが残っている件数。離任の記録と同時に終わるのが正しい。", "Assignments of roles that are left with people who left within a year; they should end with the act that says so."),
        Rules =
        [
            On<RoleAssigned>((samples, fact, e) => samples.Put(new(fact.Entry, Sample.Never) { Owner = e.Person.Value, Until = e.Until })),
            When<AssignmentEnded>((samples, fact) => samples.Remove(fact.Entry.Id)),
            When<PersonLeft>((samples, fact) =>
            {
                samples.Put(new(fact.Entry, fact.At));
                foreach (var right in samples.Of(fact.Entry.Id).Where(r => !(r.Until <= fact.At))) samples.Put((right with { From = fact.At }).BadIf(true));
            }),
        ],
    };

    public static readonly Measure InitialPasswords = new("access.initial-passwords", new("変更されていない初期パスワード", "Initial passwords that were not changed"),
        Unit.Count, Statistic.Bad, null, Target.AtMost(0), WhenEmpty.NoData)
    {
        Computes = new("ほかの人が決めたパスワードのうち、7日を過ぎても本人が変えていないものの数。", "Passwords that somebody else chose and that their owner has not changed within 7 days."),
        Rules =
        [
            On<PasswordSet>((samples, fact, e) => samples.Put(new(fact.Entry, fact.At) { Owner = e.Person.Value, GoodUntil = e.MustChange ? fact.At + InitialPassword : null })),
            // Nobody can use it any more.
            When<PersonLeft>((samples, fact) =>
            {
                foreach (var account in samples.Of(fact.Entry.Id)) samples.Remove(account.Key);
            }),
        ],
    };

    public static readonly Measure Banner = new("access.banner", new("サインイン前の注意の設定", "Notice before sign-in"), Unit.Count, Statistic.Bad, null, Target.AtMost(0), WhenEmpty.NoData)
    {
        Computes = new("日本語と英語のうち、サインイン前の注意が空のままの言語の数。設定すると、同意しなければ先に進めない。", "Of Japanese and English, how many have no notice before sign-in; where one is set, nobody gets in without accepting it."),
        Rules =
        [
            On<SettingSet>((samples, fact, e) =>
            {
                if (!e.Name.StartsWith("banner.", StringComparison.Ordinal)) return;
                // The other language is empty until somebody sets it.
                if (samples.Last is null) samples.Put(new Sample(fact.Entry, fact.At) { Key = KeyOf(e.Name == "banner.ja" ? "banner.en" : "banner.ja") }.BadIf(true));
                samples.Put(new Sample(fact.Entry, fact.At) { Key = KeyOf(e.Name) }.BadIf(string.IsNullOrWhiteSpace(e.Value)));
            }),
        ],
    };

    /// <summary>Acts with which somebody decides for others of their party.</summary>
    private static readonly string[] Charge = ["assignments.assign", "references.publish"];

    private static Sample InCharge(Fact fact, string role, IReadOnlyList<string> acts) =>
        new(fact.Entry, Sample.Never) { Key = RoleKey(role), Value = acts.Any(Charge.Contains) ? 1 : 0 };

    private static bool IsInCharge(SampleSet samples, string role) => BuiltInRoles.Find(role) is { } set ? Charge.Any(set.Has) : samples.Find(RoleKey(role))?.Value == 1;

    private static Guid RoleKey(string role) => new(SHA256.HashData(Encoding.UTF8.GetBytes(role)).AsSpan(0, 16));

    private static bool IsStrong(string methods) => methods.Split(' ') is var shown && (shown.Contains("passkey") || (shown.Length > 1 && shown.Any(m => m is "code" or "recovery" or "passkey-touch")));

    private static Guid KeyOf(string setting) => setting == "banner.ja" ? new(1, 0, 0, new byte[8]) : new(2, 0, 0, new byte[8]);
}

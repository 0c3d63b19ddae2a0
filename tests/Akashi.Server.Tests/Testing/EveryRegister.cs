using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Identity.Oidc;
using Akashi.Server.Identity.Scim;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Registers.Vulnerabilities.Feeds;
using Akashi.Server.Tests.Registers.PrivilegedAccess;
using Akashi.Server.References.Workbook;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Testing;

/// <summary>The sample's world with at least one row in every register, each through the server's own door. Tests that speak of all registers begin here.</summary>
internal static class EveryRegister
{
    public static async Task<SampleWorld> OpenAsync(string dialect)
    {
        var sample = await SampleWorld.OpenAsync(dialect);
        var world = sample.World;
        await world.MustAsync(world.Desk.OpenAsync(Person.Enrol, new Text("監査 太郎", "Auditor"), world.Operator, world.Ct));
        await world.MustAsync(sample.Importer.ApplyAsync(sample.Request(sample.Clinical, "hospital-mic.csv", "hospital-documents.csv") with
        {
            Decisions = ReadOptions.None with { Headers = new Dictionary<string, BookField?> { ["本書にない列"] = null } },
        }, world.Operator, world.Ct));
        await world.MustAsync(sample.Publisher.PublishAsync(sample.Clinical.Id, new("第1版", null, null), world.Operator, world.Ct));
        await world.GrantAsync(RetentionPolicy.Set.Id, PrivilegeRule.Set.Id);
        await world.MustAsync(world.Desk.OpenAsync(PrivilegeRule.Set, PrivilegeRule.Default(TargetKind.Servers), world.Operator, world.Ct));
        using (var ssh = new SshRoom(world))
        {
            var (grant, _, _) = await ssh.SignedAsync();
            await RecordingTests.StartAsync(ssh.Privileges, grant);
            await MaintenanceTests.ItemAsync(ssh.Privileges, MaintenanceKind.Tool, "診断プログラム");
        }
        await world.MustAsync(world.Desk.OpenAsync(RetentionPolicy.Set, new(3650, "文書管理規程"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(SavedView.Save, new ViewBody("NDAのみ", "disclosure=nda", ["code"]), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Job.Start, new NewJob(JobKind.Import, sample.Clinical.Id, "hospital.csv"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<VerificationRun>(Verifications.Verify, world.Operator, (at, stand) =>
        {
            var run = VerificationRun.Ended(new(Ids.New(world.Time)), new(3, 3, 2, 2, 10, null, new("", "")), stand);
            at.Add(run);
            return Task.FromResult<Outcome<VerificationRun>>(run);
        }, world.Ct));
        var person = await world.MustAsync(world.Desk.OpenAsync(Person.Add, new PersonBody(new("検査担当", "Inspector"), null, "inspector@example.jp", null), world.Operator, world.Ct));
        var account = await world.MustAsync(world.Desk.OpenAsync(Account.Open, new NewAccount(person.Id, "inspector"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.ActAsync(Account.SetPassword, account.Key, account.Version, new NewPassword("AQAAAAIAAYagAAAAE", false, 3), world.Operator, world.Ct));
        var assignment = await world.MustAsync(world.Desk.OpenAsync(Assignment.Assign, new AssignmentBody(person.Id, "reader", sample.Clinical.Id), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<ReviewCampaign>(Reviews.Open, world.Operator, (at, stand) =>
        {
            var line = ReviewLine.Make(new(Ids.New(world.Time)), new(Ids.New(world.Time)), assignment, world.Operator.Person, stand);
            var review = ReviewCampaign.Make(line.Campaign, new("上期の棚卸し", new(2026, 12, 31), []), new(7, false), [line], stand);
            at.AddRange(review.Value!, line);
            return Task.FromResult(review);
        }, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ExternalLogin.Link, new NewLogin(person.Id, "https://id.example.jp", "subject-1"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ScimUser.HandOver, new Handover(person.Id, "joho", "ext-1"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<ScimGroup>(Provisioning.Provision, world.Operator, (at, stand) =>
        {
            var group = ScimGroup.Make(new(Ids.New(world.Time)), new("情報システム", "group-1", [person.Id]), stand);
            at.Add(group.Value!);
            return Task.FromResult(group);
        }, world.Ct));
        var pair = await world.MustAsync(world.Desk.OpenAsync(DutyPair.Define, new DutyPairBody(DutyKind.Hold, Document.Attach.Id, Document.Change.Id, "検査のため"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(person.Id, pair.Duty.Key, "検査のため", world.Time.GetUtcNow().AddDays(5)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Role.Define, new RoleBody("watch", new("見守り", "Watch"), [Document.Change.Id]), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Setting.Set, new SettingBody("password.length", "16"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ApiToken.Issue, new HashedToken(person.Id, "集計", ["references.*"], world.Time.GetUtcNow().AddDays(9), new string('a', 64)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Invitation.Invite, new NewInvitation(person.Id, new string('b', 64)), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<LedgerSurvey>(LedgerSurvey.Survey, Actor.Machine(world.Operator.Organisation), (at, stand) =>
        {
            var survey = LedgerSurvey.Ended(new(Ids.New(world.Time)), new(0, 3, 0, 0, 0, 3, null, 0, null, null), stand);
            at.Add(survey);
            return Task.FromResult<Outcome<LedgerSurvey>>(survey);
        }, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Observation.Attest, new AttestationBody("mhlw-5", "8.1-01", null, ObservationMethod.Interview, true, world.Time.GetUtcNow().AddDays(30), null, "担当者に聞いて確かめた。"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(TargetSetting.Set, new TargetBody(MeasureList.All[0].Id, 5, "社内規程"), world.Operator, world.Ct));
        await world.MustAsync(world.Desk.RunAsync<Incident>(IncidentResponse.Report, world.Operator, (at, stand) =>
        {
            var incident = Incident.Make(new(Ids.New(world.Time)), 1, new("応答の遅延", "画面が開かない", IncidentSource.Staff, null), stand);
            at.AddRange(incident.Value!, ReportDuty.Make(new(Ids.New(world.Time)), incident.Value!.Id, Recipient.Management, null, ReportStage.First, stand.At, stand.At.AddHours(24), stand));
            return Task.FromResult(incident);
        }, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(ChangeRule.Set, ChangeRule.Default with { High = 3 }, world.Operator, world.Ct));
        await world.MustAsync(world.Desk.OpenAsync(Change.Ask, new("索引の作り直し", "検索が遅いため", RiskClass.Low, [sample.Clinical.Id], ["db1"], [], "影響なし", "元の索引に戻す", 10,
            world.Time.GetUtcNow(), world.Time.GetUtcNow().AddHours(2)), world.Operator, world.Ct));
        var intake = new VulnerabilityIntake(world.Desk, new(world.Databases, world.Time), sample.Store, world.Time);
        await world.MustAsync(intake.ReceiveAsync(sample.Clinical.Id, "1.0", """{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"left","version":"1.1.0","purl":"pkg:npm/left@1.1.0"}]}"""u8.ToArray(), world.Operator, world.Ct));
        await world.MustAsync(intake.TakeAsync(FeedKind.Osv, "osv.json", """{"id":"CVE-2026-1","modified":"2026-11-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"left"},"versions":["1.1.0"]}]}"""u8.ToArray(), world.Operator, world.Ct));
        await using var db = world.Open();
        var incident = await db.Incidents.FirstAsync(world.Ct);
        await world.MustAsync(world.Desk.OpenAsync(IncidentNote.Write, new NewNote(incident.Id, NoteKind.Status, "調査を始めた"), world.Operator, world.Ct));
        var document = await db.Documents.FirstAsync(world.Ct);
        var body = new DocumentBody(document.Party, document.Number, "改めた題", document.Issuer, document.Url, document.Disclosure, document.From, document.Until);
        await world.MustAsync(world.Desk.ActAsync(Document.Change, document.Key, document.Version, body, world.Operator, world.Ct));
        var refused = await world.Desk.ActAsync(Document.Change, document.Key, document.Version, body, world.Operator, world.Ct);
        Assert.Equal("stale", refused.Refusal!.Code);
        return sample;
    }
}

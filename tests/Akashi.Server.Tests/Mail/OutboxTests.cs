using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Kernel;
using Akashi.Server.Mail;
using Akashi.Server.Tests.Identity;
using Akashi.Server.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using SmtpServer.Protocol;

namespace Akashi.Server.Tests.Mail;

/// <summary>Notices and invitations reach a real mail server, and nothing owed is lost while it is away.</summary>
public sealed class OutboxTests
{
    [Theory, EachDatabase]
    public async Task Notice_ReachesEverybodyItIsFor_OnceEach_InJapaneseAndEnglish(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.Server.UpAsync();
        var (one, two, other) = (await room.PersonAsync("承認者 花子", "hanako@example.jp", "approver"), await room.PersonAsync("承認者 次郎", "jiro@example.jp", "approver"), await room.PersonAsync("技術者", "engineer@example.jp", "engineer"));

        await room.OweAsync(other);
        Assert.Equal((2, 0), (await room.Outbox.RoundAsync(room.Ct), await room.Outbox.RoundAsync(room.Ct)));

        var mails = room.Server.Taken.ToList();
        Assert.Equal(["hanako@example.jp", "jiro@example.jp"], mails.Select(m => m.To.Mailboxes.Single().Address).Order());
        var mail = mails.Single(m => m.To.Mailboxes.Single().Address == "hanako@example.jp");
        Assert.Equal(("［Akashi］職務分掌の例外が申請されました。内容を確認し、承認するか判断してください。", "承認者 花子", "akashi@example.jp"), (mail.Subject, mail.To.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Contains("Akashi を開いて内容を確認してください。", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("An exception of duties was asked for.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("試験組織", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        await using var db = room.World.World.Open();
        var notice = await db.Notices.SingleAsync(room.Ct);
        Assert.Equal($"notice.{notice.Id.Value:N}.{one.Id.Value:N}@example.jp", mail.MessageId);
        Assert.Equal(2, (await LoggedLeaf.OfAsync(room.World.World)).Count(l => (l.Act, l.Outcome) == ("mail.send", "done")));
        Assert.All(await db.Outbox.ToListAsync(room.Ct), o => Assert.Equal((MailState.Sent, 1), (o.State, o.Attempts)));
    }

    [Theory, EachDatabase]
    public async Task ServerDown_EverythingElseWorks_AndMailGoesOutOnceItIsUpAgain(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));

        var waits = new List<TimeSpan>();
        for (var tries = 0; tries < 8; tries++)
        {
            Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));
            var waiting = Assert.Single((await room.ReadAsync()).Newest);
            Assert.Equal((MailState.Waiting, tries + 1, true), (waiting.State, waiting.Attempts, waiting.Fault?.Length > 0));
            waits.Add(waiting.NextAt!.Value - room.Now);
            Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));   // not before its time
            room.World.World.Time.Advance(waits[^1]);
        }
        Assert.NotNull((await room.ReadAsync()).Down);
        Assert.Equal([30, 60, 120, 240, 480, 900, 900, 900], waits.Select(w => (int)w.TotalSeconds));
        await room.Server.UpAsync();

        Assert.Equal((1, 0), (await room.Outbox.RoundAsync(room.Ct), await room.Outbox.RoundAsync(room.Ct)));
        Assert.Single(room.Server.Taken);
        var state = await room.ReadAsync();
        Assert.Equal((null, MailState.Sent, room.Now), (state.Down, state.Newest.Single().State, state.Newest.Single().SentAt));
    }

    [Theory, EachDatabase]
    public async Task Address_RefusedForGood_IsNotTriedAgain_UntilSomebodyPutsItRight(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.Server.UpAsync();
        room.Server.Answer = to => to == "wrong@example.jp" ? new(SmtpReplyCode.MailboxUnavailable, "no such mailbox") : null;
        var wrong = await room.PersonAsync("宛先違い", "wrong@example.jp", "approver");
        await room.PersonAsync("承認者", "right@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));

        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));
        room.World.World.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));

        var rejected = (await room.ReadAsync()).Newest[0];
        Assert.Equal((wrong.Id, MailState.Rejected, 1, true), (rejected.Person!.Value, rejected.State, rejected.Attempts, rejected.Fault!.Contains("no such mailbox", StringComparison.Ordinal)));
        Assert.Contains(await LoggedLeaf.OfAsync(room.World.World), l => (l.Act, l.Outcome) == ("mail.send", "refused"));
        await room.World.World.MustAsync(room.World.Desk.ActAsync(Person.Change, wrong.Key, wrong.Version, new PersonBody(wrong.Name, null, "corrected@example.jp", null), room.World.World.Operator, room.Ct));
        Assert.Null(await room.Reading.RetryAsync(rejected.Id, room.World.World.Operator, room.Ct));
        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));
        Assert.Contains(room.Server.Taken, m => m.To.Mailboxes.Single().Address == "corrected@example.jp");
    }

    [Theory, EachDatabase]
    public async Task Address_RefusedForNow_IsTriedAgainUnderTheSameMessageId(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.Server.UpAsync();
        room.Server.Answer = _ => new((SmtpReplyCode)451, "later, please");
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));

        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));
        var waiting = Assert.Single((await room.ReadAsync()).Newest);
        Assert.Equal((MailState.Waiting, true), (waiting.State, waiting.Fault!.Contains("later, please", StringComparison.Ordinal)));
        room.Server.Answer = _ => null;
        room.World.World.Time.Advance(OutboxMail.LongestPause);

        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));
    }

    [Theory, EachDatabase]
    public async Task Crash_BetweenTheServersYesAndItsNote_RepeatsTheSameMessageId(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.Server.UpAsync();
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));
        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));
        // As it stood before the note was written.
        await using (var db = room.World.World.Open())
        {
            var row = await db.Outbox.AsTracking().SingleAsync(room.Ct);
            (row.State, row.SentAt) = (MailState.Waiting, null);
            await db.SaveChangesAsync(room.Ct);
        }
        await using var again = await room.RestartAsync();

        Assert.Equal(0, await again.RoundAsync(room.Ct));   // the attempt that was begun has its time
        room.World.World.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await again.RoundAsync(room.Ct));

        Assert.Equal(2, room.Server.Taken.Count);
        Assert.Single(room.Server.Taken.Select(m => m.MessageId).Distinct());
    }

    [Theory, EachDatabase]
    public async Task Invitation_IsMailed_AndItsLinkIsNowhereInClear(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        var person = await room.PersonAsync("招待 花子", "invited@example.jp");

        var link = await room.World.World.MustAsync(room.Invitations.SendAsync(person.Id, new("http://127.0.0.1:5180/"), room.World.World.Operator, room.Ct));
        Assert.Equal(new InvitationLink(null, true), link);
        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));
        string? held;
        await using (var db = room.World.World.Open()) held = (await db.Outbox.SingleAsync(room.Ct)).Sealed;
        room.World.World.Time.Advance(TimeSpan.FromMinutes(1));
        await room.Server.UpAsync();
        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));

        var mail = Assert.Single(room.Server.Taken);
        Assert.Equal("［Akashi］試験組織 の Akashi への招待", mail.Subject);
        var secret = mail.TextBody!.Split("http://127.0.0.1:5180/invited/")[1].Split('\n')[0].Trim();
        Assert.DoesNotContain(secret, held!, StringComparison.Ordinal);
        await using (var db = room.World.World.Open())
        {
            Assert.Null((await db.Outbox.SingleAsync(room.Ct)).Sealed);
            Assert.DoesNotContain(await db.Events.Select(e => e.Body).ToListAsync(room.Ct), b => b.Contains(secret, StringComparison.Ordinal) || b.Contains(held!, StringComparison.Ordinal));
        }
        Assert.NotNull(await room.Invitations.FindAsync(room.World.Organisation, secret, room.Ct));
        Assert.NotNull((await room.World.World.MustAsync(room.Invitations.SendAsync((await room.PersonAsync("住所なし", null)).Id, new("http://127.0.0.1:5180/"), room.World.World.Operator, room.Ct))).Link);
    }

    [Theory, EachDatabase]
    public async Task Invitation_TakenBackOrTooLate_IsNotSent_AndItsLinkIsDropped(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        var person = await room.PersonAsync("人", "invited@example.jp");
        for (var i = 0; i < 2; i++) await room.World.World.MustAsync(room.Invitations.SendAsync(person.Id, new("http://127.0.0.1:5180/"), room.World.World.Operator, room.Ct));
        await room.Outbox.RoundAsync(room.Ct);
        room.World.World.Time.Advance(Invitation.Lifetime);
        await room.Server.UpAsync();

        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));

        await using var db = room.World.World.Open();
        Assert.All(await db.Outbox.ToListAsync(room.Ct), o => Assert.Equal((MailState.Expired, null), (o.State, o.Sealed)));
        Assert.Empty(room.Server.Taken);
        Assert.Equal("mail.over", (await room.Reading.RetryAsync((await db.Outbox.FirstAsync(room.Ct)).Id, room.World.World.Operator, room.Ct))!.Code);
    }

    [Theory, EachDatabase]
    public async Task StartTls_NotOffered_NothingIsSentInClear(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect, security: MailSecurity.StartTls);
        await room.Server.UpAsync();
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));

        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));

        Assert.Empty(room.Server.Taken);
        Assert.Contains("STARTTLS", (await room.ReadAsync()).Down, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    public async Task Credentials_Wrong_WaitsWithTheReason_RightOnesAreReadAnew(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect, asks: ("akashi", "合言葉-secret"));
        await room.Server.UpAsync();
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        await room.OweAsync(await room.PersonAsync("技術者", null, "engineer"));
        await File.WriteAllLinesAsync(room.Credentials, ["akashi", "wrong"], room.Ct);

        Assert.Equal(0, await room.Outbox.RoundAsync(room.Ct));
        Assert.NotNull((await room.ReadAsync()).Down);
        await File.WriteAllLinesAsync(room.Credentials, ["akashi", "合言葉-secret"], room.Ct);
        room.World.World.Time.Advance(OutboxMail.LongestPause);

        Assert.Equal(1, await room.Outbox.RoundAsync(room.Ct));
        Assert.Null((await room.ReadAsync()).Down);
    }

    [Theory, EachDatabase]
    public async Task Mail_LesserRoleOrAnotherOrganisation_SeesNothingAndMayDoNothing(string dialect)
    {
        await using var room = await MailRoom.OpenAsync(dialect);
        await room.PersonAsync("承認者", "approver@example.jp", "approver");
        var engineer = await room.PersonAsync("技術者", null, "engineer");
        await room.OweAsync(engineer);
        await room.Outbox.RoundAsync(room.Ct);
        var (lesser, stranger, mail) = (room.World.ActorOf(engineer), room.World.World.Someone(), (await room.ReadAsync()).Newest.Single());

        Assert.False(lesser.May("mail.list"));
        Assert.Equal(Refusal.NotPermitted, await room.Reading.RetryAsync(mail.Id, lesser, room.Ct));
        Assert.Equal(Refusal.NotFound, await room.Reading.RetryAsync(mail.Id, stranger, room.Ct));
        Assert.Empty((await room.Reading.ReadAsync(stranger, room.Ct)).Newest);
    }

    [Theory]
    [InlineData("smtp://mail.example.jp:25?tls=none", "akashi@example.jp", "on this machine only")]
    [InlineData("smtp://user:secret@mail.example.jp", "akashi@example.jp", "into a file")]
    [InlineData("https://mail.example.jp", "akashi@example.jp", "smtp://")]
    [InlineData("smtp://mail.example.jp?tls=maybe", "akashi@example.jp", "none or starttls")]
    [InlineData("smtp://mail.example.jp", null, "--mail-from")]
    [InlineData("smtp://mail.example.jp", "no address", "--mail-from")]
    [InlineData(null, "akashi@example.jp", "need --smtp")]
    public void Options_ThatCannotBeOrAreUnsafe_AreRefused(string? server, string? from, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => MailOptions.Of(server, from, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_WithoutAWord_AskForTls() =>
        Assert.Equal(new MailOptions("mail.example.jp", 587, MailSecurity.StartTls, "akashi@example.jp", null), MailOptions.Of("smtp://mail.example.jp", "akashi@example.jp", null));

    /// <summary>An organisation whose mail goes to a server of the test.</summary>
    private sealed class MailRoom : IAsyncDisposable
    {
        private readonly EphemeralDataProtectionProvider _keys = new();
        private readonly string _folder = Directory.CreateTempSubdirectory("akashi-mail-").FullName;
        private readonly MailHouse _house;

        public IdentityWorld World { get; }
        public RealMailServer Server { get; }
        public Outbox Outbox { get; }
        public MailReading Reading { get; }
        public Invitations Invitations { get; }
        public string Credentials => Path.Combine(_folder, "credentials");
        public CancellationToken Ct => World.Ct;
        public DateTimeOffset Now => World.World.Time.GetUtcNow();

        private MailRoom(IdentityWorld world, MailSecurity security, (string, string)? asks)
        {
            (World, Server) = (world, new() { Asks = asks });
            _house = new(new MailOptions("127.0.0.1", Server.Port, security, "akashi@example.jp", asks is null ? null : Credentials));
            Outbox = Make();
            Reading = new(world.World.Databases, world.Desk, world.World.Sequencer, _house, Outbox, world.World.Time);
            Invitations = new(world.World.Databases, world.Desk, world.Permissions, world.Rules, world.Passwords, world.Sessions, world.World.Time, Outbox);
        }

        public static async Task<MailRoom> OpenAsync(string dialect, MailSecurity security = MailSecurity.None, (string, string)? asks = null) => new(await IdentityWorld.OpenAsync(dialect), security, asks);

        /// <summary>The outbox of a server that was started anew.</summary>
        public Task<Restarted> RestartAsync() => Task.FromResult(new Restarted(Make()));

        public async Task<Person> PersonAsync(string name, string? email, string? role = null)
        {
            var person = await World.World.MustAsync(World.Desk.OpenAsync(Person.Add, new PersonBody(new(name, name), null, email, null), World.World.Operator, Ct));
            if (role is not null) await World.RoleAsync(person, role);
            return person;
        }

        /// <summary>Something happens that approvers are owed a notice of.</summary>
        public async Task OweAsync(Person about) =>
            await World.World.MustAsync(World.Desk.OpenAsync(DutyExemption.Except, new DutyExemptionBody(about.Id, "assign-review", "人手が足りない間", Now.AddDays(1)), World.World.Operator, Ct));

        public Task<MailStatus> ReadAsync() => Reading.ReadAsync(World.World.Operator, Ct);

        private Outbox Make() => new(World.World.Databases, World.Permissions, World.World.Sequencer, _keys, _house, World.World.Time, NullLogger<Outbox>.Instance);

        public async ValueTask DisposeAsync()
        {
            Outbox.Dispose();
            await Server.DisposeAsync();
            await World.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private sealed class Restarted(Outbox outbox) : IAsyncDisposable
    {
        public Task<int> RoundAsync(CancellationToken ct) => outbox.RoundAsync(ct);

        public ValueTask DisposeAsync()
        {
            outbox.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

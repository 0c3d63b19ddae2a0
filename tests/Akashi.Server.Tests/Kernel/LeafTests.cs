using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Akashi.Ledger;
using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Akashi.Server.Tests.References.Workbook;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Kernel;

/// <summary>What stands in a leaf, recomputed from docs/formats/ledger-leaf.md and not from the code that wrote it.</summary>
public sealed partial class LeafTests
{
    [Theory, EachDatabase]
    public async Task Act_RefusedByARule_LeavesALeafWithItsCode(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);

        await world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Customer, new("甲", "A")), world.Operator, world.Ct);

        var leaf = (await LoggedLeaf.OfAsync(world))[^1];
        Assert.Equal(("parties.change", "refused", "party.kind-fixed"), (leaf.Act, leaf.Outcome, leaf["code"]));
        Assert.Equal(("Party", party.Key.ToString(), "1"), (leaf["register"], leaf["entry"], leaf["version"]));
        Assert.Equal((null, null, null), (leaf["type"], leaf["event"], leaf["state"]));
    }

    [Theory, EachDatabase]
    public async Task Act_WithoutPermission_LeavesALeaf(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        var reader = world.Operator with { Permits = _ => false };

        await world.Desk.ActAsync(Party.Change, party.Key, 1, new PartyBody(PartyKind.Provider, new("甲", "A")), reader, world.Ct);
        await world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("乙", "B")), reader, world.Ct);
        await world.Desk.RunAsync(new Act("statements.import", new("取込", "Import")), reader, (_, _) => Task.FromResult<Outcome<int>>(1), world.Ct);

        var denied = (await LoggedLeaf.OfAsync(world)).TakeLast(3).ToList();
        Assert.All(denied, l => Assert.Equal(("denied", "not-permitted"), (l.Outcome, l["code"])));
        Assert.Equal(["parties.change", "parties.register", "statements.import"], denied.Select(l => l.Act));
        Assert.Equal([party.Key.ToString(), null, null], denied.Select(l => l["entry"]));
    }

    [Theory, EachDatabase]
    public async Task Act_Done_HashesFitTheRowTheEventAndThePerson(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var by = world.Operator with { Access = new("browser", "operator", Session: "会議", Address: "192.0.2.7", Party: Guid.Parse("019ab3c1-0000-7000-8000-000000000001")) };
        var party = await world.MustAsync(world.Desk.OpenAsync(Party.Register, new PartyBody(PartyKind.Provider, new("名\"前\n", "Näme")), by, world.Ct));

        await using var db = world.Open();
        var leaf = (await LoggedLeaf.OfAsync(world))[^1];
        var happened = await db.Events.SingleAsync(e => e.Leaf == leaf.Index, world.Ct);
        var salt = await db.SubjectSalts.SingleAsync(world.Ct);
        var state = $$"""{"changed_at":"2026-11-23T00:00:00.000Z","id":"{{party.Key}}","kind":"Provider","name_en":"Näme","name_ja":"名\"前\n","organisation":"{{world.Operator.Organisation.Value}}","version":1}""";
        Assert.Equal(16, happened.Salt!.Length);
        Assert.Equal(Salted(happened.Salt, state), leaf["state"]);
        Assert.Equal(Salted(happened.Salt, happened.Body), leaf["event"]);
        Assert.Equal((world.Operator.Person, 16), (salt.Subject, salt.Salt.Length));
        Assert.Equal($$"""{"party":"019ab3c1-0000-7000-8000-000000000001","person":"{{Salted(salt.Salt, world.Operator.Person.Value.ToString())}}","role":"operator","session":"{{Salted(salt.Salt, "会議")}}"}""", leaf["by"]);
        Assert.Equal($$"""{"address":"{{Salted(salt.Salt, "192.0.2.7")}}","protocol":"browser"}""", leaf["from"]);
    }

    [Theory, EachDatabase]
    public async Task Leaves_OfEveryKind_AreAsDocumented(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var by = world.Operator with { Access = new("api", "operator", world.Operator.Person.Value, "session", "2001:db8::1", world.Operator.Person.Value) };
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.Desk.ActAsync(Party.Change, party.Key, 7, new PartyBody(PartyKind.Provider, new("甲", "A")), by, world.Ct);
        await world.Desk.NoteDeniedAsync("statements.read", by);
        await world.Sequencer.NoteAsync(new LeafFacts("editions.download", LeafOutcome.Read) { Register = "Edition", Entry = party.Key, About = "platform v2.1 nda xlsx" }, by);
        await world.Desk.RunAsync(new Act("ledger.adopt", new("引継", "Adopt")), by, async (db, _) =>
        {
            (await db.FindEntryAsync<Party>(party.Key, world.Ct))!.Adopt();
            return (Outcome<int>)1;
        }, world.Ct);
        world.Time.AdjustTime(world.Time.GetUtcNow().AddDays(-1));
        await world.Desk.RunAsync(new Act("test.remove", new("削除", "Remove")), by, async (db, stand) =>
        {
            var row = (await db.FindEntryAsync<Party>(party.Key, world.Ct))!;
            Assert.Null(Party.Change.Transition(row, new PartyBody(PartyKind.Provider, new("終", "End")), stand));
            db.Remove(row);
            return (Outcome<int>)1;
        }, world.Ct);

        var leaves = await LoggedLeaf.OfAsync(world);
        var text = await File.ReadAllTextAsync(Path.Combine(Sample.Root, "docs", "formats", "ledger-leaf.md"), world.Ct);
        var documented = Documented().Matches(text[..text.IndexOf("## ", StringComparison.Ordinal)]).SelectMany(m => Word().Matches(m.Groups[1].Value).Select(w => w.Groups[1].Value)).ToHashSet();
        Assert.Equal(documented.Order(), leaves.SelectMany(l => l.Json.EnumerateObject().Select(m => m.Name)).Distinct().Order());
        Assert.Equal(["done", "denied", "read", "refused"], new[] { "done", "denied", "read", "refused" }.Intersect(leaves.Select(l => l.Outcome)));
        Assert.Contains(leaves, l => l["type"] == nameof(EntryAdopted) && l["state"] is not null);
        Assert.Contains(leaves, l => l.Act == "ledger.clock-set-back" && l.Json.GetProperty("from").GetRawText() == """{"protocol":"inside"}""");
        Assert.Contains(leaves, l => l is { Act: "test.remove", Outcome: "done" } && l["event"] is not null && l["state"] is null);
        foreach (var leaf in leaves)
        {
            Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Write(leaf.Json)), Encoding.UTF8.GetString(leaf.Body));
            Assert.Equal(1, leaf.Json.GetProperty("v").GetInt32());
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", leaf.At);
            Assert.Equal(leaf.Outcome is "refused" or "denied", leaf["code"] is not null);
            foreach (var hash in new[] { leaf.Person, leaf["event"], leaf["state"] }.OfType<string>()) Assert.Equal(32, Convert.FromBase64String(hash).Length);
        }
    }

    [Theory, EachDatabase]
    public async Task Person_InTwoSessionsAndAfterARestart_HasOneHash(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        Actor In(string session) => world.Operator with { Access = new("browser", "operator", Session: session, Address: "192.0.2.1") };
        var other = world.Operator with { Person = new(Ids.New(world.Time)) };
        var (read, sequencer) = (new LeafFacts("references.rows", LeafOutcome.Read), new Sequencer(world.Databases, world.Time));

        await world.Sequencer.NoteAsync(read, In("a"));
        await world.Sequencer.NoteAsync(read, In("b"));
        await world.Sequencer.NoteAsync(read, other);
        await sequencer.NoteAsync(read, In("a"));

        var leaves = (await LoggedLeaf.OfAsync(world)).TakeLast(4).ToList();
        Assert.Equal([leaves[0].Person, leaves[0].Person, leaves[3].Person], [leaves[1].Person, leaves[3].Person, leaves[0].Person]);
        Assert.NotEqual(leaves[0].Person, leaves[2].Person);
        Assert.Equal(leaves[0]["by"], leaves[3]["by"]);
        Assert.NotEqual(leaves[0]["by"], leaves[1]["by"]);
    }

    [Theory, EachDatabase]
    public async Task Person_WhoseFirstActIsLost_KeepsTheSaltThatIsStored(string dialect)
    {
        await using var world = await TestWorld.OpenAsync(dialect);
        var party = await world.PartyAsync(PartyKind.Provider);
        await world.ServiceAsync(party.Id, "taken");
        var newcomer = world.Operator with { Person = new(Ids.New(world.Time)) };

        await world.Desk.OpenAsync(Service.Register, new ServiceBody(party.Id, "taken", new("甲", "A"), DeliveryModel.PaaS, [], [], []), newcomer, world.Ct);
        await world.Desk.OpenAsync(Service.Register, new ServiceBody(party.Id, "free", new("乙", "B"), DeliveryModel.PaaS, [], [], []), newcomer, world.Ct);

        await using var db = world.Open();
        var salt = await db.SubjectSalts.SingleAsync(s => s.Subject == newcomer.Person, world.Ct);
        var leaves = (await LoggedLeaf.OfAsync(world)).TakeLast(2).ToList();
        Assert.Equal(["refused", "done"], leaves.Select(l => l.Outcome));
        Assert.All(leaves, l => Assert.Equal(Salted(salt.Salt, newcomer.Person.Value.ToString()), l.Person));
    }

    private static string Salted(byte[] salt, string content) => Convert.ToBase64String(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(content)]));

    [GeneratedRegex(@"^\| (`.*?`) \|", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Word();
}

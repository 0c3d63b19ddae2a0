using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Akashi.Server.Kernel;
using Akashi.Server.References.Checks;
using Akashi.Server.Tests.References.Workbook;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Tests.Architecture;

/// <summary>The rules of ARCHITECTURE.md that a compiler does not keep.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Server = typeof(Entry).Assembly;
    private static readonly string Source = Path.Combine(Sample.Root, "src", "Akashi.Server");

    public static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));

    [Fact]
    public void Entries_AllOfThem_AreSealedAndSetOnlyFromInside()
    {
        var entries = Server.GetTypes().Where(t => t.IsSubclassOf(typeof(Entry))).ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries, t => Assert.True(t.IsSealed, t.Name));
        Assert.All(entries.SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)), p =>
            Assert.False(p.SetMethod?.IsPublic ?? false, $"{p.DeclaringType!.Name}.{p.Name}"));
    }

    [Fact]
    public void Kernel_AndPureRules_DoNotKnowTheWeb()
    {
        string[] pure = ["References/Workbook", "References/Publishing", "References/Coverage", "References/Checks", "Catalogs", "Services", "Evidence", "Measures"];

        foreach (var file in pure.SelectMany(Files).Where(f => !f.EndsWith("Api.cs", StringComparison.Ordinal)))
            Assert.DoesNotContain("Microsoft.AspNetCore", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_DependDownwardsOnly()
    {
        // Lower rooms know nothing of the rooms above. Db and PartySet are where the model meets and are named here.
        (string Room, string[] Forbidden, string[] Except)[] rules =
        [
            ("Kernel", ["Akashi.Server.Web", "Akashi.Server.Hosting"], []),
            ("Catalogs", ["Akashi.Server.Web", "Akashi.Server.Hosting", "Akashi.Server.Evidence"], []),
            ("Services", ["Akashi.Server.Web", "Akashi.Server.Hosting", "Akashi.Server.Evidence", "Akashi.Server.Catalogs"], []),
            ("Evidence", ["Akashi.Server.Web", "Akashi.Server.Hosting", "Akashi.Server.Catalogs"], []),
            // A register is seen only through its measures: this room knows none.
            ("Measures", ["Akashi.Server.Web", "Akashi.Server.Hosting", "Akashi.Server.Ledger", "Akashi.Server.References", "Akashi.Server.Services", "Akashi.Server.Registers"], []),
            ("References", ["Akashi.Server.Web", "Akashi.Server.Hosting"], []),
        ];

        foreach (var (room, forbidden, except) in rules)
            foreach (var file in Files(room).Where(f => !except.Contains(Path.GetFileName(f))))
                Assert.All(forbidden, f => Assert.DoesNotContain($"using {f}", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Files_AreOneIdeaEach_AndNoLongerThanFourHundredLines()
    {
        var files = Directory.GetFiles(Path.Combine(Sample.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal));

        Assert.All(files, f => Assert.True(File.ReadLines(f).Count() <= 400, f));
    }

    [Fact]
    public void EntriesEventsActsAndChecks_AreDocumented()
    {
        var documented = XDocument.Load(Path.ChangeExtension(Server.Location, ".xml")).Descendants("member").Select(m => (string)m.Attribute("name")!).ToHashSet();
        var types = Server.GetTypes().Where(t => t.IsSubclassOf(typeof(Entry)) || t == typeof(Check) || t == typeof(Event));

        Assert.All(types, t => Assert.Contains("T:" + t.FullName, documented));
    }

    [Theory]
    [InlineData(typeof(SqliteDb))]
    [InlineData(typeof(PostgresDb))]
    public void Model_HasNoChangeThatItsMigrationsLack(Type dialect)
    {
        using Db db = dialect == typeof(SqliteDb) ? new SqliteDb(SqliteDb.For("model.db")) : new PostgresDb(PostgresDb.For("Host=localhost"));

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Tables_EveryKeyAndIndex_StartsWithTheOrganisation()
    {
        using var db = new SqliteDb(SqliteDb.For("model.db"));

        foreach (var type in db.Model.GetEntityTypes())
        {
            Assert.All(type.GetKeys(), k => Assert.Equal("Organisation", k.Properties[0].Name));
            // An index that EF adds for a foreign key starts with it too, since every foreign key does.
            Assert.All(type.GetIndexes(), i => Assert.Equal("Organisation", i.Properties[0].Name));
            Assert.NotEmpty(type.GetDeclaredQueryFilters());
        }
    }

    [Fact]
    public void Words_EveryText_IsWrittenInBothLanguages()
    {
        var texts = Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => TwoWords().Matches(File.ReadAllText(f)).Select(m => (File: f, Ja: m.Groups[1].Value, En: m.Groups[2].Value))).ToList();

        Assert.True(texts.Count > 100);
        // The seal of Akashi, and the language's name for itself.
        Assert.All(texts.Where(t => t.En is not ("証" or "日本語")), t => Assert.False(Japanese().IsMatch(t.En) && !Quoted().IsMatch(t.En), $"{t.File}: {t.En}"));
        Assert.All(texts, t => Assert.True(t.Ja.Length == 0 == (t.En.Length == 0), $"{t.File}: {t.Ja} | {t.En}"));
    }

    [Fact]
    public void Markup_HoldsNoWordsOfItsOwn()
    {
        foreach (var file in Directory.GetFiles(Source, "*.razor", SearchOption.AllDirectories))
            Assert.All(File.ReadLines(file).Where(l => !l.TrimStart().StartsWith("@*", StringComparison.Ordinal)), line => Assert.False(Japanese().IsMatch(line), $"{file}: {line}"));
    }

    [GeneratedRegex("new(?: Text)?\\(\\s*\"((?:[^\"\\\\]|\\\\.)*[\\u3040-\\u30ff\\u4e00-\\u9fff](?:[^\"\\\\]|\\\\.)*)\",\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\)")]
    private static partial Regex TwoWords();

    [GeneratedRegex("[\\u3040-\\u30ff\\u4e00-\\u9fff]")]
    private static partial Regex Japanese();

    // English may name a Japanese word it asks for: "Please use 適合可能 or 対象外", "put 項番 above".
    [GeneratedRegex("[a-z]")]
    private static partial Regex Quoted();
}

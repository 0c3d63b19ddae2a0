using System.Runtime.CompilerServices;
using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

/// <summary>The example that docs/formats/ledger-log.md prints is a real one.</summary>
public sealed class DocumentedExampleTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "formats", "ledger-log.md"));

    [Fact]
    public async Task Example_OfThePage_IsThisLog()
    {
        var storage = new MemoryStorage();
        var log = await Given.EmptyLog(storage);
        for (var n = 1; n <= 3; n++) log.Append(Given.Bytes($$"""{"n":{{n}}}"""));
        await log.WriteAsync(Ct);
        var proof = TlogProof.Parse(Block("tlog-proof"));
        var opened = proof.Verify("""{"n":2}"""u8, WitnessPolicy.Parse(Block("tlog-policy")));
        Assert.Equal(new Checkpoint("log.example.com/akashi/sample", 3, log.Root()), opened.Checkpoint);
        Assert.Equal(proof.ToString(), Block("tlog-proof"));
        Assert.Equal((await TlogProof.CreateAsync(storage, proof.Note, 1, Ct)).ToString(), Block("tlog-proof"));
        Assert.Equal(Block("vkey").Split('\n')[..2], opened.Signatures.Select(s => s.Key.ToString()));
        Assert.Equal(1775001600, opened.Signatures[1].Time?.ToUnixTimeSeconds());
    }

    [Fact]
    public void Codes_OfThePage_AreThoseOfTheLibrary()
    {
        var codes = typeof(Faults).GetMethods().Where(m => m.ReturnType == typeof(Fault))
            .Select(m => ((Fault)m.Invoke(null, [.. m.GetParameters().Select(p => Sample(p.ParameterType))])!)).ToList();
        Assert.All(codes, f => Assert.Contains($"`{f.Code}`", Page, StringComparison.Ordinal));
        Assert.All(codes, f => Assert.True(f.Ja.Any(c => c > '\u3040') && f.En.All(c => c is < '\u0100' or '“' or '”')));
        Assert.Equal(codes.Count, codes.DistinctBy(f => f.Code).Count());
    }

    private static object Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(Why) => new Why("x", "x"),
        _ when type == typeof(IReadOnlyList<string>) => new[] { "x" },
        _ when type == typeof(Fault) => Faults.ProofMalformed(),
        _ when type == typeof(TimeSpan) => TimeSpan.FromHours(1),
        _ when type == typeof(int) => 1,
        _ => 1L,
    };

    private static string Block(string language)
    {
        var start = Page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

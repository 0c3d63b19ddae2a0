using Akashi.Server.Identity;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Identity;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password1234567", true)]
    [InlineData("Liverpool2026!!!", true)]
    [InlineData("aaaaaaaaaaaaaaaa", true)]
    [InlineData("abcdefghijklmnop", true)]
    [InlineData("mizuno-2026-11!", true)]
    [InlineData("mizuno123", true)]
    [InlineData("correct horse battery staple", false)]
    [InlineData("青い傘と三つの林檎", false)]
    public void Common_WordsOfTheListRunsAndNames_AreFound(string password, bool common) =>
        Assert.Equal(common, PasswordRules.IsCommon(password, ["mizuno", "akashi"]));

    [Theory, EachDatabase]
    public async Task Change_ByTheOrganisationsRules_EachRefusalNamesItsRule(string dialect)
    {
        await using var world = await IdentityWorld.OpenAsync(dialect);
        var (person, _) = await world.AccountAsync("mizuno", "一番目のとても長い合言葉なのです");
        var (session, _) = await world.Sessions.OpenAsync(new(Server.Kernel.Ids.New(world.World.Time)), world.ActorOf(person), "password", false, null, "test", world.Ct);
        async Task<string?> ChangeAsync(string former, string next) => (await world.Mine.ChangePasswordAsync(world.ActorOf(person), session, former, next, world.Ct))?.Code;

        Assert.Equal("sign-in.wrong", await ChangeAsync("違う", "二番目のとても長い合言葉なのです"));
        Assert.Equal("password.short", await ChangeAsync("一番目のとても長い合言葉なのです", "短い"));
        Assert.Equal("password.used", await ChangeAsync("一番目のとても長い合言葉なのです", "一番目のとても長い合言葉なのです"));
        await world.SetAsync("password.kinds", "3");
        Assert.Equal("password.kinds", await ChangeAsync("一番目のとても長い合言葉なのです", "onlysmallletters"));
        await world.SetAsync("password.history", "2");
        Assert.Null(await ChangeAsync("一番目のとても長い合言葉なのです", "Second-Long-Phrase 2"));
        Assert.Null(await ChangeAsync("Second-Long-Phrase 2", "Third-Long-Phrase 3"));
        Assert.Equal("password.used", await ChangeAsync("Third-Long-Phrase 3", "Second-Long-Phrase 2"));
        Assert.True((await world.EnterAsync("mizuno", "Third-Long-Phrase 3")).Done);
    }

    [Fact]
    public async Task Storm_OfHashes_IsBounded_AndTellsTheRestToComeBack()
    {
        using var hashing = new PasswordHashing();

        var answers = await Task.WhenAll(Enumerable.Range(0, PasswordHashing.Longest + 25).Select(_ => Task.Run(() => hashing.CheckAsync(null, "x", TestContext.Current.CancellationToken))));

        Assert.Contains(answers, a => a is null);
        Assert.InRange(answers.Count(a => a is not null), 1, PasswordHashing.Longest + 5);
        Assert.All(answers.Where(a => a is not null), a => Assert.False(a!.Right));
    }
}

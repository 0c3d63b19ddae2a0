using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>Every page, in both languages, on a laptop and on a phone.</summary>
[Collection("browser")]   // one after the other: they share one server and its data
public sealed class PagesTests(Site site)
{
    public static readonly string[] Paths =
    [
        "/", "/catalogs", "/catalogs/mhlw-5", "/catalogs/new/table", "/jobs", "/ledger", "/privileges", "/privileges/new", "/privileges/maintenance", "/recordings", "/services", "/s/platform/reference?catalog=mhlw-5", "/s/clinical/coverage", "/s/clinical/todo", "/s/ehr/todo",
        "/s/platform/controls/mhlw-5/6.5-07", "/s/ehr/checks", "/s/platform/documents", "/s/platform/import", "/s/platform/editions",
        "/notices", "/dues", "/incidents", "/incidents/new", "/changes", "/changes/new", "/vulnerabilities", "/vulnerabilities?state=all&severity=high", "/vulnerabilities/intake", "/reviews", "/reviews/new", "/duties", "/mail", "/me", "/people", "/people/new", "/people/roles", "/people/groups", "/people/settings", "/privileges", "/privileges/new", "/privileges/maintenance", "/recordings",
        "/clauses", "/clauses?catalog=mhlw-5&status=noData", "/clauses?asOf=2026-01-31", "/clauses/provision-standard/11.1.12", "/clauses/provision-standard/2.1.6",
    ];

    public static TheoryData<string, int, int> Screens => new() { { "ja", 1366, 768 }, { "en", 1366, 768 }, { "ja", 390, 844 }, { "en", 390, 844 } };

    [Theory, MemberData(nameof(Screens))]
    public async Task Open_EveryPage_FitsTheScreenInOneLanguageWithoutErrors(string language, int width, int height)
    {
        var page = await site.SignInAsync(language, width, height);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);

        foreach (var path in Paths)
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path}: {answer.Status}");
            await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(400);
            var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");
            Assert.True(over <= 0, $"{path} is {over} px wider than the screen ({language}, {width})");
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            Assert.Equal("", await ForeignAsync(page, path, language));
        }
        Assert.Empty(errors);
    }

    /// <summary>
    /// Words of the other language on a page, in text and in what is read aloud or shown on hovering, that are neither typed by people
    /// (marked with their language, or in quotation marks) nor the name of the other language.
    /// </summary>
    private static async Task<string> ForeignAsync(IPage page, string path, string language) => await page.EvaluateAsync<string>("""
        ([path, language]) => {
          const found = [];
          // In Japanese, names and formats stand in Latin letters; two English words in a row are a sentence nobody translated.
          const foreign = language === 'en' ? /[぀-ヿ一-鿿]/ : /[A-Za-z]{3,} [a-z]{3,}/;
          const look = (text, element) => {
            text = text.replace(/“[^”]*”/g, '').trim();
            if (!foreign.test(text) || text === '日本語' || text === '証' || element.closest('[lang]:not(html),script,style,code,pre')) return;
            found.push(path + ': ' + text.slice(0, 60));
          };
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) look(walk.currentNode.textContent, walk.currentNode.parentElement);
          for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label'])
            for (const element of document.querySelectorAll(`[${name}]`)) look(element.getAttribute(name), element);
          return found.slice(0, 5).join(' | ');
        }
        """, new[] { path, language });

    [Fact]
    public async Task LanguageSwitch_InTheMiddle_KeepsThePlace()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/clinical/todo?state=Open");

        await page.GetByText("English", new() { Exact = true }).First.ClickAsync();
        await page.WaitForURLAsync("**/s/clinical/todo**");

        Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
    }

    [Fact]
    public async Task Open_WithoutSigningIn_ShowsTheSignInPageOnly()
    {
        var page = await site.SignInAsync();
        await page.Context.ClearCookiesAsync();

        await page.GotoAsync("/s/platform/reference");

        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("6.1-01", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_UncoveredFigure_LeadsToItsRows()
    {
        var page = await site.SignInAsync();
        await page.GotoAsync("/s/platform");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("未カバー18件");

        await page.Locator("a", new() { HasText = "未カバー" }).First.ClickAsync();

        await page.WaitForURLAsync(url => url.Contains("/s/platform/", StringComparison.Ordinal) && url.Contains('?', StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("8.1-01");
    }
}

using System.Text.Json;
using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>axe-core finds nothing serious on any page, in either language, light or dark; and the keyboard alone is enough.</summary>
[Collection("browser")]
public sealed class AccessibilityTests(Site site)
{
    private static readonly string Axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");

    /// <summary>The pages, and what opens on them.</summary>
    private static readonly string[] Paths =
    [
        .. PagesTests.Paths, "/s/platform/reference?catalog=mhlw-5&control=6.5-07", "/s/ehr/controls/mhlw-5/6.11-09", "/catalogs/mhlw-5?control=6.5-07", "/s/ehr/checks?check=uncovered", "/not-there",
    ];

    public static TheoryData<string, string, int, int> Looks => new() { { "ja", "light", 1366, 768 }, { "en", "light", 1366, 768 }, { "ja", "dark", 1366, 768 }, { "en", "dark", 390, 844 } };

    [Theory, MemberData(nameof(Looks))]
    public async Task Audit_EveryPage_HasNothingSerious(string language, string theme, int width, int height)
    {
        Assert.True(File.Exists(Axe), "axe-core is missing. It comes with npm: run “npm ci” in tests/Akashi.EndToEnd and build again.");
        var page = await site.SignInAsync(language, width, height);
        await page.GotoAsync($"/theme/{theme}?back=/");
        var found = new List<string>();

        foreach (var path in Paths)
        {
            await page.GotoAsync(path);
            await page.ReadyAsync();
            var wrong = await AuditAsync(page);
            if (wrong.Count > 0)
            {
                // A page in the middle of drawing shows what nobody gets to read: what counts is what stays.
                await page.WaitForTimeoutAsync(3_000);
                wrong = await AuditAsync(page);
            }
            found.AddRange(wrong.Select(v => $"{path} ({language}, {theme}, {width}): {v}"));
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task Audit_SignInPage_HasNothingSerious()
    {
        var page = await site.SignInAsync();
        await page.Context.ClearCookiesAsync();
        await page.OpenAsync("/sign-in");

        Assert.Empty(await AuditAsync(page));
    }

    [Fact]
    public async Task Audit_PageWithAMistake_IsFound()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/services");
        await page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<input><button></button>')");

        Assert.Contains(await AuditAsync(page), v => v.StartsWith("button-name", StringComparison.Ordinal));
    }

    /// <summary>Serious and critical violations: rule, and where.</summary>
    private static async Task<IReadOnlyList<string>> AuditAsync(IPage page)
    {
        // Past the page's own policy, which lets no script in that is not ours.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' || '))
            """);
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }
}

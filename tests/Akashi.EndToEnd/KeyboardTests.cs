using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>With the keyboard alone: every stop is seen, and the table can be worked with.</summary>
[Collection("browser")]
public sealed class KeyboardTests(Site site)
{
    [Theory]
    [InlineData("/", "ja")]
    [InlineData("/s/platform/reference?catalog=mhlw-5", "ja")]
    [InlineData("/s/platform/reference?catalog=mhlw-5&control=6.5-07", "en")]
    [InlineData("/s/ehr/todo", "en")]
    [InlineData("/s/ehr/coverage", "ja")]
    [InlineData("/s/ehr/checks", "ja")]
    [InlineData("/s/platform/documents", "en")]
    [InlineData("/s/platform/import", "ja")]
    [InlineData("/s/platform/editions", "ja")]
    [InlineData("/catalogs/new/table", "en")]
    public async Task Tab_ThroughAPage_ShowsEveryStop(string path, string language)
    {
        var page = await site.SignInAsync(language);
        await page.OpenAsync(path);
        var (unseen, stops) = (new List<string>(), new HashSet<string>());

        for (var i = 0; i < 45; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            // A stop is seen when it, or the label around it, has a ring, and lies in the window.
            var stop = await page.EvaluateAsync<string>("""
                () => {
                  const at = document.activeElement;
                  if (!at || at === document.body) return '';
                  const shown = el => { const s = el && getComputedStyle(el); return s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'); };
                  const box = (at.matches('input[type=radio], input[type=file]') ? at.closest('label') ?? at : at).getBoundingClientRect();
                  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                  const name = at.tagName + ' ' + (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40);
                  return (shown(at) || shown(at.closest('label')) ? '' : 'no ring: ') + (inside ? '' : 'outside: ') + name;
                }
                """);
            if (stop.StartsWith("no ring", StringComparison.Ordinal) || stop.StartsWith("outside", StringComparison.Ordinal)) unseen.Add(stop);
            stops.Add(stop);
        }

        Assert.Empty(unseen);
        Assert.True(stops.Count > 15, string.Join(", ", stops));
    }

    [Fact]
    public async Task Grid_ArrowsEnterAndEscape_MoveOpenAndComeBack()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/platform/reference?catalog=mhlw-5");
        await page.Locator("tr[data-row]").First.FocusAsync();

        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("6.2-02", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**control=6.2-02**");
        await Assertions.Expect(page.Locator("#panel-title")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-panel]")).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(400);
        Assert.Equal("6.2-02", await FocusedAsync(page));
        await page.Keyboard.PressAsync("End");
        await page.WaitForTimeoutAsync(800);
        var last = await FocusedAsync(page);
        Assert.StartsWith("8.", last, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Home");
        await page.WaitForTimeoutAsync(800);
        Assert.Equal("6.1-01", await FocusedAsync(page));
    }

    [Fact]
    public async Task Menu_OpenedByKeyboard_ClosesWithEscapeAndGivesTheFocusBack()
    {
        var page = await site.SignInAsync();
        await page.OpenAsync("/s/ehr/todo");
        var summary = page.Locator(".list-export summary");
        await summary.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".list-export .menu-body")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator(".list-export .menu-body")).ToBeHiddenAsync();
        await Assertions.Expect(summary).ToBeFocusedAsync();
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement?.closest('[data-row]')?.dataset.row ?? document.activeElement?.tagName ?? ''");
}

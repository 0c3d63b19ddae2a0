using Microsoft.Playwright;

namespace Akashi.EndToEnd;

/// <summary>What several tests do on a page.</summary>
internal static class Pages
{
    /// <summary>The page is drawn before it is live; a click in between would go nowhere.</summary>
    public static async Task ReadyAsync(this IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.WaitForTimeoutAsync(600);
    }

    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.ReadyAsync();
    }

    public static Task SeesAsync(this IPage page, string words) => Assertions.Expect(page.Locator("body")).ToContainTextAsync(words);
}

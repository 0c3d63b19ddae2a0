using System.Net;

namespace Akashi.Bench.Data;

/// <summary>
/// A browser that came in by the one-time link. It shows its cookies by itself, since <see cref="HttpClient"/> keeps secure ones back on loopback, and follows
/// no redirect: an answer that is not a page for who is signed in ends the run, so that nobody measures the door instead.
/// </summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    private Visitor(Uri server) => _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };

    /// <summary>Opens the link.</summary>
    /// <returns>Where the link leads, e.g. <c>/</c>.</returns>
    public static async Task<(Visitor Visitor, string To)> EnterAsync(Uri link, CancellationToken ct)
    {
        var visitor = new Visitor(new(link.GetLeftPart(UriPartial.Authority)));
        using var answer = await visitor._http.GetAsync(link, ct);
        var to = answer.Headers.Location?.ToString();
        if (answer.StatusCode is not HttpStatusCode.Redirect || to is null || to.StartsWith("/sign-in", StringComparison.Ordinal) || !answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            throw new InvalidOperationException($"The link let nobody in: {(int)answer.StatusCode}, {to}.");
        visitor._http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        visitor._http.DefaultRequestHeaders.Add("Accept", "text/html");
        return (visitor, to);
    }

    /// <summary>A page to its last byte.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or leads elsewhere, or is not for who is signed in.</exception>
    public async Task<byte[]> PageAsync(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), ct);
        var page = await answer.Content.ReadAsByteArrayAsync(ct);
        // Every page has the button to leave; those before the door have none.
        if (answer.StatusCode is not HttpStatusCode.OK || page.AsSpan().IndexOf("action=\"/sign-out\""u8) < 0)
            throw new InvalidOperationException($"{path} is no page of who is signed in: {(int)answer.StatusCode}, {page.Length} bytes, {answer.Headers.Location}.");
        return page;
    }

    public void Dispose() => _http.Dispose();
}

using System.Net;
using System.Net.Http.Headers;
using Akashi.Bench.Data;
using Akashi.Server.Identity;
using Akashi.Server.References.Coverage;

namespace Akashi.Bench.Benchmarks;

/// <summary>Pages of who is signed in and API of the running server at 100 services × 6,000 controls, from request to last byte over loopback.</summary>
internal sealed class PagesBenchmark : IBenchmark
{
    private const double Budget = 100;

    public static string Name => "pages";

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        await using var world = await Generator.OpenAsync("sqlite", Shape.Large, report, ct);
        var address = await world.ListenAsync(ct);
        var board = await world.The<CoverageBoards>().ReadAsync(world.By.Organisation, b => (Codes: b.Catalogs[0].Controls.Select(c => c.Code).ToList(), Name: b.Catalogs[0].Name), ct);
        // A hospital with a diamond beneath it: the deepest chains there are.
        const string slug = "customer-070";
        var (catalog, code) = (board.Name, board.Codes[3_000]);
        string[] api =
        [
            $"/api/services/{slug}/statements?catalog={catalog}&limit=100", $"/api/services/{slug}/statements?catalog={catalog}&limit=100&after=5500",
            $"/api/services/{slug}/statements?catalog={catalog}&limit=100&coverage=Uncovered", $"/api/services/{slug}/statements?catalog={catalog}&limit=100&text=監視カメラ",
            $"/api/services/{slug}/coverage?catalog={catalog}", $"/api/services/{slug}/todo", $"/api/services/{slug}/summary", $"/api/services/{slug}/checks",
            $"/api/services/{slug}/controls/{catalog}/{code}", $"/api/catalogs/{catalog}/controls?limit=100", "/api/services",
        ];
        using var program = new HttpClient { BaseAddress = address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", world.The<OperatorToken>().Value);
        await MeasureAsync(report, program, api, path => ReadAsync(program, path, ct), ct);

        string[] pages =
        [
            "/", $"/s/{slug}", $"/s/{slug}/reference", $"/s/{slug}/reference?catalog={catalog}&text=監視カメラ", $"/s/{slug}/coverage", $"/s/{slug}/todo", $"/s/{slug}/checks",
            $"/s/{slug}/controls/{catalog}/{code}", $"/s/{slug}/import", $"/s/{slug}/editions", $"/s/{slug}/documents", "/documents", "/services", "/catalogs", $"/catalogs/{catalog}",
        ];
        var (visitor, _) = await Visitor.EnterAsync(new(address, $"/sign-in/{world.The<SignInLinks>().Issue()}"), ct);
        using (visitor) await MeasureAsync(report, program, pages, path => visitor.PageAsync(path, ct), ct);
    }

    private static async Task MeasureAsync(Report report, HttpClient program, string[] paths, Func<string, Task<byte[]>> read, CancellationToken ct)
    {
        foreach (var path in paths)
        {
            var size = (await read(path)).Length;
            var taken = await Meter.InTurnsAsync(15, 10, () => read(path), () => NothingAsync(program, ct));
            report.Add(new($"pages: {Short(path)} {size / 1024.0:0} kB", taken[0], "404 of the same server", taken[1], Budget));
        }
    }

    /// <exception cref="InvalidOperationException">The answer is not the API's.</exception>
    private static async Task<byte[]> ReadAsync(HttpClient program, string path, CancellationToken ct)
    {
        using var answer = await program.GetAsync(new Uri(path, UriKind.Relative), ct);
        if (answer.StatusCode is not HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "application/json")
            throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}, {answer.Content.Headers.ContentType}.");
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>The path without the names that the generator gave.</summary>
    private static string Short(string path) => Uri.UnescapeDataString(path).Replace("customer-070", "x", StringComparison.Ordinal).Replace("generated-1", "y", StringComparison.Ordinal);

    private static async Task NothingAsync(HttpClient program, CancellationToken ct)
    {
        using var answer = await program.GetAsync(new Uri("/api/nothing-is-here", UriKind.Relative), ct);
        if (answer.StatusCode is not HttpStatusCode.NotFound) throw new InvalidOperationException($"404 was expected, {(int)answer.StatusCode} came.");
        await answer.Content.ReadAsByteArrayAsync(ct);
    }
}

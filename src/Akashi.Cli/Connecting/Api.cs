using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Akashi.Cli.Connecting;

/// <summary>The server said no (RFC 9457).</summary>
/// <param name="body">The problem document as it came.</param>
internal sealed class ProblemException(Problem problem, byte[] body) : Exception($"{problem.Detail ?? problem.Title} [{problem.Title}]")
{
    public Problem Problem { get; } = problem;
    public byte[] Body { get; } = body;
}

/// <summary>Asks a server over HTTP.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    public Api(Uri address, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Words.English ? "en" : "ja");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("akashi-cli");
    }

    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;

    public static T Read<T>(JsonNode json, JsonTypeInfo<T> type) => json.Deserialize(type)!;

    public async Task<byte[]> GetAsync(string path, CancellationToken ct) => await SendAsync(HttpMethod.Get, path, null, ct);

    public async Task<byte[]> PostAsync(string path, HttpContent? content, CancellationToken ct) => await SendAsync(HttpMethod.Post, path, content, ct);

    /// <summary>An act on an entry that was seen in this version; opens one without.</summary>
    public async Task<byte[]> ActAsync(string path, JsonObject body, int? version, CancellationToken ct)
    {
        using var content = new ByteArrayContent(body.ToUtf8()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await SendAsync(HttpMethod.Post, path, content, ct, version);
    }

    /// <summary>A paged answer, read to its end: the first page with the lines of all.</summary>
    /// <param name="lines">Name of the property that holds the lines.</param>
    /// <param name="limit">Stop after so many lines; null for all.</param>
    public async Task<JsonObject> PagesAsync(string path, string lines, int? limit, CancellationToken ct)
    {
        JsonObject? all = null;
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (int? after = null; ;)
        {
            var wanted = Math.Min(500, limit is { } most ? most - (all?[lines]!.AsArray().Count ?? 0) : 500);
            var page = string.Create(CultureInfo.InvariantCulture, $"{path}{separator}limit={wanted}{(after is null ? "" : $"&after={after}")}");
            var answer = JsonNode.Parse(await GetAsync(page, ct))!.AsObject();
            var next = answer["next"]?.GetValue<int>();
            if (all is null) all = answer;
            else foreach (var line in answer[lines]!.AsArray()) all[lines]!.AsArray().Add(line!.DeepClone());
            all["next"] = next;
            if (next is null || all[lines]!.AsArray().Count >= limit) return all;
            after = next;
        }
    }

    /// <summary>A file as it streams; the caller disposes the response.</summary>
    public async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken ct)
    {
        var response = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ProblemAsync(response, ct);
    }

    private async Task<byte[]> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct, int? version = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (version is { } seen) request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{seen}\""));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode) throw await ProblemAsync(response, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    private static async Task<Exception> ProblemAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        var status = (int)response.StatusCode;
        if (status == 401)
            return CommandFailedException.NoServer(new("サーバーがトークンを受け付けません。--token または AKASHI_TOKEN を確かめてください。", "The server does not accept the token. Look at --token or AKASHI_TOKEN."));
        Problem? problem = null;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json") problem = Read(body, Answers.Default.Problem);
        }
        catch (JsonException)
        {
            // Not a problem document after all: the status speaks.
        }
        return new ProblemException(problem ?? new(status.ToString(CultureInfo.InvariantCulture), response.ReasonPhrase, status, default), body);
    }

    public void Dispose() => _http.Dispose();
}

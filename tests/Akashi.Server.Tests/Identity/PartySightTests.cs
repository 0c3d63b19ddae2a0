using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Akashi.Server.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Akashi.Server.Tests.Identity;

/// <summary>Disclosure is a boundary: what the sample's people of each party get over HTTP, and what they do not, whichever way they ask.</summary>
public sealed class PartySightTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Actor Operator => server.Services.GetRequiredService<LocalOperator>().Actor;

    /// <summary>A client of one of the sample's people, by a token that is good for everything they may.</summary>
    private async Task<HttpClient> ClientAsync(string person)
    {
        await using var db = server.Services.GetRequiredService<DbFactory>().Open(Operator.Organisation);
        var found = (await db.People.ToListAsync(Ct)).Single(p => p.Name.Ja == person);
        var (token, hash) = ApiTokens.Fresh(Operator.Organisation);
        var issued = await server.Services.GetRequiredService<Desk>().OpenAsync(ApiToken.Issue, new HashedToken(found.Id, "test", ["*"], TimeProvider.System.GetUtcNow().AddDays(1), hash), Operator, Ct);
        Assert.True(issued.Done);
        var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path) => (await client.GetAsync(path, Ct)).StatusCode;

    [Fact]
    public async Task Hospital_OpensItsOwnServiceOnly_WhereverItAsks()
    {
        using var hospital = await ClientAsync("青葉台総合病院 担当");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hospital, "api/services/clinical/statements?catalog=mhlw-5"));
        foreach (var slug in (string[])["platform", "ehr", "no-such-service"])
            foreach (var path in (string[])["statements?catalog=mhlw-5", "summary", "coverage?catalog=mhlw-5", "todo", "checks", "editions", "imports", "export?format=json", "lists/reference?format=csv", "controls/mhlw-5/6.5-07"])
                Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(hospital, $"api/services/{slug}/{path}"));
        foreach (var path in (string[])["api/people/", "api/assignments/", "api/settings/", "api/tokens/", "api/ledger/", "api/ledger/leaves", "api/ledger/export", "api/incidents/", "api/incidents/export", "api/changes/", "api/changes/export"])
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(hospital, path));
        Assert.Equal(HttpStatusCode.Forbidden, (await hospital.PostAsJsonAsync("api/parties", new { kind = "customer", name = new { ja = "院", en = "Clinic" } }, Ct)).StatusCode);
    }

    [Fact]
    public async Task Hospital_ReadsOfTheCloud_WhatIsPublic_AndNothingUnderNdaByIdSearchOrFile()
    {
        using var hospital = await ClientAsync("青葉台総合病院 担当");
        await using var db = server.Services.GetRequiredService<DbFactory>().Open(Operator.Organisation);
        var platform = await db.Services.SingleAsync(s => s.Slug == "platform", Ct);
        var nda = await (from s in db.Statements join c in db.Controls on s.Control equals c.Id join k in db.Catalogs on s.Catalog equals k.Id
                         where s.Service == platform.Id && s.Disclosure == Disclosure.Nda && s.Finding != null && k.Name == "mhlw-5" orderby c.Ordinal select new { s.Id, c.Code, s.Finding, s.View }).FirstAsync(Ct);

        var page = await hospital.GetStringAsync($"api/services/clinical/controls/mhlw-5/{nda.Code}", Ct);
        var layers = JsonDocument.Parse(page).RootElement.GetProperty("layers").EnumerateArray().ToList();
        var cloud = layers.Single(l => l.GetProperty("service").GetProperty("slug").GetString() == "platform").GetProperty("statement").GetProperty("body");

        Assert.Equal("nda", cloud.GetProperty("disclosure").GetString());
        Assert.True(!cloud.TryGetProperty("finding", out var finding) || finding.ValueKind is JsonValueKind.Null);
        Assert.DoesNotContain(JsonEncodedText.Encode(nda.Finding!).ToString()[..Math.Min(12, nda.Finding!.Length)], page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(hospital, $"api/statements/{nda.Id.Value}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(hospital, $"api/statements/{nda.Id.Value}/history"));
        var documents = JsonDocument.Parse(await hospital.GetStringAsync("api/documents/?limit=1000", Ct)).RootElement.EnumerateArray().ToList();
        Assert.All(documents.Where(d => d.GetProperty("party").GetGuid() == platform.Party.Value), d => Assert.Contains(d.GetProperty("disclosure").GetString(), (string[])["public", "none"]));
        foreach (var edition in await db.Editions.Where(e => e.PublishedBy != null && e.Service == platform.Id).ToListAsync(Ct))
            Assert.All(edition.Files, f => Assert.Equal(HttpStatusCode.NotFound, hospital.GetAsync($"api/editions/{edition.Id.Value}/files/{f.File.Hash}", Ct).GetAwaiter().GetResult().StatusCode));
    }

    [Fact]
    public async Task Integrator_UnderNda_ReadsTheFindingsOfTheCloud_NotThoseOfTheHospital()
    {
        using var integrator = await ClientAsync("みなと医療システム 担当");
        using var hospital = await ClientAsync("青葉台総合病院 担当");
        await using var db = server.Services.GetRequiredService<DbFactory>().Open(Operator.Organisation);
        var code = await (from s in db.Statements join c in db.Controls on s.Control equals c.Id join k in db.Catalogs on s.Catalog equals k.Id join v in db.Services on s.Service equals v.Id
                          where v.Slug == "platform" && s.Disclosure == Disclosure.Nda && s.Finding != null && k.Name == "mhlw-5" orderby c.Ordinal select c.Code).FirstAsync(Ct);
        static JsonElement Cloud(string page) => JsonDocument.Parse(page).RootElement.GetProperty("layers").EnumerateArray().Single(l => l.GetProperty("service").GetProperty("slug").GetString() == "platform");

        var seen = Cloud(await integrator.GetStringAsync($"api/services/ehr/controls/mhlw-5/{code}", Ct)).GetProperty("statement").GetProperty("body");

        Assert.Equal(JsonValueKind.String, seen.GetProperty("finding").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(integrator, "api/services/clinical/statements?catalog=mhlw-5"));
        Assert.DoesNotContain("clinical", await integrator.GetStringAsync("api/services/", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditor_ReadsTheWholeOrganisationUnderNda_AndChangesNothing()
    {
        using var auditor = await ClientAsync("あさぎり監査法人 監査人");

        foreach (var path in (string[])["api/services/platform/statements?catalog=mhlw-5", "api/services/clinical/summary", "api/ledger/", "api/people/", "api/settings/"])
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(auditor, path));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(auditor, "api/services/platform/export?format=json&audience=internal"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(auditor, "api/services/platform/export?format=json&audience=nda"));
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsJsonAsync("api/parties", new { kind = "customer", name = new { ja = "院", en = "Clinic" } }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("api/sign-in-links", null, Ct)).StatusCode);
    }

    [Fact]
    public async Task Token_ForReading_DoesNotWrite_AndTheAttemptIsALeaf()
    {
        await using var db = server.Services.GetRequiredService<DbFactory>().Open(Operator.Organisation);
        var person = (await db.People.ToListAsync(Ct)).Single(p => p.Name.Ja == "連絡会 統制担当");
        var answer = await server.Http.PostAsJsonAsync("api/tokens", new { person = person.Id.Value, name = "読むだけ", acts = (string[])["references.*"], expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) }, Ct);
        using var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("token").GetString());
        var before = await db.Leaves.LongCountAsync(Ct);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "api/services/platform/summary"));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("api/parties", new { kind = "customer", name = new { ja = "院", en = "Clinic" } }, Ct)).StatusCode);

        var leaves = (await db.Leaves.Where(l => l.Index >= before).Select(l => l.Body).ToListAsync(Ct)).Select(System.Text.Encoding.UTF8.GetString);
        Assert.Contains(leaves, l => l.Contains("\"act\":\"parties.register\"", StringComparison.Ordinal) && l.Contains("\"outcome\":\"denied\"", StringComparison.Ordinal));
    }
}

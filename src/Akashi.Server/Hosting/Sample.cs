using System.Text.Json;
using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Hosting;

/// <summary>The sample organisation as it stands in <c>samples/organisation.json</c>: its files go through the same import as anybody's.</summary>
internal sealed record Sample(SampleOrganisation Organisation, IReadOnlyList<SampleParty> Parties, IReadOnlyList<SampleService> Services, IReadOnlyList<SampleMember> People, IReadOnlyList<SampleLoad> Load)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "samples");

    public static async Task<Sample> ReadAsync(CancellationToken ct)
    {
        await using var stream = File.OpenRead(Path.Combine(Folder, "organisation.json"));
        return (await JsonSerializer.DeserializeAsync<Sample>(stream, CatalogFile.Json, ct))!;
    }

    /// <summary>
    /// Registers parties and services and imports every file in its order, from where an interrupted load stopped: each file
    /// that was imported whole has left its run behind.
    /// </summary>
    public async Task LoadAsync(Desk desk, Importer importer, DbFactory databases, Actor by, IProgress<double> progress, CancellationToken ct)
    {
        await using var db = databases.Open(by.Organisation);
        var done = await db.Imports.CountAsync(ct);
        var parties = new Dictionary<string, PartyId>();
        var known = (await db.Parties.ToListAsync(ct)).ToDictionary(p => p.Name.Ja, p => p.Id);
        foreach (var party in Parties)
            parties[party.Key] = known.TryGetValue(party.Name.Ja, out var id) ? id : Must(await desk.OpenAsync(Party.Register, new PartyBody(party.Kind, party.Name), by, ct)).Id;
        var services = await db.Services.ToDictionaryAsync(s => s.Slug, s => s.Id, ct);
        foreach (var s in Services.Where(s => !services.ContainsKey(s.Key)))
        {
            var body = new ServiceBody(parties[s.Party], s.Key, s.Name, s.Model, s.Regions ?? [], s.Sites ?? [], [.. (s.BuiltOn ?? []).Select(key => services[key])]);
            services[s.Key] = Must(await desk.OpenAsync(Service.Register, body, by, ct)).Id;
        }
        await EnrolAsync(desk, db, parties, services, by, ct);
        foreach (var (i, load) in Load.Index().Skip(done))
        {
            var files = load.Files.Select(name => new InputFile(name, File.OpenRead(Path.Combine(Folder, name)))).ToList();
            try
            {
                Must(await importer.ApplyAsync(new(services[load.Service], parties[load.Party], files, ReadOptions.None), by, ct));
            }
            finally
            {
                foreach (var file in files) await file.Content.DisposeAsync();
            }
            progress.Report((i + 1.0) / Load.Count);
        }
    }

    /// <summary>One person for each stand that somebody can look at Akashi from; they have no password, a click enters them (<see cref="SamplePeople"/>).</summary>
    private async Task EnrolAsync(Desk desk, Db db, Dictionary<string, PartyId> parties, Dictionary<string, ServiceId> services, Actor by, CancellationToken ct)
    {
        var known = (await db.People.ToListAsync(ct)).ToDictionary(p => p.Name.Ja, p => p.Id);
        foreach (var member in People.Where(m => !known.ContainsKey(m.Name.Ja)))
        {
            var person = Must(await desk.OpenAsync(Person.Add, new PersonBody(member.Name, member.Party is null ? null : parties[member.Party], null, null), by, ct)).Id;
            foreach (var role in member.Roles)
                foreach (var service in member.Services?.Select(s => (ServiceId?)services[s]) ?? [null])
                    Must(await desk.OpenAsync(Assigning.Appoint, new AssignmentBody(person, role, service, Clearance: member.Clearance), by, ct));
        }
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.Refusal is null ? outcome.Value! : throw new InvalidOperationException(
        $"{outcome.Refusal.Code}: {outcome.Refusal.Message} {string.Join("; ", (outcome.Refusal.Detail as ImportPlan)?.Problems.Select(p => $"{p.Place} {p.Message}") ?? [])}");
}

internal sealed record SampleOrganisation(Text Name);

internal sealed record SampleParty(string Key, PartyKind Kind, Text Name);

internal sealed record SampleService(
    string Key, string Party, DeliveryModel Model, Text Name, IReadOnlyList<Region>? Regions, IReadOnlyList<Site>? Sites, IReadOnlyList<string>? BuiltOn);

internal sealed record SampleLoad(string Service, string Party, IReadOnlyList<string> Files);

/// <param name="Party">Null for the organisation's own people.</param>
/// <param name="Services">For whom the roles are for some services only; null for all that the party has.</param>
internal sealed record SampleMember(Text Name, string? Party, IReadOnlyList<string> Roles, Disclosure Clearance, IReadOnlyList<string>? Services);

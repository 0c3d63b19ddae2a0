using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Services;
using Akashi.Server.Tests.Identity;
using Akashi.Server.Tests.Measures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Registers.Incidents;

/// <summary>An organisation with an engineer, a compliance officer and an auditor, a service and two customers. It is Tuesday, 24 November 2026, 10:00 in Japan; the day before was a holiday.</summary>
internal sealed class IncidentRoom : IAsyncDisposable
{
    public IdentityWorld World { get; }
    public IncidentResponse Response { get; }
    public IncidentsReading Reading { get; }
    public IncidentClock Clock { get; }
    public Person Engineer { get; private set; } = null!;
    public Person Officer { get; private set; } = null!;
    public Person Auditor { get; private set; } = null!;
    public Service Platform { get; private set; } = null!;
    public PartyId First { get; private set; }
    public PartyId Second { get; private set; }
    public CancellationToken Ct => World.Ct;
    public DateTimeOffset Now => World.World.Time.GetUtcNow();

    private IncidentRoom(IdentityWorld world)
    {
        World = world;
        Response = new(world.Desk, world.Permissions, world.World.Time);
        Reading = new(world.World.Databases, world.World.Time);
        Clock = new(Response, world.Permissions, world.World.Databases, world.World.Time, NullLogger<IncidentClock>.Instance);
    }

    public static async Task<IncidentRoom> OpenAsync(string dialect)
    {
        var room = new IncidentRoom(await IdentityWorld.OpenAsync(dialect));
        var w = room.World;
        w.World.Time.SetUtcNow(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        (room.Engineer, room.Officer, room.Auditor) = (await w.PersonAsync("技術者"), await w.PersonAsync("統制担当"), await w.PersonAsync("監査人"));
        await w.RoleAsync(room.Engineer, "engineer");
        await w.RoleAsync(room.Officer, "compliance-officer");
        await w.RoleAsync(room.Auditor, "auditor");
        room.Platform = await w.World.ServiceAsync((await w.World.PartyAsync(PartyKind.Provider, "提供")).Id, "platform");
        (room.First, room.Second) = ((await w.World.PartyAsync(PartyKind.Customer, "第一病院")).Id, (await w.World.PartyAsync(PartyKind.Customer, "第二病院")).Id);
        return room;
    }

    public Actor By(Person person) => World.ActorOf(person);

    public async Task<Incident> ReportAsync(int minutesAgo = 0, bool exercise = false, string? mark = null) =>
        await World.World.MustAsync(Response.ReportAsync(new("応答がない", "画面が開かない", IncidentSource.Staff, Now.AddMinutes(-minutesAgo), exercise, [Platform.Id], mark), By(Engineer), Ct));

    public async Task<Incident> TriageAsync(Incident incident, PersonalData data = PersonalData.No, params PartyId[] customers) =>
        await World.World.MustAsync(Response.TriageAsync(incident.Id, incident.Version, new(IncidentSeverity.High, "判断基準の二に当たる", data, [Platform.Id], customers, Engineer.Id), By(Officer), Ct));

    public async Task<IncidentWhole> WholeAsync(Incident incident) => (await Reading.FindAsync(incident.Id, By(Officer), Ct))!;

    public async Task<ReportDuty> DutyAsync(Incident incident, ReportStage stage, Recipient recipient, PartyId? customer = null) =>
        (await WholeAsync(incident)).Reports.Single(d => d.Stage == stage && d.Recipient == recipient && d.Customer == customer && d.GivenAt is null);

    public Task<Outcome<ReportDuty>> TryTellAsync(ReportDuty duty, ReportBody? body = null) =>
        Response.TellAsync(duty.Id, duty.Version, body ?? new(ReportChannel.Email, "障害が起きています。", Cause: duty.Stage is ReportStage.First ? null : "経路の故障", Forecast: duty.Stage is ReportStage.First ? null : "本日15時"), By(Officer), Ct);

    public async Task TellAllAsync(Incident incident)
    {
        while ((await WholeAsync(incident)).Reports.FirstOrDefault(d => d.GivenAt is null) is { } owed) await World.World.MustAsync(TryTellAsync(owed));
    }

    public async Task<IReadOnlyList<string>> NoticesAsync(Person person) => [.. (await new NoticesReading(World.World.Databases).OfAsync(By(person), unseen: true, Ct)).Select(n => n.Kind)];

    public async Task<(double?, Verdict)> OfAsync(Measure measure, DateTimeOffset? asOf = null) => await Taken.OfAsync(World.World, measure, asOf) is var given ? (given.Value, given.Verdict) : default;

    public async ValueTask DisposeAsync()
    {
        Clock.Dispose();
        await World.DisposeAsync();
    }
}

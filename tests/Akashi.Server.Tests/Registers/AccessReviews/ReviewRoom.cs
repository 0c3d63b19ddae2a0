using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Services;
using Akashi.Server.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akashi.Server.Tests.Registers.AccessReviews;

/// <summary>An organisation with an administrator, two reviewers and two engineers.</summary>
internal sealed class ReviewRoom : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-review-").FullName;

    public IdentityWorld World { get; }
    public Reviews Reviews { get; }
    public Leaving Leaving { get; }
    public ReviewsReading Reading { get; }
    public ReviewClock Clock { get; }
    public EvidenceStore Store { get; }
    public Person Admin { get; private set; } = null!;
    public Person First { get; private set; } = null!;
    public Person Second { get; private set; } = null!;
    public Person Engineer { get; private set; } = null!;
    public Person Other { get; private set; } = null!;
    public CancellationToken Ct => World.Ct;
    public DateOnly Today => Akashi.Server.Kernel.Clock.Today(World.World.Time);

    private ReviewRoom(IdentityWorld world)
    {
        (World, Store) = (world, new(_folder));
        Reviews = new(world.Desk, world.Permissions, Store, world.World.Time);
        Leaving = new(world.Desk, world.Sessions, [Reviews]);
        Reading = new(world.World.Databases, world.World.Time);
        Clock = new(Reviews, world.Permissions, world.World.Databases, world.World.Time, NullLogger<ReviewClock>.Instance);
    }

    public static async Task<ReviewRoom> OpenAsync(string dialect)
    {
        var room = new ReviewRoom(await IdentityWorld.OpenAsync(dialect));
        var w = room.World;
        (room.Admin, room.First, room.Second, room.Engineer, room.Other) = (await w.PersonAsync("管理者"), await w.PersonAsync("承認者一"), await w.PersonAsync("承認者二"), await w.PersonAsync("技術者"), await w.PersonAsync("別の技術者"));
        await w.RoleAsync(room.Admin, "administrator");
        await w.RoleAsync(room.First, "approver");
        await w.RoleAsync(room.Second, "approver");
        await w.RoleAsync(room.Engineer, "engineer");
        await w.RoleAsync(room.Other, "engineer");
        return room;
    }

    public Actor By(Person person) => World.ActorOf(person);

    /// <summary>Engineers are decided on by the second reviewer, all others by the first; what is the first's own by the second.</summary>
    public Task<Outcome<ReviewCampaign>> TryOpenAsync(Person? by = null) =>
        Reviews.OpenAsync(new("下期の棚卸し", Today.AddDays(14), [new(Second.Id, Role: "engineer"), new(First.Id), new(Second.Id)]), By(by ?? Admin), Ct);

    public async Task<ReviewCampaign> OpenAsync() => await World.World.MustAsync(TryOpenAsync());

    public async Task<ReviewLine> LineAsync(ReviewCampaign campaign, Person person)
    {
        await using var db = World.World.Open();
        return await db.ReviewLines.SingleAsync(l => l.Campaign == campaign.Id && l.Person == person.Id, Ct);
    }

    public async Task<Outcome<ReviewLine>> DecideAsync(ReviewCampaign campaign, Person about, bool keep, string? reason, Person by)
    {
        var line = await LineAsync(campaign, about);
        return await Reviews.DecideAsync(line.Id, line.Version, new(keep, reason), By(by), Ct);
    }

    public async Task<IReadOnlyList<string>> NoticesAsync(Person person) => [.. (await new NoticesReading(World.World.Databases).OfAsync(By(person), unseen: true, Ct)).Select(n => n.Kind)];

    public async Task<ReviewCampaign> StandsAsync(ReviewCampaign campaign) => (await Reading.FindAsync(campaign.Id, By(Admin), Ct))!.Value.State.Campaign;

    public async ValueTask DisposeAsync()
    {
        Clock.Dispose();
        await World.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

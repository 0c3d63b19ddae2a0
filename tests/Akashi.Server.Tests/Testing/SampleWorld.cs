using Akashi.Server.Catalogs;
using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.Tests.Testing;

/// <summary>A world with the shipped catalogs, a provider's platform, an integrator's and a hospital's service, ready to import into.</summary>
public sealed class SampleWorld : IAsyncDisposable
{
    private readonly string _evidence = Directory.CreateTempSubdirectory("akashi-evidence-").FullName;

    public TestWorld World { get; }
    public Service Platform { get; private set; } = null!;
    public Service Ehr { get; private set; } = null!;
    public Service Clinical { get; private set; } = null!;
    public CatalogFiles Catalogs { get; }
    public Importer Importer { get; }
    public Publisher Publisher { get; }
    public EvidenceStore Store { get; }
    public Summaries Summaries { get; }
    public Actor By => World.Operator;
    public CancellationToken Ct => World.Ct;

    private SampleWorld(TestWorld world)
    {
        World = world;
        Catalogs = new(world.Databases);
        Importer = new(world.Desk, world.Databases, Catalogs, world.Time);
        Store = new(_evidence);
        Publisher = new(world.Desk, world.Databases, new(world.Databases, Catalogs), Store, new(world.Databases, Store), new(Path.Combine(_evidence, "editions"), Store), new(world.Sequencer, world.Time), world.Time);
        Summaries = new(world.Boards);
    }

    public static async Task<SampleWorld> OpenAsync(string dialect)
    {
        var sample = new SampleWorld(await TestWorld.OpenAsync(dialect));
        var world = sample.World;
        foreach (var file in await CatalogFiles.ShippedAsync(world.Ct)) await world.MustAsync(new CatalogLoader(world.Desk, world.Time).LoadAsync(file, world.Operator, world.Ct));
        sample.Platform = await world.ServiceAsync((await world.PartyAsync(PartyKind.Provider, "提供")).Id, "platform");
        sample.Ehr = await world.ServiceAsync((await world.PartyAsync(PartyKind.Integrator, "構築")).Id, "ehr", sample.Platform.Id);
        sample.Clinical = await world.ServiceAsync((await world.PartyAsync(PartyKind.Customer, "病院")).Id, "clinical", sample.Ehr.Id);
        return sample;
    }

    public ImportRequest Request(Service service, params string[] files) => new(service.Id, null, [.. files.Select(Input)], ReadOptions.None);

    public async Task<ImportPlan> ImportAsync(Service service, params string[] files) => await World.MustAsync(Importer.ApplyAsync(Request(service, files), By, Ct));

    public static InputFile Input(string name) => new(name, new MemoryStream(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name))));

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        Directory.Delete(_evidence, recursive: true);
    }
}

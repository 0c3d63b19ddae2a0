using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Importing;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Hosting;

/// <summary>What a data folder is given at start: the catalogs that come with the program and, when fresh, the sample organisation.</summary>
internal static class Loading
{
    public static async Task LoadAsync(IServiceProvider services, AkashiOptions options, Terminal say, CancellationToken ct)
    {
        var local = services.GetRequiredService<LocalOperator>();
        var sample = options.Sample ? await Sample.ReadAsync(ct) : null;
        await local.EnsureAsync(new NewOrganisation(sample?.Organisation.Name ?? new("組織", "Organisation"), sample is not null), ct);
        await say.StepAsync(new("基準カタログを読み込んでいます", "Loading catalogs"), async progress =>
        {
            var loader = services.GetRequiredService<CatalogLoader>();
            var files = await CatalogFiles.ShippedAsync(ct);
            foreach (var (i, file) in files.Index())
            {
                if ((await loader.LoadAsync(file, local.Actor, ct)).Refusal is { } no) throw new InvalidOperationException($"{file.Key}: {no.Message}");
                progress.Report((i + 1.0) / files.Count);
            }
        });
        if (sample is null || !await NeededAsync(services, sample, local.Actor, ct)) return;
        await say.StepAsync(new("見本の組織を読み込んでいます", "Loading the sample organisation"), progress =>
            sample.LoadAsync(services.GetRequiredService<Desk>(), services.GetRequiredService<Importer>(), services.GetRequiredService<DbFactory>(), local.Actor, progress, ct));
    }

    /// <summary>True for a sample organisation whose load has not come to its end; a user's own organisation is left alone.</summary>
    private static async Task<bool> NeededAsync(IServiceProvider services, Sample sample, Actor by, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<DbFactory>().Open(by.Organisation);
        return await db.Organisations.AnyAsync(o => o.Sample, ct) && await db.Imports.CountAsync(ct) < sample.Load.Count;
    }
}

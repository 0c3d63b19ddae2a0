using System.Security.Cryptography;
using Akashi.Server.Catalogs;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Publishing;
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
        var stamp = await StampAsync(local.Actor.Organisation, ct);
        var stampFile = Path.Combine(options.Data, "catalogs.stamp");
        var known = File.Exists(stampFile) && await File.ReadAllTextAsync(stampFile, ct) == stamp;
        if (!known) await say.StepAsync(new("基準カタログを読み込んでいます", "Loading catalogs"), async progress =>
        {
            var loader = services.GetRequiredService<CatalogLoader>();
            var files = await CatalogFiles.ShippedAsync(ct);
            foreach (var (i, file) in files.Index())
            {
                if ((await loader.LoadAsync(file, local.Actor, ct)).Refusal is { } no) throw new InvalidOperationException($"{file.Key}: {no.Message}");
                progress.Report((i + 1.0) / files.Count);
            }
            await File.WriteAllTextAsync(stampFile, stamp, ct);
        });
        if (sample is null) return;
        if (await NeededAsync(services, sample, local.Actor, ct))
            await say.StepAsync(new("見本の組織を読み込んでいます", "Loading the sample organisation"), progress =>
                sample.LoadAsync(services.GetRequiredService<Desk>(), services.GetRequiredService<Importer>(), services.GetRequiredService<DbFactory>(), local.Actor, progress, ct));
        await PublishAsync(services, sample, options, local.Actor, say, ct);
    }

    /// <summary>Names the shipped catalogs as this organisation has them, so that a start that brings nothing new need not compare them.</summary>
    private static async Task<string> StampAsync(OrganisationId organisation, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "catalogs"), "*.json").Order(StringComparer.Ordinal)) sha.AppendData(await File.ReadAllBytesAsync(file, ct));
        // The number grows when catalogs are kept in another form, so that they are loaded once more.
        return $"2 {organisation.Value} {Convert.ToHexStringLower(sha.GetHashAndReset())}";
    }

    /// <summary>The sample's first edition, so that there is something to hand out from the first minute.</summary>
    private static async Task PublishAsync(IServiceProvider services, Sample sample, AkashiOptions options, Actor by, Terminal say, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<DbFactory>().Open(by.Organisation);
        if (!await db.Organisations.AnyAsync(o => o.Sample, ct)) return;
        var slug = sample.Load[0].Service;
        var service = await db.Services.Where(s => s.Slug == slug).Select(s => s.Id).FirstOrDefaultAsync(ct);
        if (service == default || await db.Editions.AnyAsync(e => e.Service == service && e.PublishedBy != null, ct)) return;
        await say.StepAsync(new("見本の版を公開しています", "Publishing the sample edition"), async _ =>
        {
            var outcome = await services.GetRequiredService<Publisher>().PublishAsync(service, new("Version 2.1", null, null), by, ct);
            if (outcome.Refusal is { } no) throw new InvalidOperationException($"{no.Code}: {no.Message}");
        });
        say.Line($"  {options.Editions}");
    }

    /// <summary>True for a sample organisation whose load has not come to its end; a user's own organisation is left alone.</summary>
    private static async Task<bool> NeededAsync(IServiceProvider services, Sample sample, Actor by, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<DbFactory>().Open(by.Organisation);
        return await db.Organisations.AnyAsync(o => o.Sample, ct) && await db.Imports.CountAsync(ct) < sample.Load.Count;
    }
}

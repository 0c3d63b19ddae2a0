using Akashi.Server.Catalogs;
using Akashi.Server.Identity;

namespace Akashi.Server.Hosting;

/// <summary>What a fresh data folder is given: the catalogs that come with the program and, unless declined, the sample organisation.</summary>
internal static class Loading
{
    public static async Task LoadAsync(IServiceProvider services, AkashiOptions options, Terminal say, CancellationToken ct)
    {
        var local = services.GetRequiredService<LocalOperator>();
        _ = await local.EnsureAsync(new NewOrganisation(new("組織", "Organisation"), options.Sample), ct);
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
    }
}

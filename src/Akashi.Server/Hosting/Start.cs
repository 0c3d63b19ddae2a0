using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.References.Reading;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Hosting;

/// <summary>From the command line to a running server: migrate, load, say what there is, open the door.</summary>
public static class Start
{
    /// <returns>Exit code: 0 well, 1 could not start, 2 the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        AkashiOptions options;
        try
        {
            options = AkashiOptions.Parse(arguments);
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        AkashiHost.Speak(options.Language);
        var say = new Terminal(Console.Out);
        await using var app = AkashiHost.Build(options);
        var ct = app.Lifetime.ApplicationStopping;

        await say.StepAsync(new("データベースを準備しています", "Preparing the database"), async _ =>
        {
            await using var db = app.Services.GetRequiredService<DbFactory>().Open(default);
            // Migrating compares whole models and takes a lock even when there is nothing to do.
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        });
        await Loading.LoadAsync(app.Services, options, say, ct);
        await SummariseAsync(app.Services, say, ct);
        if (options.Once) return 0;

        await app.StartAsync(ct);
        var link = $"{app.Urls.First()}/sign-in/{app.Services.GetRequiredService<SignInLinks>().Issue()}";
        _ = app.Services.GetRequiredService<OperatorToken>();   // there before anyone reads server.json
        ServerFile.Write(options, app.Urls.First());
        say.Line(new Text("\n開く: {0}\n（1回限りのリンク。Ctrl-C で終了）", "\nOpen: {0}\n(one-time link; Ctrl-C ends)").With(link));
        await app.WaitForShutdownAsync(CancellationToken.None);
        ServerFile.Delete(options);
        say.Line(new Text("終了しました。", "Stopped."));
        return 0;
    }

    /// <summary>Every service that anybody has answered for, the clouds first.</summary>
    private static async Task SummariseAsync(IServiceProvider services, Terminal say, CancellationToken ct)
    {
        var organisation = services.GetRequiredService<LocalOperator>().Actor.Organisation;
        await using var db = services.GetRequiredService<DbFactory>().Open(organisation);
        foreach (var service in await db.Services.OrderBy(s => s.Id).Select(s => new { s.Id, s.Name }).ToListAsync(ct))
        {
            if (await services.GetRequiredService<Summaries>().OfAsync(organisation, service.Id, ct) is { Catalogs.Count: > 0 } summary)
                say.Line(SummaryTable.Of(service.Name, summary));
        }
    }
}

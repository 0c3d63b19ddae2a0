using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
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
        await using var held = FolderLock.Take(options.Data);
        if (held is null)
        {
            await Console.Error.WriteLineAsync(new Text("データフォルダー {0} では別のサーバーが動いています。そちらを終了するか、--data で別のフォルダーを指定してください。",
                "Another server runs on the data folder {0}. End it, or name another folder with --data.").With(options.Data));
            return 1;
        }
        await using var app = AkashiHost.Build(options);
        var ct = app.Lifetime.ApplicationStopping;

        await say.StepAsync(new("データベースを準備しています", "Preparing the database"), async _ =>
        {
            await using var db = app.Services.GetRequiredService<DbFactory>().Open(default);
            // Migrating compares whole models and takes a lock even when there is nothing to do.
            if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any()) return;
            if (db is SqliteDb) await UnlockAsync(db, ct);
            await db.Database.MigrateAsync(ct);
        });
        try
        {
            await PrepareLedgerAsync(app.Services.GetRequiredService<LedgerStart>(), say, ct);
        }
        catch (LedgerRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"\n{refused.Refusal.Message}");
            return 1;
        }
        await Loading.LoadAsync(app.Services, options, say, ct);
        // Listening first: whoever waits for the first page need not wait for the table.
        if (!options.Once) await app.StartAsync(ct);
        await SummariseAsync(app.Services, say, ct);
        if (options.Once) return 0;

        var link = $"{app.Urls.First()}/sign-in/{app.Services.GetRequiredService<SignInLinks>().Issue()}";
        _ = app.Services.GetRequiredService<OperatorToken>();   // there before anyone reads server.json
        ServerFile.Write(options, app.Urls.First());
        say.Line(new Text("\n開く: {0}\n（1回限りのリンク。Ctrl-C で終了）", "\nOpen: {0}\n(one-time link; Ctrl-C ends)").With(link));
        await app.WaitForShutdownAsync(CancellationToken.None);
        ServerFile.Delete(options);
        say.Line(new Text("終了しました。", "Stopped."));
        return 0;
    }

    /// <summary>
    /// EF Core guards a migration on SQLite by a row that a killed process leaves behind, and the next would wait for it for ever.
    /// We hold the folder, so nobody else migrates: a row that is there is such a leftover.
    /// </summary>
    private static async Task UnlockAsync(Db db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)", ct);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", ct);
    }

    private static async Task PrepareLedgerAsync(LedgerStart ledger, Terminal say, CancellationToken ct)
    {
        await ledger.CheckAsync(ct);
        foreach (var organisation in await ledger.ToAdoptAsync(ct))
            await say.StepAsync(new("既存の記録を証跡台帳に引き継いでいます", "Adopting existing entries into the ledger"), progress => ledger.AdoptAsync(organisation, progress, ct));
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

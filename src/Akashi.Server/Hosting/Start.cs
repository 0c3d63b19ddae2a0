using Akashi.Server.Identity;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.References.Reading;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Hosting;

/// <summary>From the command line to a running server: open the door, migrate, load, let in who waits, say what there is.</summary>
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
        // The model of the database and the host need a core each, and neither the other.
        var migrated = Task.Run(() => say.StepAsync(new("データベースを準備しています", "Preparing the database"), _ => MigrateAsync(options, CancellationToken.None)));
        await using var app = AkashiHost.Build(options);
        var threshold = app.Services.GetRequiredService<Threshold>();
        var ct = app.Lifetime.ApplicationStopping;
        try
        {
            if (!options.Once)
            {
                threshold.Close();
                await app.StartAsync(ct);
            }
            await migrated;
            await PrepareLedgerAsync(app.Services, say, ct);
            await Loading.LoadAsync(app.Services, options, say, ct);
            await app.Services.GetRequiredService<JobRecovery>().CloseLeftAsync(ct);
            // Without a running host nobody else would publish what the load added.
            if (options.Once) await app.Services.GetRequiredService<LedgerPublisher>().FlushAsync(app.Services.GetRequiredService<LocalOperator>().Actor.Organisation, ct);
            threshold.Open();
            if (!options.Once) foreach (var later in app.Services.GetServices<IHostedService>().OfType<LaterService>()) later.Begin();
            // Whoever waits for a page need not wait for the table.
            if (!options.Once)
            {
                _ = app.Services.GetRequiredService<OperatorToken>();   // there before anyone reads server.json
                ServerFile.Write(options, app.Urls.First());
            }
            await SummariseAsync(app.Services, say, ct);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            threshold.Fail();
            await Task.WhenAny(migrated);
            await ExplainAsync(options, broken, ct);
            ServerFile.Delete(options);
            return 1;
        }
        if (options.Once) return 0;

        var link = $"{app.Urls.First()}/sign-in/{app.Services.GetRequiredService<SignInLinks>().Issue()}";
        say.Line(new Text("\n開く: {0}\n（1回限りのリンク。Ctrl-C で終了）", "\nOpen: {0}\n(one-time link; Ctrl-C ends)").With(link));
        await app.WaitForShutdownAsync(CancellationToken.None);
        ServerFile.Delete(options);
        say.Line(new Text("終了しました。", "Stopped."));
        return 0;
    }

    private static async Task MigrateAsync(AkashiOptions options, CancellationToken ct)
    {
        await using var db = DbFactory.For(options.DatabaseOrFile).Open(default);
        // Migrating compares whole models and takes a lock even when there is nothing to do.
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any()) return;
        if (db is SqliteDb) await UnlockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>Says on standard error why there is no server: in words where the reason is known, else with all that is known.</summary>
    private static async Task ExplainAsync(AkashiOptions options, Exception broken, CancellationToken ct)
    {
        if (ct.IsCancellationRequested && broken is OperationCanceledException)
            await Console.Error.WriteLineAsync(new Text("読み込みの途中で終了しました。次の起動で続きから読み込みます。", "Stopped while loading; the next start goes on from there."));
        else if (broken is IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
            await Console.Error.WriteLineAsync(new Text("ポート {0} は使われています。--port で別の番号を指定してください（0 で空きポート）。", "Port {0} is in use. Name another with --port (0 takes a spare one).").With(options.Port));
        else if (broken is LedgerRefusedException refused)
            await Console.Error.WriteLineAsync($"\n{refused.Refusal.Message}");
        else
            await Console.Error.WriteLineAsync(new Text("起動できませんでした: {0}\n{1}", "The server could not start: {0}\n{1}").With(broken.Message, broken));
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

    /// <summary>Before anybody may act: the log is checked, and gone on with where a former server stopped.</summary>
    /// <exception cref="LedgerRefusedException">A log contradicts itself; the server must not start.</exception>
    private static async Task PrepareLedgerAsync(IServiceProvider services, Terminal say, CancellationToken ct)
    {
        var ledger = services.GetRequiredService<LedgerStart>();
        await ledger.CheckAsync(ct);
        foreach (var organisation in await ledger.ToAdoptAsync(ct))
            await say.StepAsync(new("既存の記録を証跡台帳に引き継いでいます", "Adopting existing entries into the ledger"), progress => ledger.AdoptAsync(organisation, progress, ct));
        await services.GetRequiredService<LedgerPublisher>().CatchUpAsync(ct);
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

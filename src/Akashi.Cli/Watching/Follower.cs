using System.Diagnostics;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Verifying;
using Akashi.Ledger;

namespace Akashi.Cli.Watching;

/// <summary>How a mirror tells its people.</summary>
/// <param name="Every">Between two looks.</param>
/// <param name="Once">One look, then the end.</param>
/// <param name="AlarmCommand">Run by the shell when an alarm begins; null for none.</param>
internal sealed record FollowOptions(TimeSpan Every, bool Once, string? AlarmCommand);

/// <summary>Follows a log with a <see cref="Mirror"/> and says what happens: growth on standard output, alarms on standard error.</summary>
internal sealed class Follower(Session session, LogPlace place, FolderStorage copy, Mirror mirror, FollowOptions options)
{
    // The files beside a log that somebody needs to verify the copy. The keys stay those that were there first.
    private static readonly string[] Beside = ["schema.json", "policy", "minimum-index"];

    private string? _alarm;

    /// <returns>The exit code of the last look.</returns>
    public async Task<int> RunAsync()
    {
        while (true)
        {
            var round = await mirror.FollowAsync(session.Ct);
            await TellAsync(round);
            if (round.Held is { } held && (round.Fetched > 0 || options.Once)) await CopyBesideAsync(Checkpoint.Parse(held.Text).Size);
            if (options.Once) return round.Alarm switch { null => ExitCode.Ok, { Code: "log.unreachable" } => ExitCode.Unreadable, _ => ExitCode.No };
            await Task.Delay(options.Every, session.Ct);
        }
    }

    private async Task TellAsync(MirrorRound round)
    {
        var size = round.Held is { } held ? Checkpoint.Parse(held.Text).Size : 0;
        if (round.Alarm is null && (round.Fetched > 0 || _alarm is not null || options.Once)) await GrownAsync(round, size);
        if (round.Alarm is { } alarm && (alarm.Code != _alarm || options.Once)) await AlarmAsync(round, alarm, size);
        _alarm = round.Alarm?.Code;
    }

    private async Task GrownAsync(MirrorRound round, long size)
    {
        if (session.Json) await session.WriteAsync(Json(round, size).ToUtf8());
        else await session.Out.WriteLineAsync(_alarm is null
            ? new Words("{0}  {1:N0} 件を追加し、{2:N0} 件になりました。", "{0}  {1:N0} added, {2:N0} entries").With(Now, round.Fetched, size)
            : new Words("{0}  警報 [{1}] は解消しました。{2:N0} 件あります。", "{0}  The alarm [{1}] is over; {2:N0} entries").With(Now, _alarm, size));
        await session.Out.FlushAsync(session.Ct);
    }

    private async Task AlarmAsync(MirrorRound round, Fault alarm, long size)
    {
        if (session.Json) await session.WriteAsync(Json(round, size).ToUtf8());
        await session.Error.WriteLineAsync(new Words("{0}  警報 [{1}] {2}", "{0}  ALARM [{1}] {2}").With(Now, alarm.Code, alarm));
        await session.Error.WriteLineAsync($"  {Advice.Of(alarm).Remedy}");
        foreach (var file in round.Evidence) await session.Error.WriteLineAsync(new Words("  証拠: {0}", "  Evidence: {0}").With(Path.Combine(copy.Folder, file)));
        if (options.AlarmCommand is { } command) await CallAsync(command, alarm);
    }

    /// <summary>Runs the command with the alarm in its environment. That it fails is said, and changes nothing.</summary>
    private async Task CallAsync(string command, Fault alarm)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe") { ArgumentList = { "/c", command } } : new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command } };
        (start.Environment["AKASHI_ALARM_CODE"], start.Environment["AKASHI_ALARM_TEXT"], start.Environment["AKASHI_ALARM_LOG"]) = (alarm.Code, alarm.ToString(), place.Name);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(session.Ct);
            if (process.ExitCode != 0) await session.Error.WriteLineAsync(new Words("  警報コマンドが {0} で終わりました。", "  The alarm command ended with {0}.").With(process.ExitCode));
        }
        catch (System.ComponentModel.Win32Exception failed)
        {
            await session.Error.WriteLineAsync(new Words("  警報コマンドを実行できません: {0}", "  The alarm command could not be run: {0}").With(failed.Message));
        }
    }

    private async Task CopyBesideAsync(long size)
    {
        var files = new List<(string, ReadOnlyMemory<byte>)>();
        try
        {
            foreach (var name in (string[])[.. Beside, TimeStampToken.Path(size), TimeStampToken.CheckpointPath(size)])
                if (await place.Storage.ReadAsync(name, session.Ct) is { } content) files.Add((name, content));
            if (await copy.ReadAsync("vkeys", session.Ct) is null && await place.Storage.ReadAsync("vkeys", session.Ct) is { } keys) files.Add(("vkeys", keys));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or LedgerBrokenException)
        {
            // The log was there a moment ago; what is missing comes with the next growth.
        }
        if (files.Count > 0) await copy.WriteAsync(files, session.Ct);
    }

    private static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Json(MirrorRound round, long size) => new()
    {
        ["at"] = Now, ["size"] = size, ["fetched"] = round.Fetched,
        ["alarm"] = round.Alarm is { } a ? new JsonObject { ["code"] = a.Code, ["path"] = a.Path, ["index"] = a.Index, ["ja"] = a.Ja, ["en"] = a.En } : null,
        ["evidence"] = new JsonArray([.. round.Evidence.Select(e => (JsonNode)e)]),
    };
}

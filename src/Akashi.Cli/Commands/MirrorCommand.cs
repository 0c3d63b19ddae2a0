using System.CommandLine;
using Akashi.Cli.Verifying;
using Akashi.Cli.Watching;
using Akashi.Ledger;

namespace Akashi.Cli.Commands;

internal static class MirrorCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var where = new Argument<string>("LOG") { Description = new Words("ログのアドレスまたはフォルダー", "Address or folder of the log") };
        var to = new Option<string>("--to") { Description = new Words("写しを置くフォルダー", "Folder of the copy"), HelpName = "DIR", Required = true };
        var keys = new Option<string[]>("--key") { Description = new Words("ログの公開鍵（vkey）またはそのファイル", "Public key of the log (vkey), or a file of them"), HelpName = "VKEY|FILE" };
        var policy = new Option<string?>("--policy") { Description = new Words("必要な連署を決めるファイル（C2SP tlog-policy）", "Who must have cosigned (C2SP tlog-policy)"), HelpName = "FILE" };
        var every = Interval.Option("--every", "10s", new("確認の間隔", "Time between two looks"));
        var cosign = new Option<string?>("--cosign") { Description = new Words("保持していることを連署する秘密鍵のファイル", "File with private keys to cosign what is held"), HelpName = "FILE" };
        var silent = Interval.Option("--alarm-after", "1h", new("この間チェックポイントが更新されなければ警報", "Alarm when the log has shown nothing new for so long"));
        var once = new Option<bool>("--once") { Description = new Words("一度だけ確認して終わる", "Look once and end") };
        var call = new Option<string?>("--alarm-command") { Description = new Words("警報のときに実行するコマンド（AKASHI_ALARM_CODE、AKASHI_ALARM_TEXT を渡す）", "Command to run on an alarm (given AKASHI_ALARM_CODE and AKASHI_ALARM_TEXT)"), HelpName = "COMMAND" };
        var command = new AkashiCommand("mirror", new Words("ログを追いかけて検証し、管理者の手の届かない所に写しを持つ", "Follow a log, verify it, and keep a full copy out of its administrators' reach"),
            ("akashi mirror https://log.example.jp/audit --to mirror --key log.vkey --alarm-command 'mail -s \"$AKASHI_ALARM_CODE\" audit@example.jp'", new("追いかけ続け、警報はメールで", "Keep following; alarms by mail")),
            ("akashi mirror https://log.example.jp/audit --to mirror --key log.vkey --once", new("定期実行のジョブから。警報なら終了コード 1", "From a scheduled job; exit code 1 on an alarm"))) { where, to, keys, policy, every, cosign, silent, once, call };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(keys) ?? []).Length == 0 && result.GetValue(policy) is null) result.AddError(new Words("--key または --policy が必要です。ミラーはログ自身の鍵を信用しません。", "--key or --policy is needed: a mirror does not take the log's own word for its key."));
        });
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            using var place = await LogPlace.OpenAsync(session, parsed.GetValue(where)!);
            var trust = await Trust.OfAsync(parsed.GetValue(keys) ?? [], parsed.GetValue(policy), () => Task.FromResult<string?>(null), session.Ct);
            var copy = new FolderStorage(parsed.GetValue(to)!);
            if (place.Folder is { } folder && Path.TrimEndingDirectorySeparator(folder) == Path.TrimEndingDirectorySeparator(copy.Folder)) throw CommandFailedException.Usage(new("写しは、ログとは別のフォルダーに置いてください。", "The copy needs another folder than the log."));
            using var alone = Lock(copy.Folder);
            var mirror = new Mirror(place.Storage, copy, new MirrorOptions
            {
                Policy = trust.Policy, SilentAfter = parsed.GetValue(silent),
                Signers = parsed.GetValue(cosign) is { } file ? await KeyFile.PrivateAsync(file, session.Error, session.Ct) : [],
            }, TimeProvider.System);
            var follower = new Follower(session, place, copy, mirror, new FollowOptions(parsed.GetValue(every), parsed.GetValue(once), parsed.GetValue(call)));
            try
            {
                return await follower.RunAsync();
            }
            catch (OperationCanceledException) when (session.Ct.IsCancellationRequested && !parsed.GetValue(once))
            {
                await session.Error.WriteLineAsync(new Words("終了しました。", "Stopped."));
                return ExitCode.Ok;
            }
        });
        return command;
    }

    /// <summary>Two mirrors in one folder would write over each other. The lock goes with the process, however it ends.</summary>
    private static FileStream Lock(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "mirror.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailedException(ExitCode.No, new Words("{0} はほかのミラーが使っています。", "Another mirror is using {0}.").With(folder));
        }
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

/// <summary><c>akashi privilege</c>: asking for a privilege, deciding, ending, reviewing.</summary>
internal static class PrivilegeCommand
{
    private static readonly Words Which = new("申請のID（先頭の数文字でも）", "Id of the request (its first characters will do)");

    public static AkashiCommand Create(CommonOptions common) => new("privilege", new Words("期間を区切った特権の申請・承認・終了", "Ask for a privilege for a time, approve, end"),
        ("akashi privilege request --title \"DB maintenance\" --reason \"Rebuild an index\" --account postgres --host db1 --for 2h", new("サーバーへの2時間の特権を申請", "Ask for two hours on a server")),
        ("akashi privilege approve 019ab3c1", new("承認（申請した本人以外）", "Approve; not the one who asked")))
    {
        Request(common), List(common),
        Act(common, "approve", new Words("承認", "Approve"), null, "approve"),
        Act(common, "reject", new Words("却下", "Reject"), ReasonOption(required: true), "reject"),
        End(common),
        Review(common),
    };

    private static AkashiCommand Request(CommonOptions common)
    {
        var title = new Option<string>("--title") { Description = new Words("役割や作業の名前", "Role or work"), HelpName = "TEXT", Required = true };
        var reason = ReasonOption(required: true);
        var about = new Option<string?>("--about") { Description = new Words("対象のチケットや記録", "Ticket or entry that it is for"), HelpName = "TEXT" };
        var acts = new Option<string[]>("--act") { Description = new Words("Akashi の操作（例: people.erase）", "An act of Akashi, e.g. people.erase"), HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var accounts = new Option<string[]>("--account") { Description = new Words("サーバー上のアカウント", "Account on the servers"), HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var hosts = new Option<string[]>("--host") { Description = new Words("サーバーの名前", "Name of a server"), HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var length = new Option<string>("--for") { Description = new Words("時間（例: 30m、2h、1d）", "For how long: 30m, 2h, 1d"), HelpName = "TIME", DefaultValueFactory = _ => "1h" };
        var from = new Option<string?>("--from") { Description = new Words("始まり（既定: いま）", "From when (default: now)"), HelpName = "YYYY-MM-DDTHH:MM" };
        var now = new Option<string?>("--break-glass") { Description = new Words("緊急時: 承認を待てない理由。承認者全員に警報が届く", "Emergency: why it cannot wait; alarms every approver"), HelpName = "WHY" };
        var command = new AkashiCommand("request", new Words("特権の申請", "Ask for a privilege"),
            ("akashi privilege request --title \"Retention\" --reason \"New policy\" --act ledger.set-retention --for 30m", new("Akashi の操作を申請", "Ask for an act of Akashi")),
            ("akashi privilege request --title \"Outage\" --reason \"Pages do not open\" --break-glass \"Nobody answers at night\" --account root --host web1 --for 30m", new("緊急時の取得", "Break glass")))
            { title, reason, about, acts, accounts, hosts, length, from, now };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var time = Length(parsed.GetValue(length)!);
            var target = new JsonObject { ["kind"] = parsed.GetValue(acts) is { Length: > 0 } ? "akashi" : "servers", ["acts"] = Array(parsed.GetValue(acts)), ["accounts"] = Array(parsed.GetValue(accounts)), ["hosts"] = Array(parsed.GetValue(hosts)) };
            var body = new JsonObject { ["title"] = parsed.GetValue(title), ["reason"] = parsed.GetValue(reason), ["about"] = parsed.GetValue(about), ["target"] = target };
            var api = await session.ApiAsync();
            byte[] answer;
            if (parsed.GetValue(now) is { } why)
            {
                (body["whyNow"], body["minutes"]) = (why, (int)time.TotalMinutes);
                answer = await api.ActAsync("api/privileges/break-glass", body, null, session.Ct);
            }
            else
            {
                var start = Start(parsed.GetValue(from));
                (body["from"], body["to"]) = (start, start + time);
                answer = await api.ActAsync("api/privileges", body, null, session.Ct);
            }
            await ShowAsync(session, answer);
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand List(CommonOptions common)
    {
        var show = new Option<string>("--show") { Description = new Words("表示する申請", "Which requests"), HelpName = "all|waiting|mine|live|review", DefaultValueFactory = _ => "all" };
        show.AcceptOnlyFromAmong("all", "waiting", "mine", "live", "review");
        var command = new AkashiCommand("list", new Words("申請の一覧", "List the requests"), ("akashi privilege list --show waiting", new("自分の判断を待つもの", "What waits for me"))) { show };
        command.Does(common, async session =>
        {
            var answer = await (await session.ApiAsync()).GetAsync($"api/privileges?show={session.Parsed.GetValue(show)}", session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else
            {
                Columns.Write(session.Out, ["ID", new Words("状態", "State"), new Words("内容", "Title"), new Words("対象", "Target"), new Words("期限", "Until")],
                    [.. Api.Read(answer, Answers.Default.ListPrivilegeAnswer).Select(p => (IReadOnlyList<string>)[p.Id.ToString(), Vocabulary.Of(p.Stand, "privilege"), Columns.Clip(p.Title, 40), Columns.Clip(p.Target.Words, 40), Moment(p.Until ?? p.AskedTo)])]);
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Act(CommonOptions common, string name, Words description, Option<string?>? reason, string act)
    {
        var id = new Argument<string>("ID") { Description = Which };
        var command = new AkashiCommand(name, description) { id };
        if (reason is not null) command.Add(reason);
        command.Does(common, async session =>
        {
            var found = await FindAsync(session, session.Parsed.GetValue(id)!);
            var body = new JsonObject();
            if (reason is not null) body["reason"] = session.Parsed.GetValue(reason);
            await ShowAsync(session, await (await session.ApiAsync()).ActAsync($"api/privileges/{found.Id}/{act}", body, found.Version, session.Ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand End(CommonOptions common)
    {
        var id = new Argument<string>("ID") { Description = Which };
        var reason = ReasonOption(required: false);
        var command = new AkashiCommand("end", new Words("終了: 自分の特権の返却、申請の取り下げ。--reason があれば取り消し", "End: give back one's own or withdraw the request; with --reason revoke"),
            ("akashi privilege end 019ab3c1", new("自分の特権を返す", "Give one's own back")), ("akashi privilege end 019ab3c1 --reason \"Work called off\"", new("取り消す", "Revoke"))) { id, reason };
        command.Does(common, async session =>
        {
            var found = await FindAsync(session, session.Parsed.GetValue(id)!);
            var why = session.Parsed.GetValue(reason);
            var act = why is not null ? "revoke" : found.Stand == "requested" ? "withdraw" : "give-back";
            await ShowAsync(session, await (await session.ApiAsync()).ActAsync($"api/privileges/{found.Id}/{act}", why is null ? [] : new JsonObject { ["reason"] = why }, found.Version, session.Ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Review(CommonOptions common)
    {
        var id = new Argument<string>("ID") { Description = Which };
        var note = new Option<string>("--note") { Description = new Words("確認した内容", "What was looked at and found"), HelpName = "TEXT", Required = true };
        var improper = new Option<bool>("--improper") { Description = new Words("問題があった", "Something was not right") };
        var command = new AkashiCommand("review", new Words("終わった特権の使われ方の確認", "Review how a privilege was used")) { id, note, improper };
        command.Does(common, async session =>
        {
            var found = await FindAsync(session, session.Parsed.GetValue(id)!);
            await ShowAsync(session, await (await session.ApiAsync()).ActAsync($"api/privileges/{found.Id}/review", new JsonObject { ["proper"] = !session.Parsed.GetValue(improper), ["note"] = session.Parsed.GetValue(note) }, found.Version, session.Ct));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The one request whose id begins so.</summary>
    internal static async Task<PrivilegeAnswer> FindAsync(Session session, string id)
    {
        var api = await session.ApiAsync();
        if (Guid.TryParse(id, out var whole)) return Api.Read(await api.GetAsync($"api/privileges/{whole}", session.Ct), Answers.Default.PrivilegeAnswer);
        var found = Api.Read(await api.GetAsync("api/privileges", session.Ct), Answers.Default.ListPrivilegeAnswer).Where(p => p.Id.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0] : throw CommandFailedException.Usage(new Words("ID が「{0}」で始まる申請は{1}件です。", "{1} requests begin with “{0}”.").With(id, found.Count));
    }

    private static async Task ShowAsync(Session session, byte[] answer)
    {
        if (session.Json)
        {
            await session.WriteAsync(answer);
            return;
        }
        var privilege = Api.Read(answer, Answers.Default.PrivilegeAnswer);
        await session.Out.WriteLineAsync($"{privilege.Id}  {Vocabulary.Of(privilege.Stand, "privilege")}  {privilege.Title}");
        await session.Out.WriteLineAsync(privilege.Until is { } until ? new Words("期限: {0}", "Until: {0}").With(Moment(until)) : new Words("承認: {0}/{1}名、{2} までに判断", "Approvals: {0} of {1}, to be decided by {2}").With(privilege.Votes.Count, privilege.Needed, Moment(privilege.DecideBy)));
    }

    private static Option<string?> ReasonOption(bool required) => new("--reason") { Description = new Words("理由", "Why"), HelpName = "TEXT", Required = required };

    private static JsonArray Array(string[]? values) => new([.. (values ?? []).Select(v => (JsonNode)v)]);

    private static string Moment(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Start(string? from) =>
        from is null ? TimeProvider.System.GetUtcNow()
        : DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var start) ? start.ToUniversalTime()
        : throw CommandFailedException.Usage(new Words("--from は 2026-12-01T09:00 の形で指定してください: {0}", "--from is written 2026-12-01T09:00, not {0}").With(from));

    private static TimeSpan Length(string text)
    {
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000)
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        throw CommandFailedException.Usage(new Words("--for は 30m、2h、1d のように指定してください: {0}", "--for is written 30m, 2h or 1d, not {0}").With(text));
    }
}

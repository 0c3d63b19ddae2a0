using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Verifying;
using Akashi.Cli.Watching;
using Akashi.Ledger;

namespace Akashi.Cli.Commands;

internal static class WitnessCommand
{
    public static AkashiCommand Create(CommonOptions common)
    {
        var key = new Option<string>("--key") { Description = new Words("立会人の秘密鍵のファイル（witness new-key で作る）", "File with the witness's private keys (made by witness new-key)"), HelpName = "FILE", Required = true };
        var listen = new Option<string>("--listen") { Description = new Words("待ち受けるアドレス", "Address to listen on"), HelpName = "127.0.0.1:PORT", Required = true };
        var logs = new Option<string>("--logs") { Description = new Words("立ち会うログの公開鍵（1行に一つ）", "Public keys of the logs to witness, one a line"), HelpName = "FILE", Required = true };
        var state = new Option<string>("--state") { Description = new Words("最後に連署したチェックポイントを置くフォルダー", "Folder that keeps the checkpoints cosigned last"), HelpName = "DIR", Required = true };
        var open = new Option<bool>("--public") { Description = new Words("このコンピューター以外からも受け付ける（TLS は手前のプロキシで）", "Listen for other computers too (TLS is for a proxy in front)") };
        (string, Words) run = ("akashi witness --key witness.key --listen 127.0.0.1:7700 --logs logs.txt --state witness", new("立会人として動かす", "Run a witness"));
        (string, Words) make = ("akashi witness new-key witness.example.jp/w1 --out witness.key", new("鍵を作り、公開鍵を表示する", "Make its keys and print the public ones"));
        var command = new AkashiCommand("witness", new Words("ログの立会人: 伸び続けていることだけを確かめて連署する（C2SP tlog-witness）", "Witness of logs: cosigns checkpoints of logs that only grow (C2SP tlog-witness)"), run, make)
        { key, listen, logs, state, open, NewKeyCommand(common, make) };
        command.Does(common, async session =>
        {
            var parsed = session.Parsed;
            var prefix = Prefix(parsed.GetValue(listen)!, parsed.GetValue(open));
            var signers = await KeyFile.PrivateAsync(parsed.GetValue(key)!, session.Error, session.Ct);
            if (signers.Count == 0 || signers.Any(s => s.Kind is SignatureKind.Ed25519)) throw CommandFailedException.Usage(new("立会人には連署用の鍵が必要です。akashi witness new-key で作れます。", "A witness needs cosigning keys; akashi witness new-key makes them."));
            var known = KeyFile.Read(await InputFile.TextAsync(parsed.GetValue(logs)!, session.Ct), parsed.GetValue(logs)!);
            if (known.Count == 0) throw CommandFailedException.Usage(new Words("{0} に鍵がありません。", "{0} holds no key.").With(parsed.GetValue(logs)));
            using var witness = Open(parsed.GetValue(state)!, signers, known);
            var server = new WitnessServer(witness, prefix, (request, status) => Log(session, request, status));
            try
            {
                await server.RunAsync(() => Started(session, prefix, signers, known), session.Ct);
            }
            catch (HttpListenerException failed)
            {
                throw CommandFailedException.Unreadable(new Words("{0} で待ち受けられません: {1}", "Cannot listen on {0}: {1}").With(prefix, failed.Message));
            }
            await session.Error.WriteLineAsync(new Words("終了しました。", "Stopped."));
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand NewKeyCommand(CommonOptions common, (string, Words) example)
    {
        var name = new Argument<string>("NAME") { Description = new Words("鍵の名前（例: witness.example.jp/w1）", "Name of the key, such as witness.example.jp/w1") };
        var output = new Option<string?>("--out") { Description = new Words("秘密鍵の書き込み先（既定: 名前.key）", "Where the private key goes (default: NAME.key)"), HelpName = "FILE" };
        var kind = new Option<string>("--kind") { Description = new Words("署名の種類", "Kind of signature"), HelpName = "ed25519|ml-dsa-44|both", DefaultValueFactory = _ => "both" };
        kind.AcceptOnlyFromAmong("ed25519", "ml-dsa-44", "both");
        var command = new AkashiCommand("new-key", new Words("立会人またはミラーの鍵を作る", "Make the keys of a witness or mirror"), example,
            ("akashi witness new-key mirror.example.jp/m1 --kind ml-dsa-44", new("ML-DSA-44 だけの鍵", "A key for ML-DSA-44 alone"))) { name, output, kind };
        command.Does(common, async session =>
        {
            var called = session.Parsed.GetValue(name)!;
            var file = session.Parsed.GetValue(output) ?? $"{string.Concat(called.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))}.key";
            SignatureKind[] kinds = session.Parsed.GetValue(kind) switch
            {
                "ed25519" => [SignatureKind.Ed25519Cosignature], "ml-dsa-44" => [SignatureKind.MLDsa44Cosignature], _ => [SignatureKind.Ed25519Cosignature, SignatureKind.MLDsa44Cosignature],
            };
            var vkeys = NewKey.Write(called, kinds, file);
            if (session.Json) await session.WriteAsync(new JsonObject { ["file"] = Path.GetFullPath(file), ["vkeys"] = new JsonArray([.. vkeys.Select(k => (JsonNode)k)]) }.ToUtf8());
            else
            {
                await session.Error.WriteLineAsync(new Words("秘密鍵を {0} に書き込みました（本人だけが読めます）。公開鍵:", "The private key is in {0}, readable by you alone. Public keys:").With(file));
                foreach (var vkey in vkeys) await session.Out.WriteLineAsync(vkey);
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static Witness Open(string folder, IReadOnlyList<NoteSigner> signers, IReadOnlyList<NoteVerifier> logs)
    {
        try
        {
            return new Witness(folder, signers, logs, TimeProvider.System);
        }
        catch (IOException)
        {
            throw new CommandFailedException(ExitCode.No, new Words("{0} はほかの立会人が使っています。", "Another witness is using {0}.").With(folder));
        }
    }

    private static string Prefix(string listen, bool open)
    {
        if (!IPEndPoint.TryParse(listen, out var address) || address.Port == 0) throw CommandFailedException.Usage(new Words("--listen には 127.0.0.1:7700 のように指定してください: {0}", "--listen needs an address such as 127.0.0.1:7700, not {0}").With(listen));
        if (!IPAddress.IsLoopback(address.Address) && !open)
            throw CommandFailedException.Usage(new("ほかのコンピューターから受け付けるには --public が必要です。TLS のプロキシを手前に置いてください。", "Listening for other computers needs --public. Put a proxy with TLS in front."));
        return address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any) ? $"http://+:{address.Port}/" : $"http://{address}/";
    }

    private static void Started(Session session, string prefix, IReadOnlyList<NoteSigner> signers, IReadOnlyList<NoteVerifier> logs)
    {
        session.Out.WriteLine(new Words("立会人 {0} が {1} で待ち受けています。", "The witness {0} listens on {1}").With(signers[0].Name, prefix));
        foreach (var origin in logs.Select(l => l.Name).Distinct()) session.Out.WriteLine(new Words("  ログ: {0}", "  Log: {0}").With(origin));
        session.Out.Flush();
    }

    private static void Log(Session session, HttpListenerRequest request, int status) =>
        session.Out.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {request.HttpMethod} {request.Url?.AbsolutePath} {status}");
}

using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;

namespace Akashi.Cli.Commands;

/// <summary><c>akashi ssh</c>: certificates under a grant, and what the hosts need.</summary>
internal static class SshCommand
{
    public static AkashiCommand Create(CommonOptions common) => new("ssh", new Words("特権によるサーバーへの接続", "Reach servers under a privilege"),
        ("akashi ssh sign --grant 019ab3c1 --key ~/.ssh/id_ed25519.pub", new("公開鍵に短期の証明書を発行", "Have a key certified for the time of the grant")),
        ("akashi ssh krl --out /etc/ssh/akashi.krl", new("失効リストの更新（各ホストで定期的に）", "Renew the revocation list, regularly on each host")))
    {
        Sign(common), RecordCommand.Create(common), Krl(common), Authority(common),
    };

    private static AkashiCommand Sign(CommonOptions common)
    {
        var grant = new Option<string>("--grant") { Description = new Words("特権のID（先頭の数文字でも）", "Id of the privilege (its first characters will do)"), HelpName = "ID", Required = true };
        var key = new Option<string>("--key") { Description = new Words("公開鍵のファイル", "File of the public key"), HelpName = "FILE", DefaultValueFactory = _ => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "id_ed25519.pub") };
        var command = new AkashiCommand("sign", new Words("SSH証明書の発行。…-cert.pub に書く", "Have a key certified; writes …-cert.pub")) { grant, key };
        command.Does(common, async session =>
        {
            var file = session.Parsed.GetValue(key)!;
            if (!File.Exists(file)) throw CommandFailedException.Usage(new Words("ファイルがありません: {0}", "There is no such file: {0}").With(file));
            var found = await PrivilegeCommand.FindAsync(session, session.Parsed.GetValue(grant)!);
            var answer = await (await session.ApiAsync()).ActAsync($"api/privileges/{found.Id}/sign", new JsonObject { ["publicKey"] = (await File.ReadAllTextAsync(file, session.Ct)).Trim() }, null, session.Ct);
            var certificate = Api.Read(answer, Answers.Default.CertificateAnswer);
            // Beside the key under this name ssh finds it by itself.
            var target = (file.EndsWith(".pub", StringComparison.Ordinal) ? file[..^4] : file) + "-cert.pub";
            await ReplaceAsync(target, Encoding.ASCII.GetBytes(certificate.Line + "\n"), session.Ct);
            if (session.Json) await session.WriteAsync(answer);
            else await session.Out.WriteLineAsync(new Words("{0}（番号 {1}、{2:yyyy-MM-dd HH:mm:ss} まで、{3}）", "{0} (serial {1}, until {2:yyyy-MM-dd HH:mm:ss}, {3})").With(target, certificate.Serial, certificate.Until.ToLocalTime(), string.Join(' ', certificate.Principals)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static AkashiCommand Krl(CommonOptions common) => ToFile(common, "krl", new Words("鍵の失効リスト（sshd の RevokedKeys）", "The key revocation list, for RevokedKeys of sshd"), "api/ssh/revoked");

    private static AkashiCommand Authority(CommonOptions common) => ToFile(common, "authority", new Words("認証局の公開鍵（sshd の TrustedUserCAKeys）", "The authority's public key, for TrustedUserCAKeys of sshd"), "api/ssh/authority");

    private static AkashiCommand ToFile(CommonOptions common, string name, Words description, string path)
    {
        var output = new Option<string>("--out", "-o") { Description = new Words("出力先", "Where to"), HelpName = "FILE", Required = true };
        var command = new AkashiCommand(name, description) { output };
        command.Does(common, async session =>
        {
            var content = await (await session.ApiAsync()).GetAsync(path, session.Ct);
            var target = Path.GetFullPath(session.Parsed.GetValue(output)!);
            await ReplaceAsync(target, content, session.Ct);
            if (session.Json) await session.WriteAsync(new JsonObject { ["file"] = target, ["size"] = content.Length }.ToUtf8());
            else await session.Out.WriteLineAsync(target);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Whole or not at all: sshd refuses every key while its revocation list cannot be read.</summary>
    private static async Task ReplaceAsync(string file, byte[] content, CancellationToken ct)
    {
        var beside = file + ".new";
        await File.WriteAllBytesAsync(beside, content, ct);
        File.Move(beside, file, overwrite: true);
    }
}

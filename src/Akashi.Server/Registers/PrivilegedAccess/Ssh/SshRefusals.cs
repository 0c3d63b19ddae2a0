using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

internal static class SshRefusals
{
    public static readonly Refusal Key = new("ssh.key", new("公開鍵を読み取れません。Ed25519 または ECDSA の公開鍵（id_ed25519.pub など）を1行で指定してください。", "This is no public key that can be certified: one line of an Ed25519 or ECDSA key, as in id_ed25519.pub."), 400);
    public static readonly Refusal NoAuthority = new("ssh.no-authority", new("SSH 認証局の鍵を使えません。管理者は起動時にパスフレーズかトークンを指定してください（docs/operations.md）。", "The key of the SSH certificate authority cannot be used: the administrator names a passphrase or a token at start (docs/operations.md)."), 503);
    public static readonly Refusal NotForServers = new("ssh.not-for-servers", new("この特権はサーバーを対象にしていません。", "This privilege is not for servers."));
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Akashi.Server.Kernel;
using Net.Pkcs11Interop.Common;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>What unseals the keys of the certificate authorities: a passphrase, or the PIN of a token. Kept apart from options, which are printed.</summary>
internal sealed class SshPassphrase(string? value)
{
    public string? Value { get; } = value;

    /// <summary>From a file (<c>-</c> asks on the terminal), else from the environment, else none.</summary>
    /// <param name="file">First line of it; null for the environment, <c>AKASHI_SSH_PASSPHRASE</c>.</param>
    public static SshPassphrase Read(string? file) => new(file switch
    {
        null => Environment.GetEnvironmentVariable("AKASHI_SSH_PASSPHRASE"),
        "-" => Prompt(),
        _ => File.ReadLines(file).FirstOrDefault(),
    } is { Length: > 0 } found ? found : null);

    private static string? Prompt()
    {
        Console.Error.Write(new Text("SSH 認証局のパスフレーズ: ", "Passphrase of the SSH certificate authority: "));
        if (Console.IsInputRedirected) return Console.ReadLine();
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}

/// <summary>The certificate authority of each organisation: a key of its own, in a sealed file, or in a token under the organisation's id.</summary>
/// <param name="folder">Of the sealed files.</param>
internal sealed partial class SshAuthorities(string folder, SshPassphrase passphrase, TokenPlace? token, ILogger<SshAuthorities> log)
{
    private readonly ConcurrentDictionary<OrganisationId, ISshSigner> _known = [];

    /// <summary>The organisation's authority; a file is made when it is first asked for.</summary>
    /// <returns>Refusal: <c>ssh.no-authority</c>.</returns>
    public Outcome<ISshSigner> Of(OrganisationId organisation)
    {
        if (_known.TryGetValue(organisation, out var known)) return new(known, null);
        if (passphrase.Value is not { } secret) return SshRefusals.NoAuthority;
        try
        {
            return new(_known.GetOrAdd(organisation, o => token is null ? SealedFileSigner.At(FileOf(o), secret) : new TokenSigner(token, o.Value.ToString(), secret)), null);
        }
        catch (Exception broken) when (broken is CryptographicException or InvalidOperationException or Pkcs11Exception or IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            Unusable(log, broken);
            return SshRefusals.NoAuthority;
        }
    }

    public string FileOf(OrganisationId organisation) => Path.Combine(folder, $"{organisation.Value}.pem");

    [LoggerMessage(7411, LogLevel.Error, "The key of the SSH certificate authority cannot be used.")]
    private static partial void Unusable(ILogger logger, Exception failure);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Akashi.Server.Identity;

/// <summary>One-time links: 256 random bits, kept as a hash, good for one use within a day.</summary>
public sealed class SignInLinks(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = [];

    /// <summary>The secret part of a fresh link.</summary>
    public string Issue()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _open[Hash(secret)] = time.GetUtcNow() + Lifetime;
        return secret;
    }

    /// <summary>True once per link.</summary>
    public bool Redeem(string secret) => _open.TryRemove(Hash(secret), out var until) && time.GetUtcNow() <= until;

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>The secret with which the command line on this machine signs in: a file only its owner can read.</summary>
public sealed class OperatorToken
{
    private readonly byte[] _hash;

    /// <summary>Bearer token for the API: 64 hex digits.</summary>
    public string Value { get; }

    private OperatorToken(string value) => (Value, _hash) = (value, SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    /// <summary>Reads <c>operator.token</c> in the data folder, or makes it.</summary>
    public static OperatorToken At(string folder)
    {
        var file = Path.Combine(folder, "operator.token");
        if (File.Exists(file)) return new(File.ReadAllText(file).Trim());
        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(value);
        return new(value);
    }

    public bool Matches(string presented) => CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(presented)));
}

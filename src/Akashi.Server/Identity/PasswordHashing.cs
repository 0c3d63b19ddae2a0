using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Akashi.Server.Identity;

/// <summary>
/// Hashes passwords on half of the processors at most, in a line of bounded length: a storm of sign-ins waits or is told to come back, and
/// everybody else's pages stay fast. PBKDF2-HMAC-SHA512 in the format of ASP.NET Core Identity, about a tenth of a second each.
/// </summary>
public sealed class PasswordHashing : IDisposable
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512.</summary>
    public const int Rounds = 210_000;

    /// <summary>Who comes when so many wait is told that it is busy.</summary>
    public const int Longest = 40;

    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _nobodys;
    private int _waiting;

    public PasswordHashing() => _nobodys = new(() => _hasher.HashPassword(null!, "nobody's"));

    /// <summary>Null when too many wait.</summary>
    public Task<string?> HashAsync(string password, CancellationToken ct) => InTurnAsync<string>(() => _hasher.HashPassword(null!, Form(password)), ct);

    /// <summary>Checks a password; against nobody's hash when there is none, so that it takes as long. Null when too many wait.</summary>
    public async Task<PasswordCheck?> CheckAsync(string? hash, string password, CancellationToken ct) =>
        await InTurnAsync(() => _hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, Form(password)) switch
        {
            PasswordVerificationResult.Failed => new PasswordCheck(false, false),
            PasswordVerificationResult.SuccessRehashNeeded => new(hash is not null, true),
            _ => new(hash is not null, false),
        }, ct);

    /// <summary>Whatever keyboard or device it was typed on (NIST SP 800-63B-4, 3.1.1.2).</summary>
    internal static string Form(string password) => password.Normalize(System.Text.NormalizationForm.FormKC);

    private async Task<T?> InTurnAsync<T>(Func<T> work, CancellationToken ct) where T : class
    {
        if (Interlocked.Increment(ref _waiting) > Longest)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }
        try
        {
            await _turns.WaitAsync(ct);
            try
            {
                return await Task.Run(work, ct);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turns.Dispose();
}

/// <param name="Right">True when it is the password.</param>
/// <param name="Outdated">True when it should be hashed anew with today's rounds.</param>
public sealed record PasswordCheck(bool Right, bool Outdated);

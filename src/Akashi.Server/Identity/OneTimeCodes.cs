using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using OtpNet;

namespace Akashi.Server.Identity;

/// <summary>One-time codes of an authenticator app (RFC 6238: 6 digits, 30 s, SHA-1, as every app knows them) and the recovery codes for the day the phone is lost.</summary>
public sealed class OneTimeCodes(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How many recovery codes are given.</summary>
    public const int Recovery = 10;

    // Without the signs that look like others.
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    private readonly IDataProtector _seal = protection.CreateProtector("Akashi.OneTimeCodes");

    /// <summary>A new seed, as base32 for the app.</summary>
    public static string NewSeed() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20)).TrimEnd('=');

    public string Seal(string seed) => _seal.Protect(seed);

    /// <summary>The address that the QR code holds.</summary>
    public static string AddressOf(string seed, string login, string organisation) =>
        string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/{Uri.EscapeDataString($"Akashi:{login}")}?secret={seed}&issuer={Uri.EscapeDataString(organisation)}&digits=6&period=30");

    /// <summary>The time step for which a code is right, one step of clock difference forgiven; null when it is wrong, or no newer than the last one taken.</summary>
    public long? StepOf(string seed, string typed, long last)
    {
        var code = new string([.. typed.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        var totp = new Totp(Base32Encoding.ToBytes(seed));
        return code.Length == 6 && totp.VerifyTotp(time.GetUtcNow().UtcDateTime, code, out var step, new VerificationWindow(previous: 1, future: 1)) && step > last ? step : null;
    }

    /// <summary>As <see cref="StepOf(string, string, long)"/>, for a sealed seed.</summary>
    public long? StepOfSealed(string seal, string typed, long last) => StepOf(_seal.Unprotect(seal), typed, last);

    /// <summary>Fresh recovery codes, to be shown once: 25 characters of 31, 123 bits each, so that a plain hash keeps them (ASVS 6.5.2).</summary>
    public static IReadOnlyList<string> NewRecovery() =>
        [.. Enumerable.Range(0, Recovery).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Letters, 25).Chunk(5).Select(c => new string(c))))];

    public static string HashOf(string recovery) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(new string([.. recovery.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]))));
}

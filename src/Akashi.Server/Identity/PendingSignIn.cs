using System.Text.Json;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>What the browser carries between two steps at the door, sealed by the server's key and good for five minutes.</summary>
public sealed class PendingSignIn(IDataProtectionProvider protection, DbFactory databases, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private const string Cookie = "__Host-akashi-step";

    private readonly IDataProtector _seal = protection.CreateProtector("Akashi.PendingSignIn");

    private sealed record Step(Guid Organisation, Guid Account, string Methods, Success Traces, string? Owes, DateTimeOffset Until);

    public void Keep(HttpContext http, Shown shown) =>
        Set(http, JsonSerializer.Serialize(new Step(shown.Account.Organisation.Value, shown.Account.Id.Value, shown.Methods, shown.Traces with { Hash = null }, shown.Owes, time.GetUtcNow() + Lifetime)));

    /// <summary>Keeps the challenge of a passkey.</summary>
    public void KeepState(HttpContext http, string? state) => Append(http, Cookie + "-passkey", _seal.Protect($"{(time.GetUtcNow() + Lifetime).ToUnixTimeSeconds()} {state}"));

    /// <summary>The challenge, once; null when there is none or it is too old.</summary>
    public string? TakeState(HttpContext http)
    {
        var kept = Open(http.Request.Cookies[Cookie + "-passkey"]);
        http.Response.Cookies.Delete(Cookie + "-passkey", new() { Secure = true, Path = "/" });
        return kept?.Split(' ', 2) is [var until, var state] && DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, System.Globalization.CultureInfo.InvariantCulture)) >= time.GetUtcNow() ? state : null;
    }

    /// <summary>Where the browser is at the door; null when nowhere, or too late.</summary>
    public async Task<Shown?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (Open(http.Request.Cookies[Cookie]) is not { } text || JsonSerializer.Deserialize<Step>(text) is not { } step || step.Until < time.GetUtcNow()) return null;
        await using var db = databases.Open(new(step.Organisation));
        return await db.Accounts.FirstOrDefaultAsync(a => a.Id == new AccountId(step.Account), ct) is { } account ? new(account, step.Methods, false, step.Traces, step.Owes) : null;
    }

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Cookie, new() { Secure = true, Path = "/" });

    private void Set(HttpContext http, string text) => Append(http, Cookie, _seal.Protect(text));

    private static void Append(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = Lifetime, IsEssential = true });

    private string? Open(string? sealedText)
    {
        try
        {
            return sealedText is null ? null : _seal.Unprotect(sealedText);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

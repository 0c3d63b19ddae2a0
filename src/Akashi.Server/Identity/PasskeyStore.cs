using System.Buffers.Text;
using Akashi.Server.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Identity;

/// <summary>
/// What the passkey handler of ASP.NET Core Identity asks for, read from accounts. It is given nothing to write: what a passkey does to an account
/// goes through the desk like everything else.
/// </summary>
public sealed class PasskeyStore(DbFactory databases, LocalOperator local) : IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(HandleOf(user));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(local.Actor.Organisation);
        return Guid.TryParse(userId, out var id) ? await db.Accounts.FirstOrDefaultAsync(a => a.Id == new AccountId(id), cancellationToken) : null;
    }

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(local.Actor.Organisation);
        var login = Account.LoginOf(normalizedUserName);
        return await db.Accounts.FirstOrDefaultAsync(a => a.Login == login, cancellationToken);
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(InfoOf)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = IdOf(credentialId);
        return Task.FromResult(user.Passkeys.FirstOrDefault(p => p.Id == id) is { } found ? InfoOf(found) : null);
    }

    /// <summary>Asked when a passkey is added, to refuse one that somebody has already: rare enough to look through all.</summary>
    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = IdOf(credentialId);
        await using var db = databases.Open(local.Actor.Organisation);
        return (await db.Accounts.ToListAsync(cancellationToken)).FirstOrDefault(a => a.Passkeys.Any(p => p.Id == id));
    }

    /// <summary>The user handle inside a passkey: the account's id, which says nothing about the person.</summary>
    public static string HandleOf(Account account) => account.Id.Value.ToString();

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    public static Passkey Of(UserPasskeyInfo info, string name) => new(
        IdOf(info.CredentialId), name, Convert.ToBase64String(info.PublicKey), info.SignCount, info.IsUserVerified, info.IsBackupEligible, info.IsBackedUp, info.Transports ?? [],
        Convert.ToBase64String(info.AttestationObject), Convert.ToBase64String(info.ClientDataJson), info.CreatedAt, null);

    private static UserPasskeyInfo InfoOf(Passkey p) => new(
        Base64Url.DecodeFromChars(p.Id), Convert.FromBase64String(p.PublicKey), p.AddedAt, p.SignCount, [.. p.Transports], p.UserVerified, p.BackupEligible, p.BackedUp,
        Convert.FromBase64String(p.Attestation), Convert.FromBase64String(p.ClientData)) { Name = p.Name };

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Never();
    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw Never();
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw Never();
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw Never();
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw Never();
    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw Never();
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw Never();

    public void Dispose()
    {
    }

    private static NotSupportedException Never() => new("Accounts change through the desk.");
}

using Akashi.Server.Kernel;

namespace Akashi.Server.Identity;

/// <summary>A public key that stays in somebody's device or security key (W3C Web Authentication).</summary>
/// <param name="Id">Credential id, base64url.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="PublicKey">COSE key, base64.</param>
/// <param name="SignCount">Counter of the last use; a smaller one means a copy.</param>
/// <param name="UserVerified">True when the device checked PIN or biometrics at registration: only then it counts as two factors.</param>
/// <param name="BackedUp">True when it is copied between devices by its maker.</param>
/// <param name="Attestation">Attestation object, base64: which device it is, as its maker says.</param>
/// <param name="UsedAt">UTC; null while never used.</param>
public sealed record Passkey(
    string Id, string Name, string PublicKey, uint SignCount, bool UserVerified, bool BackupEligible, bool BackedUp, IReadOnlyList<string> Transports,
    string Attestation, string ClientData, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

public sealed record NewAccount(PersonId Person, string Login);

/// <param name="Hash">Of the new password.</param>
/// <param name="MustChange">True when somebody else knows it.</param>
/// <param name="Keep">How many former hashes the rule wants kept.</param>
public sealed record NewPassword(string Hash, bool MustChange, int Keep);

/// <param name="Factor"><c>password</c>, <c>code</c>, <c>recovery</c> or <c>passkey</c>.</param>
/// <param name="LockAfter">Failures in a row that lock.</param>
public sealed record FailedAttempt(string Factor, int LockAfter, TimeSpan LockFor);

/// <param name="Methods">How they showed who they are, e.g. <c>password code</c>.</param>
/// <param name="CodeStep">Time step of a one-time code; null without.</param>
/// <param name="RecoveryCode">Hash of the recovery code that is used up; null without.</param>
/// <param name="Passkey">With its new counter; null without.</param>
/// <param name="Hash">The password hashed anew with more rounds; null when the stored hash is good.</param>
public sealed record Success(string Methods, long? CodeStep = null, string? RecoveryCode = null, Passkey? Passkey = null, string? Hash = null);

/// <param name="SealedSeed">Sealed by the server's key.</param>
/// <param name="Step">Time step of the code with which the person confirmed.</param>
/// <param name="RecoveryCodes">Hashes.</param>
public sealed record NewCodes(string SealedSeed, long Step, IReadOnlyList<string> RecoveryCodes);

/// <param name="Passkey">Credential id; null takes the one-time codes away.</param>
public sealed record FactorRemoval(string? Passkey);

public sealed record AccountOpened(PersonId Person) : Event;

public sealed record PasswordSet(PersonId Person, bool MustChange) : Event;

/// <param name="LockedUntil">UTC; null when the attempt did not lock the account.</param>
public sealed record SignInFailed(PersonId Person, string Factor, DateTimeOffset? LockedUntil) : Event;

public sealed record SignedIn(PersonId Person, string Methods) : Event;

public sealed record CodesSet(PersonId Person) : Event;

public sealed record RecoveryCodesRenewed(PersonId Person) : Event;

public sealed record PasskeyAdded(PersonId Person, string Passkey) : Event;

/// <param name="Passkey">Null for the one-time codes.</param>
public sealed record FactorRemoved(PersonId Person, string? Passkey) : Event;

public sealed record AccountUnlocked(PersonId Person) : Event;

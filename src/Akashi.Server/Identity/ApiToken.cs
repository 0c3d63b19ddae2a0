using System.Security.Cryptography;
using System.Text;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Identity;

public readonly record struct ApiTokenId(Guid Value) : IId;

/// <summary>APIトークン. What a program shows to act for a person or a machine account: for some acts only, until a day. Kept as a hash; shown once, when it is made.</summary>
public sealed class ApiToken : Entry
{
    /// <summary>No token lasts longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public ApiTokenId Id { get; private set; }

    /// <summary>Who acts when it is shown.</summary>
    public PersonId Person { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Acts, and registers as <c>statements.*</c>; never more than its person may.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    /// <summary>SHA-256, lower case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>UTC; null while it can be used.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Refusals: <c>token.unnamed</c>, <c>token.acts</c>, <c>token.period</c>.</summary>
    public static readonly OpenAct<ApiToken, HashedToken> Issue = new("tokens.issue", new("APIトークンの発行", "Issue API token"), (body, stand, id) => Make(id, body, stand)) { Dangerous = true };

    /// <summary>As <see cref="Issue"/>, by a person for themselves.</summary>
    public static readonly OpenAct<ApiToken, HashedToken> IssueOwn = new("me.issue-token", new("自分のAPIトークンの発行", "Issue own API token"),
        (body, stand, id) => body.Person == stand.By.Person ? Make(id, body, stand) : Refusal.NotPermitted) { Dangerous = true };

    /// <summary>Refusal: <c>token.revoked</c>.</summary>
    public static readonly Act<ApiToken, NoBody> Revoke = new("tokens.revoke", new("APIトークンの失効", "Revoke API token"), (token, _, stand) => token.End(stand));

    public static readonly Act<ApiToken, NoBody> RevokeOwn = new("me.revoke-token", new("自分のAPIトークンの失効", "Revoke own API token"),
        (token, _, stand) => token.Person == stand.By.Person ? token.End(stand) : Refusal.NotFound);

    private static Outcome<ApiToken> Make(Guid id, HashedToken body, Stand stand)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 100) return new Refusal("token.unnamed", new("用途がわかる名前を100字までで入力してください。", "Please give it a name of up to 100 characters that says what it is for."), 400);
        if (body.Acts.Count == 0 || body.Acts.Any(a => a != "*" && !a.EndsWith(".*", StringComparison.Ordinal) && !ActNames.Known(a)))
            return new Refusal("token.acts", new("使える操作を一つ以上選んでください。", "Please choose at least one act that it is good for."), 400);
        if (body.ExpiresAt <= stand.At || body.ExpiresAt > stand.At + Longest) return new Refusal("token.period", new("期限は明日以降、1年以内にしてください。", "It must expire after today and within a year."), 400);
        var token = new ApiToken { Id = new(id), Person = body.Person, Name = body.Name.Trim(), Acts = [.. body.Acts], Hash = body.Hash, ExpiresAt = Clock.Truncate(body.ExpiresAt) };
        token.Record(new TokenIssued(token.Person, token.Acts, token.ExpiresAt), stand.At);
        return token;
    }

    /// <returns>Refusal: <c>token.revoked</c>.</returns>
    internal Refusal? End(Stand stand)
    {
        if (RevokedAt is not null) return new("token.revoked", new("このトークンはすでに失効しています。", "This token has been revoked already."));
        RevokedAt = stand.At;
        Record(new TokenRevoked(Person), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> builder)
        {
            builder.ToTable("api_tokens");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Hash }).IsUnique();
            builder.HasIndex(x => new { x.Organisation, x.Person });
            builder.Property(x => x.Hash).HasMaxLength(64);
            builder.Property(x => x.Acts).AsJson();
            builder.HasOne<Person>().WithMany().HasForeignKey(x => new { x.Organisation, x.Person }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="Hash">SHA-256 of the token, which nobody keeps.</param>
public sealed record HashedToken(PersonId Person, string Name, IReadOnlyList<string> Acts, DateTimeOffset ExpiresAt, string Hash);

public sealed record TokenIssued(PersonId Person, IReadOnlyList<string> Acts, DateTimeOffset ExpiresAt) : Event;

public sealed record TokenRevoked(PersonId Person) : Event;

/// <summary>Makes tokens and finds who shows one. The token names its organisation, so that one look-up is enough: <c>aks_</c>, organisation, 256 random bits.</summary>
public sealed class ApiTokens(DbFactory databases, Permissions permissions, TimeProvider time)
{
    private const string Prefix = "aks_";

    public static (string Token, string Hash) Fresh(OrganisationId organisation)
    {
        var token = $"{Prefix}{organisation.Value:N}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        return (token, HashOf(token));
    }

    /// <summary>Null when it is none, expired or revoked, or its person may not act.</summary>
    public async Task<ApiToken?> FindAsync(string shown, CancellationToken ct)
    {
        if (shown.Length != Prefix.Length + 32 + 64 || !shown.StartsWith(Prefix, StringComparison.Ordinal) || !Guid.TryParseExact(shown.AsSpan(Prefix.Length, 32), "N", out var organisation)) return null;
        var (hash, now) = (HashOf(shown), time.GetUtcNow());
        await using var db = databases.Open(new(organisation));
        if (await db.ApiTokens.FirstOrDefaultAsync(t => t.Hash == hash, ct) is not { RevokedAt: null } token || token.ExpiresAt <= now) return null;
        return (await permissions.LoadAsync(token.Organisation, ct)).People.GetValueOrDefault(token.Person) is { State: PersonState.Active } ? token : null;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

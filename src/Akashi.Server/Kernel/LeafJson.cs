using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akashi.Ledger;

namespace Akashi.Server.Kernel;

/// <summary>What one leaf of the log says, apart from who and when. Nothing personal in clear: see docs/formats/ledger-leaf.md.</summary>
/// <param name="Act">Id of the act or read, e.g. <c>statements.assess</c>.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record LeafFacts(string Act, LeafOutcome Outcome)
{
    /// <summary>Type of the entry, e.g. <c>Statement</c>; null when the act concerns none.</summary>
    public string? Register { get; init; }

    /// <summary>The entry; null when there is none, as in an export.</summary>
    public Guid? Entry { get; init; }

    /// <summary>Version of the entry after the act.</summary>
    public int? Version { get; init; }

    /// <summary>Type of the event, e.g. <c>StatementAssessed</c>; null when nothing was changed.</summary>
    public string? Type { get; init; }

    /// <summary>Code of the refusal, e.g. <c>stale</c>; null when done.</summary>
    public string? Code { get; init; }

    /// <summary>What was read or exported, in the machine's words: slugs, counts, hashes; never text that somebody wrote.</summary>
    public string? About { get; init; }

    /// <summary>Salted SHA-256 of the event's stored text.</summary>
    public string? EventHash { get; init; }

    /// <summary>Salted SHA-256 of the row's canonical state; null when the entry is gone.</summary>
    public string? StateHash { get; init; }
}

/// <summary>How an attempt ended.</summary>
public enum LeafOutcome
{
    /// <summary>The act was done; its row and event were committed together with this leaf.</summary>
    Done,

    /// <summary>A rule said no; nothing changed.</summary>
    Refused,

    /// <summary>The person lacks the permission; nothing was looked at.</summary>
    Denied,

    /// <summary>Something under NDA or not public was read, exported or downloaded.</summary>
    Read,
}

/// <summary>Writes leaves as canonical JSON (RFC 8785): members in their order, no spaces, minimal escapes.</summary>
internal static class LeafJson
{
    public static byte[] Write(LeafFacts facts, DateTimeOffset at, LeafActor by)
    {
        var json = new ArrayBufferWriter<byte>(640);
        var first = true;
        void Text(string name, string? value)
        {
            if (value is null) return;
            Name(name);
            CanonicalJson.AppendString(json, value);
        }
        void Name(string name)
        {
            json.Write(first ? "{\""u8 : ",\""u8);
            first = false;
            Encoding.UTF8.GetBytes(name, json);
            json.Write("\":"u8);
        }
        Text("about", facts.About);
        Text("act", facts.Act);
        Text("at", Moment(at));
        Name("by");
        json.Write(by.By.Span);
        Text("code", facts.Code);
        Text("entry", facts.Entry?.ToString());
        Text("event", facts.EventHash);
        Name("from");
        json.Write(by.From.Span);
        Text("outcome", Word(facts.Outcome));
        Text("register", facts.Register);
        Text("state", facts.StateHash);
        Text("type", facts.Type);
        Name("v");
        json.Write("1"u8);
        if (facts.Version is { } version)
        {
            Name("version");
            Encoding.UTF8.GetBytes(version.ToString(CultureInfo.InvariantCulture), json);
        }
        json.Write("}"u8);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>UTC with exactly three digits of a second.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>SHA-256 over salt and content, as base64: equal content gives different hashes, and none once the salt is destroyed.</summary>
    public static string Salted(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        if (salt.Length + content.Length <= 1024)
        {
            Span<byte> joined = stackalloc byte[salt.Length + content.Length];
            salt.CopyTo(joined);
            content.CopyTo(joined[salt.Length..]);
            SHA256.HashData(joined, hash);
        }
        else
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(salt);
            sha.AppendData(content);
            sha.GetHashAndReset(hash);
        }
        return Convert.ToBase64String(hash);
    }

    private static string Word(LeafOutcome outcome) => outcome switch
    {
        LeafOutcome.Done => "done", LeafOutcome.Refused => "refused", LeafOutcome.Denied => "denied", _ => "read",
    };
}

/// <summary>The members <c>by</c> and <c>from</c> of a leaf, ready as canonical JSON: the same for all that one person does in one session.</summary>
internal sealed record LeafActor(ReadOnlyMemory<byte> By, ReadOnlyMemory<byte> From)
{
    /// <param name="salt">The person's; all that would tell who it was goes through it.</param>
    public static LeafActor Of(Actor actor, byte[] salt)
    {
        var access = actor.Access;
        string? Hidden(string? value) => value is null ? null : LeafJson.Salted(salt, Encoding.UTF8.GetBytes(value));
        return new(
            Members(("grant", access.Grant?.ToString()), ("party", access.Party?.ToString()), ("person", Hidden(actor.Person.Value.ToString())), ("role", access.Role), ("session", Hidden(access.Session))),
            Members(("address", Hidden(access.Address)), ("protocol", access.Protocol)));
    }

    private static ReadOnlyMemory<byte> Members(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var json = new ArrayBufferWriter<byte>(256);
        var first = true;
        json.Write("{"u8);
        foreach (var (name, value) in members)
        {
            if (value is null) continue;
            if (!first) json.Write(","u8);
            first = false;
            CanonicalJson.AppendString(json, name);
            json.Write(":"u8);
            CanonicalJson.AppendString(json, value);
        }
        json.Write("}"u8);
        return json.WrittenMemory;
    }
}

using System.Buffers.Text;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>
/// An entry of the log as an act left it, read without copying: the spans point into the entry. Words are checked for their form,
/// hashes are decoded. Source: docs/formats/ledger-leaf.md.
/// </summary>
public ref struct Leaf
{
    /// <summary>Characters of a time: <c>2026-11-24T23:05:36.123Z</c>.</summary>
    public const int TimeLength = 24;

    /// <summary>Id of the act or read, e.g. <c>statements.assess</c>.</summary>
    public ReadOnlySpan<byte> Act { get; private set; }

    /// <summary>UTC with three digits of a second. Ordinal order is that of time.</summary>
    public ReadOnlySpan<byte> At { get; private set; }

    /// <summary><c>done</c>, <c>refused</c>, <c>denied</c> or <c>read</c>.</summary>
    public ReadOnlySpan<byte> Outcome { get; private set; }

    /// <summary>Code of the refusal; empty unless refused or denied.</summary>
    public ReadOnlySpan<byte> Code { get; private set; }

    /// <summary>Type of the entry, e.g. <c>Statement</c>; empty when the leaf is about none.</summary>
    public ReadOnlySpan<byte> Register { get; private set; }

    /// <summary>The entry; null when the leaf is about none.</summary>
    public Guid? Entry { get; private set; }

    /// <summary>Version of the entry after the act, before it when refused; null when the leaf is about none.</summary>
    public int? Version { get; private set; }

    /// <summary>Type of the event, e.g. <c>StatementAssessed</c>; empty when nothing was changed.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>Salted hash of the event's text; null when there is no event.</summary>
    public TreeHash? Event { get; private set; }

    /// <summary>Salted hash of the row's state after the act; null when the entry is gone or nothing was changed.</summary>
    public TreeHash? State { get; private set; }

    /// <summary>Salted hash of the person's id.</summary>
    public TreeHash Person { get; private set; }

    /// <summary>True when the act was done.</summary>
    public readonly bool IsDone => Outcome.SequenceEqual("done"u8);

    /// <summary>True when the leaf states how a row stood when the log began, or when the columns of its register changed.</summary>
    public readonly bool IsAdoption => Act.SequenceEqual("ledger.adopt"u8);

    /// <summary>True when the leaf states that the clock was set back.</summary>
    public readonly bool IsSetBack => Act.SequenceEqual("ledger.clock-set-back"u8);

    /// <summary>Reads an entry of the log; false when it is no leaf of version 1, with the member that is wrong or missing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> entry, out Leaf leaf, out string wrong)
    {
        leaf = default;
        wrong = "JSON";
        try
        {
            return leaf.Take(entry, ref wrong) && leaf.IsWhole(ref wrong);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Take(ReadOnlySpan<byte> entry, scoped ref string wrong)
    {
        var reader = new Utf8JsonReader(entry);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) return false;
        var (first, version) = (true, 0);
        ReadOnlySpan<byte> last = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            // Canonical order (RFC 8785 §3.2.3); it also excludes a member that appears twice.
            if (!first && last.SequenceCompareTo(name) >= 0) return Wrong(ref wrong, "order");
            first = false;
            last = name;
            reader.Read();
            var good = name switch
            {
                _ when name.SequenceEqual("about"u8) => reader.TokenType is JsonTokenType.String,
                _ when name.SequenceEqual("act"u8) => Word(ref reader, out var word) && (Act = word) is not [],
                _ when name.SequenceEqual("at"u8) => Word(ref reader, out var word) && IsTime(At = word),
                _ when name.SequenceEqual("by"u8) => Members(ref reader, "person"u8, out var person) && Hash(person, out var hash) && (Person = hash) is var _,
                _ when name.SequenceEqual("code"u8) => Word(ref reader, out var word) && (Code = word) is not [],
                _ when name.SequenceEqual("entry"u8) => Word(ref reader, out var word) && Id(word, out var id) && (Entry = id) is not null,
                _ when name.SequenceEqual("event"u8) => Word(ref reader, out var word) && Hash(word, out var hash) && (Event = hash) is not null,
                _ when name.SequenceEqual("from"u8) => Members(ref reader, "protocol"u8, out var protocol) && protocol is not [],
                _ when name.SequenceEqual("outcome"u8) => Word(ref reader, out var word) && (Outcome = word) is not [],
                _ when name.SequenceEqual("register"u8) => Word(ref reader, out var word) && (Register = word) is not [],
                _ when name.SequenceEqual("state"u8) => Word(ref reader, out var word) && Hash(word, out var hash) && (State = hash) is not null,
                _ when name.SequenceEqual("type"u8) => Word(ref reader, out var word) && (Type = word) is not [],
                _ when name.SequenceEqual("v"u8) => reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out version) && version == 1,
                _ when name.SequenceEqual("version"u8) => reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var number) && (Version = number) > 0,
                _ => false,
            };
            if (!good) return Wrong(ref wrong, System.Text.Encoding.UTF8.GetString(name));
        }
        return !reader.Read() && (version == 1 || Wrong(ref wrong, "v"));
    }

    /// <summary>What must be there together, and what must not.</summary>
    private readonly bool IsWhole(scoped ref string wrong)
    {
        if (Act.IsEmpty) return Wrong(ref wrong, "act");
        if (At.IsEmpty) return Wrong(ref wrong, "at");
        if (Person == default) return Wrong(ref wrong, "by");
        var (refused, done) = (Outcome.SequenceEqual("refused"u8) || Outcome.SequenceEqual("denied"u8), IsDone);
        if (!refused && !done && !Outcome.SequenceEqual("read"u8)) return Wrong(ref wrong, "outcome");
        if (refused == Code.IsEmpty) return Wrong(ref wrong, "code");
        if (Entry is not null && Register.IsEmpty) return Wrong(ref wrong, "register");
        if (Type.IsEmpty) return Event is null && State is null || Wrong(ref wrong, "type");
        if (!done || Entry is null) return Wrong(ref wrong, "entry");
        if (Version is null) return Wrong(ref wrong, "version");
        return Event is not null || Wrong(ref wrong, "event");
    }

    /// <summary>Reads an object of strings and gives one of them; empty when it is not there.</summary>
    private static bool Members(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> wanted, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (reader.TokenType is not JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueSpan.SequenceEqual(wanted);
            reader.Read();
            if (reader.TokenType is not JsonTokenType.String) return false;
            if (found) value = reader.ValueSpan;
        }
        return reader.TokenType is JsonTokenType.EndObject;
    }

    private static bool Word(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> word)
    {
        word = reader.ValueSpan;
        return reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped;
    }

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length != TimeLength) return false;
        for (var i = 0; i < TimeLength; i++)
            if ("dddd-dd-ddTdd:dd:dd.dddZ"u8[i] is var form && (form == 'd' ? !char.IsAsciiDigit((char)text[i]) : text[i] != form)) return false;
        return true;
    }

    private static bool Id(ReadOnlySpan<byte> text, out Guid id) => Utf8Parser.TryParse(text, out id, out var used, 'D') && used == text.Length && !text.ContainsAnyInRange((byte)'A', (byte)'F');

    private static bool Hash(ReadOnlySpan<byte> base64, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Length + 1];
        hash = default;
        if (base64.Length != 44 || System.Buffers.Text.Base64.DecodeFromUtf8(base64, bytes, out _, out var length) is not System.Buffers.OperationStatus.Done || length != TreeHash.Length) return false;
        hash = new TreeHash(bytes[..TreeHash.Length]);
        return true;
    }

    private static bool Wrong(scoped ref string wrong, string member)
    {
        wrong = member;
        return false;
    }
}

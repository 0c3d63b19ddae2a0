using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akashi.Ledger.Records;

/// <summary>
/// Writes rows as canonical states, the same from SQLite and from PostgreSQL. A value that is not of its column's form is written
/// behind an exclamation mark, which no canonical JSON holds outside a string: such a row equals no state that a leaf ever recorded.
/// Source: docs/formats/ledger-leaf.md "The state of a row".
/// </summary>
internal sealed class StateText
{
    private readonly ArrayBufferWriter<byte> _json = new(4096);

    /// <summary>The state written last; good until the next.</summary>
    public ReadOnlyMemory<byte> Written => _json.WrittenMemory;

    /// <summary>Writes the columns of the row on which the reader stands.</summary>
    /// <param name="row">Stands on the row.</param>
    /// <param name="columns">In the ordinal order of their names.</param>
    /// <param name="first">Ordinal of the first of them in the reader; the others follow.</param>
    public void Write(DbDataReader row, IReadOnlyList<StateColumn> columns, int first)
    {
        _json.ResetWrittenCount();
        var begun = false;
        _json.Write("{"u8);
        for (var i = 0; i < columns.Count; i++)
        {
            if (row.IsDBNull(first + i)) continue;
            if (begun) _json.Write(","u8);
            begun = true;
            CanonicalJson.AppendString(_json, columns[i].Name);
            _json.Write(":"u8);
            Append(columns[i].Kind, row.GetValue(first + i));
        }
        _json.Write("}"u8);
    }

    /// <summary>The salted hash of a state or text: SHA-256(salt ‖ content).</summary>
    public static TreeHash Salted(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        var rented = ArrayPool<byte>.Shared.Rent(salt.Length + content.Length);
        salt.CopyTo(rented);
        content.CopyTo(rented.AsSpan(salt.Length));
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(rented.AsSpan(0, salt.Length + content.Length), hash);
        ArrayPool<byte>.Shared.Return(rented);
        return new TreeHash(hash);
    }

    /// <summary>UTC as states and leaves write it; with more digits when there is more than a millisecond, which no act stores.</summary>
    public static string Moment(DateTime utc) =>
        utc.ToString(utc.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A UUID as the database gives it; null when it is none in the form that the database stores.</summary>
    public static Guid? IdOf(object value) => value switch
    {
        Guid id => id,
        // The program looks ids up as upper case text: another spelling is another row to it.
        string text when !text.AsSpan().ContainsAnyInRange('a', 'f') && Guid.TryParseExact(text, "D", out var id) => id,
        _ => null,
    };

    private void Append(ColumnKind kind, object value)
    {
        switch (kind, value)
        {
            case (ColumnKind.Number, long or int or short): Plain(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case (ColumnKind.Truth, bool truth): Plain(truth ? "true" : "false"); break;
            case (ColumnKind.Truth, 1L): Plain("true"); break;
            case (ColumnKind.Truth, 0L): Plain("false"); break;
            case (ColumnKind.Time, DateTime at): CanonicalJson.AppendString(_json, Moment(at)); break;
            case (ColumnKind.Time, long ms and >= -62_135_596_800_000 and <= 253_402_300_799_999): CanonicalJson.AppendString(_json, Moment(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime)); break;
            case (ColumnKind.Day, DateOnly day): CanonicalJson.AppendString(_json, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case (ColumnKind.Day, string text) when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _): CanonicalJson.AppendString(_json, text); break;
            case (ColumnKind.Bytes, byte[] bytes): CanonicalJson.AppendString(_json, Convert.ToBase64String(bytes)); break;
            case (ColumnKind.Id, _) when IdOf(value) is { } id: CanonicalJson.AppendString(_json, id.ToString()); break;
            case (ColumnKind.Json, string text): Structured(text); break;
            case (ColumnKind.Secret, string text): Secret(text); break;
            case (ColumnKind.Text, string text): Words(text); break;
            default: Strange(value); break;
        }
    }

    private void Structured(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            _json.Write(CanonicalJson.Write(json.RootElement));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            Strange(text);
        }
    }

    private void Secret(string text)
    {
        try
        {
            CanonicalJson.AppendString(_json, SecretColumn.HashOf(text));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            Strange(text);
        }
    }

    private void Words(string text)
    {
        if (Utf8.CountOf(text) < 0) Strange(text);
        else CanonicalJson.AppendString(_json, text);
    }

    private void Plain(string text) => Encoding.ASCII.GetBytes(text, _json);

    private void Strange(object value)
    {
        _json.Write("!"u8);
        Encoding.UTF8.GetBytes(value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", _json);
    }
}

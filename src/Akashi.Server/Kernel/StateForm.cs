using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akashi.Ledger;
using Akashi.Ledger.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>
/// The canonical state of a row: its columns as one canonical JSON object (RFC 8785), those without a value left out. The same row
/// gives the same bytes from an object in memory and from either database, so that whoever holds the database can check it.
/// </summary>
internal sealed class StateForm
{
    private static readonly ConcurrentDictionary<IEntityType, StateForm> Known = [];

    /// <summary>Type of the entry, as leaves name it.</summary>
    public required string Register { get; init; }

    public required string Table { get; init; }

    /// <summary>Column of the id within the organisation.</summary>
    public required string Key { get; init; }

    /// <summary>In the order in which they stand in a state.</summary>
    public required IReadOnlyList<(string Name, ColumnKind Kind, Func<object, object?> Of)> Columns { get; init; }

    public static StateForm Of(IEntityType type) => Known.GetOrAdd(type, Make);

    public static StateForm Of<T>(Db db) => Of(db.Model.FindEntityType(typeof(T))!);

    public ReadOnlyMemory<byte> Write(object row)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        var first = true;
        json.Write("{"u8);
        foreach (var (name, kind, of) in Columns)
        {
            if (of(row) is not { } value) continue;
            if (!first) json.Write(","u8);
            first = false;
            CanonicalJson.AppendString(json, name);
            json.Write(":"u8);
            Append(json, kind, value);
        }
        json.Write("}"u8);
        return json.WrittenMemory;
    }

    /// <summary>SHA-256 over the states of several rows, each followed by a line feed, as lower case hex.</summary>
    public string Digest(IEnumerable<object> rows)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            sha.AppendData(Write(row).Span);
            sha.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static void Append(ArrayBufferWriter<byte> json, ColumnKind kind, object value)
    {
        switch (kind)
        {
            case ColumnKind.Number: Encoding.UTF8.GetBytes(Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), json); break;
            case ColumnKind.Truth: json.Write((bool)value ? "true"u8 : "false"u8); break;
            // Most lists are empty, and what there is to say of them is always the same.
            case ColumnKind.Json when value is System.Collections.IList { Count: 0 }: json.Write("[]"u8); break;
            case ColumnKind.Json:
                using (var document = JsonSerializer.SerializeToDocument(value, value.GetType(), Kernel.Columns.Json)) CanonicalJson.Write(json, document.RootElement);
                break;
            case ColumnKind.Secret: CanonicalJson.AppendString(json, SecretColumn.HashOf(value as string ?? JsonSerializer.Serialize(value, value.GetType(), Kernel.Columns.Json))); break;
            case ColumnKind.Time: CanonicalJson.AppendString(json, LeafJson.Moment((DateTimeOffset)value)); break;
            case ColumnKind.Day: CanonicalJson.AppendString(json, ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case ColumnKind.Bytes: CanonicalJson.AppendString(json, Convert.ToBase64String((byte[])value)); break;
            case ColumnKind.Id: CanonicalJson.AppendString(json, (value is IId id ? id.Value : (Guid)value).ToString()); break;
            default: CanonicalJson.AppendString(json, value as string ?? value.ToString()!); break;
        }
    }

    private static StateForm Make(IEntityType type) => new()
    {
        Register = type.ShortName(), Table = type.GetTableName()!, Key = type.FindPrimaryKey()!.Properties[^1].GetColumnName(),
        Columns = [.. Properties(type, []).Select(p => (Name: p.Property.GetColumnName(), Kind: KindOf(p.Property), Of: Getter(type, p.Path))).OrderBy(c => c.Name, StringComparer.Ordinal)],
    };

    private static IEnumerable<(IProperty Property, IReadOnlyList<IPropertyBase> Path)> Properties(ITypeBase type, IReadOnlyList<IPropertyBase> path) =>
        type.GetProperties().Select(p => (p, (IReadOnlyList<IPropertyBase>)[.. path, p]))
            .Concat(type.GetComplexProperties().SelectMany(c => Properties(c.ComplexType, [.. path, c])));

    private static ColumnKind KindOf(IProperty property)
    {
        if (property.FindAnnotation("Akashi:Secret") is not null) return ColumnKind.Secret;
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (property.FindAnnotation("Akashi:Json") is not null) return ColumnKind.Json;
        // Most words are stored as text; sets of flags as a number.
        if (type.IsEnum) return property.FindTypeMapping()?.Converter?.ProviderClrType == typeof(int) ? ColumnKind.Number : ColumnKind.Text;
        if (type == typeof(string)) return ColumnKind.Text;
        if (type == typeof(Guid) || type.IsAssignableTo(typeof(IId))) return ColumnKind.Id;
        if (type == typeof(int) || type == typeof(long)) return ColumnKind.Number;
        if (type == typeof(bool)) return ColumnKind.Truth;
        if (type == typeof(DateTimeOffset)) return ColumnKind.Time;
        if (type == typeof(DateOnly)) return ColumnKind.Day;
        if (type == typeof(byte[])) return ColumnKind.Bytes;
        throw new InvalidOperationException($"{property.DeclaringType.ShortName()}.{property.Name}: a state cannot hold {type.Name}.");
    }

    private static Func<object, object?> Getter(IEntityType type, IReadOnlyList<IPropertyBase> path)
    {
        var row = Expression.Parameter(typeof(object), "row");
        Expression at = Expression.Convert(row, type.ClrType);
        foreach (var step in path) at = Expression.MakeMemberAccess(at, step.PropertyInfo!);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(at, typeof(object)), row).Compile();
    }
}

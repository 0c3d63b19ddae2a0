using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Akashi.Server.Kernel;

/// <summary>An id that cannot be mistaken for another register's: a UUIDv7 in a type of its own.</summary>
public interface IId
{
    Guid Value { get; }
}

/// <summary>The tenant. First part of every key and every index.</summary>
public readonly record struct OrganisationId(Guid Value) : IId;

/// <summary>A person who acts; never reused.</summary>
public readonly record struct PersonId(Guid Value) : IId;

public static class Ids
{
    /// <summary>A fresh UUIDv7 of the clock's time, so that keys grow with time.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Every id type of the assembly; model and JSON converters are made from this list.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(Ids).Assembly.GetTypes().Where(t => t.IsValueType && t.IsAssignableTo(typeof(IId)))];

    internal static Func<Guid, T> Maker<T>() where T : struct, IId => MakerExpression<T>().Compile();

    internal static Expression<Func<Guid, T>> MakerExpression<T>() where T : struct, IId
    {
        var value = Expression.Parameter(typeof(Guid), "value");
        return Expression.Lambda<Func<Guid, T>>(Expression.New(typeof(T).GetConstructor([typeof(Guid)])!, value), value);
    }
}

internal sealed class IdToGuid<T>() : ValueConverter<T, Guid>(id => id.Value, Ids.MakerExpression<T>()) where T : struct, IId;

/// <summary>Writes a typed id as the plain UUID; without it JSON would hold <c>{"value": …}</c>.</summary>
public sealed class IdJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsValueType && typeToConvert.IsAssignableTo(typeof(IId));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T> where T : struct, IId
    {
        private static readonly Func<Guid, T> Make = Ids.Maker<T>();

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Make(reader.GetGuid());
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Make(Guid.Parse(reader.GetString()!));
        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value.ToString());
    }
}

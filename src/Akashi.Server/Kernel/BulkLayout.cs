using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace Akashi.Server.Kernel;

/// <summary>A mapped type as columns, with code compiled from the model that reads an entity, converts its values and hands them to a <typeparamref name="TRow"/> without boxing.</summary>
/// <typeparam name="TRow">Has <c>Null(int column)</c> and one <c>Write(int column, value)</c> per type that its database stores; columns count from 0.</typeparam>
internal sealed class BulkLayout<TRow> where TRow : class
{
    private static readonly ConcurrentDictionary<IEntityType, BulkLayout<TRow>?> Known = new();

    private BulkLayout(IEntityType type, IReadOnlyList<IProperty> properties, Action<object, TRow> write)
    {
        Table = Quote(type.GetTableName()!);
        Columns = [.. properties.Select(p => p.GetColumnName())];
        Types = [.. properties.Select(p => p.GetColumnType().Split('(')[0])];
        Write = write;
    }

    /// <summary>The table's name, quoted.</summary>
    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The database's names of the columns' types, without lengths.</summary>
    public string[] Types { get; }

    /// <summary>The columns' names, quoted and separated.</summary>
    public string Names => string.Join(", ", Columns.Select(Quote));

    /// <summary>Hands every value of an entity to the row.</summary>
    public Action<object, TRow> Write { get; }

    /// <summary>Null when a column is of a kind that <typeparamref name="TRow"/> does not write, or the type is not one plain table.</summary>
    public static BulkLayout<TRow>? Of(IEntityType type) => Known.GetOrAdd(type, Make);

    private static BulkLayout<TRow>? Make(IEntityType type)
    {
        if (type.BaseType is not null || type.GetDirectlyDerivedTypes().Any() || type.GetNavigations().Any() || type.GetTableName() is null) return null;
        if (type.GetComplexProperties().Any(c => c.IsCollection || c.ComplexType.GetComplexProperties().Any())) return null;
        var properties = type.GetFlattenedProperties().ToList();
        var (entity, row) = (Expression.Parameter(typeof(object), "entity"), Expression.Parameter(typeof(TRow), "row"));
        var typed = Expression.Variable(type.ClrType, "typed");
        var steps = new List<Expression> { Expression.Assign(typed, Expression.Convert(entity, type.ClrType)) };
        foreach (var (column, property) in properties.Index())
        {
            if (Step(typed, row, property, column) is not { } step) return null;
            steps.Add(step);
        }
        return new(type, properties, Expression.Lambda<Action<object, TRow>>(Expression.Block([typed], steps), entity, row).Compile());
    }

    private static BlockExpression? Step(Expression typed, ParameterExpression row, IProperty property, int column)
    {
        if (property.PropertyInfo is not { } member || property.GetComputedColumnSql() is not null) return null;
        var holder = property.DeclaringType is IComplexType { ComplexProperty.PropertyInfo: { } complex } ? Expression.Property(typed, complex) : typed;
        var value = Expression.Variable(property.ClrType, "value");
        var known = Nullable.GetUnderlyingType(property.ClrType) is { } inner ? Expression.Convert(value, inner) : (Expression)value;
        if (property.GetTypeMapping().Converter is { } converter)
        {
            if (converter.ConvertsNulls) return null;
            var lambda = converter.ConvertToProviderExpression;
            known = ReplacingExpressionVisitor.Replace(lambda.Parameters[0], Align(known, lambda.Parameters[0].Type), lambda.Body);
        }
        if (typeof(TRow).GetMethod("Write", [typeof(int), known.Type]) is not { } write) return null;
        Expression call = Expression.Call(row, write, Expression.Constant(column), known);
        if (!property.ClrType.IsValueType || Nullable.GetUnderlyingType(property.ClrType) is not null)
            call = Expression.IfThenElse(Expression.Equal(value, Expression.Constant(null, property.ClrType)),
                Expression.Call(row, typeof(TRow).GetMethod("Null", [typeof(int)])!, Expression.Constant(column)), call);
        return Expression.Block([value], Expression.Assign(value, Expression.Property(holder, member)), call);
    }

    private static Expression Align(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

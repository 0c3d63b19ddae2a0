using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Server.Kernel;

/// <summary>Builds <c>x =&gt; x.Id == id</c> for an entry whose id is a type of its own.</summary>
internal static class EntryKey
{
    public static Expression<Func<TEntry, bool>> Is<TEntry>(IModel model, Guid id) where TEntry : Entry
    {
        var property = model.FindEntityType(typeof(TEntry))!.FindProperty("Id")!.PropertyInfo!;
        var x = Expression.Parameter(typeof(TEntry), "x");
        // A member of a constant becomes a parameter of the query; a bare constant would make EF Core compile a new query for every id.
        var holder = Activator.CreateInstance(typeof(Wanted<>).MakeGenericType(property.PropertyType), Activator.CreateInstance(property.PropertyType, id))!;
        var value = Expression.Property(Expression.Constant(holder), nameof(Wanted<>.Id));
        return Expression.Lambda<Func<TEntry, bool>>(Expression.Equal(Expression.Property(x, property), value), x);
    }

    private sealed record Wanted<TId>(TId Id);
}

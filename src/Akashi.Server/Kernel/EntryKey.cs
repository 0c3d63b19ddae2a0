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
        var value = Expression.Constant(Activator.CreateInstance(property.PropertyType, id), property.PropertyType);
        return Expression.Lambda<Func<TEntry, bool>>(Expression.Equal(Expression.Property(x, property), value), x);
    }
}

using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Akashi.Bench.Data;

/// <summary>
/// Rows of the statements table. Some hundred statements per kind of party come from the real transition and are laid out by the real
/// model; every row is one of them under its own keys and with a text of its own.
/// </summary>
internal sealed class StatementRows
{
    private const int Originals = 300;

    private readonly Dictionary<PartyKind, List<object?[]>> _originals = [];
    private readonly RawTable _table;
    private readonly Actor _by;

    public StatementRows(Db db, RawTable table, Writing writing, Actor by)
    {
        (_table, _by) = (table, by);
        var properties = db.Model.FindEntityType(typeof(Statement))!.GetProperties().ToList();
        var day = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var kind in (PartyKind[])[PartyKind.Provider, PartyKind.Integrator, PartyKind.Customer])
            _originals[kind] = [.. Enumerable.Range(0, Originals).Select(i => Lay(properties, writing.Body(kind), new Stand(by, day.AddHours(i * 7))))];
    }

    /// <summary>What one service says about every control of one catalog, in the catalog's order.</summary>
    public IEnumerable<object?[]> Of(Service service, PartyKind kind, CatalogId catalog, IReadOnlyList<ControlId> controls, int first)
    {
        var (organisation, id, of, book, control, party, view) =
            (_table.At("organisation"), _table.At("id"), _table.At("service"), _table.At("catalog"), _table.At("control"), _table.At("party"), _table.At("view"));
        for (var i = 0; i < controls.Count; i++)
        {
            var number = first + i;
            // A prime step spreads the originals differently over every service.
            var row = (object?[])_originals[kind][(int)(number * 7919L % Originals)].Clone();
            (row[organisation], row[id], row[of], row[book], row[control], row[party]) =
                (_by.Organisation.Value, Ids.New(TimeProvider.System), service.Id.Value, catalog.Value, controls[i].Value, service.Party.Value);
            if (row[view] is string text) row[view] = $"{text}（管理番号{number}）";
            yield return row;
        }
    }

    private static object?[] Lay(List<IProperty> properties, StatementBody body, Stand stand)
    {
        var opened = Statement.Open.Open(new NewStatement(default, default, default, default, body), stand, default);
        if (opened.Refusal is { } no) throw new InvalidOperationException($"The generator made a statement that is refused: {no.Code}");
        return [.. properties.Select(p =>
        {
            var value = p.GetGetter().GetClrValue(opened.Value!);
            return (p.GetTypeMapping().Converter ?? p.GetValueConverter()) is { } converter && value is not null ? converter.ConvertToProvider(value) : value;
        })];
    }
}

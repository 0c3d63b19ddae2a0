using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Registers.PrivilegedAccess.Maintenance;

public readonly record struct MaintenanceItemId(Guid Value) : IId;

/// <summary>What is on the list of what may take part in maintenance.</summary>
public enum MaintenanceKind
{
    /// <summary>A person or a team of another organisation.</summary>
    Worker,

    /// <summary>A program or a device that they bring.</summary>
    Tool,
}

/// <summary>保守の承認済み一覧. Outsiders and tools that may take part in maintenance (provision standard 8.2.3, 8.2.5). Taken off the list it stays in the register.</summary>
public sealed class MaintenanceItem : Entry
{
    public MaintenanceItemId Id { get; private set; }
    public MaintenanceKind Kind { get; private set; }

    /// <summary>Name of the person, the team or the tool.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Their organisation, or the maker of the tool.</summary>
    public string Of { get; private set; } = "";

    /// <summary>Why it may: contract, proof of who they are, version and purpose of the tool.</summary>
    public string Basis { get; private set; } = "";

    public PersonId ApprovedBy { get; private set; }
    public DateTimeOffset ApprovedAt { get; private set; }

    /// <summary>UTC. When somebody last looked whether it still belongs on the list.</summary>
    public DateTimeOffset ConfirmedAt { get; private set; }

    /// <summary>UTC. When it was taken off; null while it is on the list.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Refusal: <c>maintenance.item</c>.</summary>
    public static readonly OpenAct<MaintenanceItem, MaintenanceItemBody> Approve = new("maintenance.approve", new("保守の要員・道具の承認", "Approve for maintenance"), (body, stand, id) =>
    {
        if (!Fits(body.Name, 100) || !Fits(body.Of, 100) || !Fits(body.Basis, 1_000)) return MaintenanceRefusals.Item;
        var item = new MaintenanceItem
        {
            Id = new(id), Kind = body.Kind, Name = body.Name.Trim(), Of = body.Of.Trim(), Basis = body.Basis.Trim(),
            ApprovedBy = stand.By.Person, ApprovedAt = stand.At, ConfirmedAt = stand.At,
        };
        item.Record(new MaintenanceItemApproved(body), stand.At);
        return item;
    });

    /// <summary>It still belongs on the list. Refusal: <c>maintenance.withdrawn</c>.</summary>
    public static readonly Act<MaintenanceItem, NoBody> Confirm = new("maintenance.confirm", new("保守の一覧の確認", "Confirm for maintenance"), (item, _, stand) =>
    {
        if (item.WithdrawnAt is not null) return MaintenanceRefusals.Withdrawn;
        item.ConfirmedAt = stand.At;
        item.Record(new MaintenanceItemConfirmed(), stand.At);
        return null;
    });

    /// <summary>Refusal: <c>maintenance.withdrawn</c>.</summary>
    public static readonly Act<MaintenanceItem, NoBody> Withdraw = new("maintenance.withdraw", new("保守の一覧からの除外", "Take off the list"), (item, _, stand) =>
    {
        if (item.WithdrawnAt is not null) return MaintenanceRefusals.Withdrawn;
        item.WithdrawnAt = stand.At;
        item.Record(new MaintenanceItemWithdrawn(), stand.At);
        return null;
    });

    private static bool Fits(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    internal sealed class Table : IEntityTypeConfiguration<MaintenanceItem>
    {
        public void Configure(EntityTypeBuilder<MaintenanceItem> builder)
        {
            builder.ToTable("maintenance_items");
            builder.HasKey(x => new { x.Organisation, x.Id });
        }
    }
}

/// <param name="Of">Organisation of a worker, maker of a tool.</param>
/// <param name="Basis">Why it may.</param>
public sealed record MaintenanceItemBody(MaintenanceKind Kind, string Name, string Of, string Basis);

/// <summary>Put on the list.</summary>
public sealed record MaintenanceItemApproved(MaintenanceItemBody Item) : Event;

/// <summary>Looked at again; it stays on the list.</summary>
public sealed record MaintenanceItemConfirmed : Event;

/// <summary>Taken off the list.</summary>
public sealed record MaintenanceItemWithdrawn : Event;

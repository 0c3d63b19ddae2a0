using Akashi.Ledger;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Ledger;

public readonly record struct RetentionId(Guid Value) : IId;

/// <summary>The written policy of how long entries of the log are published. Without one the log is never pruned (tlog-tiles "Retention Policies").</summary>
public sealed class RetentionPolicy : Entry
{
    /// <summary>No policy may be shorter; audits look a year back.</summary>
    public const int LeastDays = 366;

    public RetentionId Id { get; private set; }

    /// <summary>Days for which an entry is published after its act.</summary>
    public int Days { get; private set; }

    /// <summary>On what the figure rests: a law, a contract, a decision.</summary>
    public string Basis { get; private set; } = "";

    public override Guid Key => Id.Value;

    public static readonly OpenAct<RetentionPolicy, RetentionBody> Set = new("ledger.set-retention", new("保存方針の設定", "Set retention policy"), (body, stand, id) =>
    {
        var policy = new RetentionPolicy { Id = new(id) };
        return policy.Take(body, stand) is { } no ? no : policy;
    }) { Privileged = true };

    /// <returns>Refusals: <c>retention.too-short</c>, <c>retention.no-basis</c>.</returns>
    private Refusal? Take(RetentionBody body, Stand stand)
    {
        if (body.Days < LeastDays) return new("retention.too-short", new Text("保存期間は{0}日以上にしてください。", "The period must be at least {0} days.").With(LeastDays), 400);
        if (string.IsNullOrWhiteSpace(body.Basis) || body.Basis.Length > 500) return new("retention.no-basis", new("根拠（法令、契約、決定など）を500字以内で入力してください。", "Say on what it rests (a law, a contract, a decision), in up to 500 characters."), 400);
        (Days, Basis) = (body.Days, body.Basis.Trim());
        Record(new RetentionSet(Days, Basis), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<RetentionPolicy>
    {
        public void Configure(EntityTypeBuilder<RetentionPolicy> builder)
        {
            builder.ToTable("retention_policies");
            builder.HasKey(x => new { x.Organisation, x.Id });
        }
    }
}

public sealed record RetentionBody(int Days, string Basis);

/// <summary>A policy was decided; the newest one counts.</summary>
public sealed record RetentionSet(int Days, string Basis) : Event;

/// <summary>
/// Pruning as tlog-tiles defines it: entries below the minimum index are no longer published; nothing is deleted from disk, the tree and
/// every proof stay as they are.
/// </summary>
internal sealed class Pruning(Desk desk, Sequencer sequencer, DbFactory databases, LedgerFolders folders, TimeProvider time)
{
    public static readonly Act Prune = new("ledger.prune", new("台帳の公開範囲の短縮", "Prune the ledger")) { Privileged = true };

    /// <returns>The new minimum index. Refusals: <c>grant-required</c>, <c>ledger.no-retention</c>, <c>ledger.nothing-to-prune</c>.</returns>
    public async Task<Outcome<long>> PruneAsync(Actor by, CancellationToken ct)
    {
        if (await desk.RefusesAsync(Prune, by) is { } no) return no;
        await using var db = databases.Open(by.Organisation);
        if (await db.Set<RetentionPolicy>().OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct) is not { } policy) return NoPolicy;
        var head = await db.LedgerHeads.FirstAsync(ct);
        var minimum = await LeafIndexes.FirstSinceAsync(db, head.MinimumIndex, head.CheckpointSize, time.GetUtcNow().AddDays(-policy.Days), ct);
        if (minimum <= head.MinimumIndex) return Nothing;
        // Pruning changes the head of the log, no row; the desk records the use of the grant and says under which it is done.
        var under = await desk.RunAsync<Actor>(Prune, by, (_, stand) => Task.FromResult<Outcome<Actor>>(stand.By), ct);
        if (under.Refusal is { } gone) return gone;
        await sequencer.RaiseMinimumAsync(under.Value!, Prune.Id, minimum);
        await folders.Storage(by.Organisation).WriteAsync([(LedgerFolders.MinimumFile, System.Text.Encoding.ASCII.GetBytes($"{minimum}\n"))], ct);
        return minimum;
    }

    /// <summary>True when the whole tile or bundle lies below the minimum index.</summary>
    public static bool IsPruned(string path, long minimum) => TilePath.TryParse(path, out var tile) && tile.IsFull && tile.EndIndex <= minimum;

    private static readonly Refusal NoPolicy = new("ledger.no-retention", new("保存方針がないため、台帳の公開範囲は短縮できません。先に方針を設定してください。", "Without a retention policy the ledger is never pruned. Set a policy first."));
    private static readonly Refusal Nothing = new("ledger.nothing-to-prune", new("保存期間を過ぎた記録はありません。", "No entry is older than the policy's period."));
}

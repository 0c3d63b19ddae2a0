using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Akashi.Server.Kernel;

/// <summary>The salts of the people of one organisation, and their ready-made members of leaves. Used by its one <see cref="Sequencer"/> line only.</summary>
internal sealed class SubjectSalts(OrganisationId organisation)
{
    public static readonly RawInsert Insert = new("subject_salts", ("organisation", NpgsqlDbType.Uuid), ("subject", NpgsqlDbType.Uuid), ("salt", NpgsqlDbType.Bytea));

    /// <summary>More sessions than this at once are written anew each time.</summary>
    private const int MostRemembered = 10_000;

    private readonly Dictionary<PersonId, byte[]> _known = [];
    private readonly Dictionary<PersonId, byte[]> _fresh = [];
    private readonly Dictionary<(PersonId, Access), LeafActor> _ready = [];

    /// <summary>False until the stored salts are known, and once they were forgotten.</summary>
    public bool Loaded { get; private set; }

    public LeafActor Of(Actor actor)
    {
        if (_ready.TryGetValue((actor.Person, actor.Access), out var ready)) return ready;
        if (!_known.TryGetValue(actor.Person, out var salt) && !_fresh.TryGetValue(actor.Person, out salt))
            _fresh[actor.Person] = salt = RandomNumberGenerator.GetBytes(LeafBatch.SaltBytes);
        if (_ready.Count >= MostRemembered) _ready.Clear();
        return _ready[(actor.Person, actor.Access)] = LeafActor.Of(actor, salt);
    }

    public async Task LoadAsync(Db db, CancellationToken ct)
    {
        Forget();
        foreach (var salt in await db.Set<SubjectSalt>().ToListAsync(ct)) _known[salt.Subject] = salt.Salt;
        Loaded = true;
    }

    /// <summary>The salts of people who act for the first time, as rows of <see cref="Insert"/>.</summary>
    public IReadOnlyList<object?[]> Fresh => _fresh.Count == 0 ? [] : [.. _fresh.Select(s => new object?[] { organisation.Value, s.Key.Value, s.Value })];

    /// <summary>The transaction was committed: what was fresh is known.</summary>
    public void Committed()
    {
        foreach (var (person, salt) in _fresh) _known[person] = salt;
        _fresh.Clear();
    }

    /// <summary>The transaction was lost: what was fresh never was.</summary>
    public void RolledBack()
    {
        if (_fresh.Count == 0) return;
        _fresh.Clear();
        _ready.Clear();
    }

    public void Forget()
    {
        _known.Clear();
        _fresh.Clear();
        _ready.Clear();
        Loaded = false;
    }
}

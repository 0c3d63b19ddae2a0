using System.Globalization;
using System.Text;
using System.Text.Json;
using Akashi.Server.Identity;
using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Ledger;

/// <summary>What the leaves of one survey say of sessions (provision standard 12.3).</summary>
/// <param name="Seen">Sessions in which something was done or read.</param>
/// <param name="Misused">Of those: in which that was after their end or limit, while they were locked, or of which the server knows nothing.</param>
/// <param name="TimedOut">Ended by their limit.</param>
/// <param name="SignedOut">Ended by their person.</param>
/// <param name="EndedOtherwise">Ended by others, or by one more sign-in.</param>
/// <param name="Unlocks">How often one was unlocked.</param>
/// <param name="Unproven">Of those: by somebody who showed nothing.</param>
/// <param name="Refused">Ids and attempts of ended, locked or unknown sessions that were turned away.</param>
/// <param name="LockDelay">Milliseconds; the longest time for which a page stood open after the idle limit; null when none was locked by that.</param>
public sealed record SessionTally(long Seen, long Misused, long TimedOut, long SignedOut, long EndedOtherwise, long Unlocks, long Unproven, long Refused, long? LockDelay);

/// <summary>
/// Counts from leaves, in their order, and holds what was done in a session against the table of sessions: the leaf is written by the act, the
/// end by the session, so that a session that answered when it should not is seen.
/// </summary>
internal sealed class SessionCount
{
    /// <summary>An act that was let in just before may come into the log just after.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Trace> _traces = [];
    private readonly Dictionary<string, long> _ends = [];
    private DateTimeOffset? _first;
    private long _unlocks, _unproven, _refused;
    private long? _delay;

    public void Take(byte[] body)
    {
        if (body.AsSpan().IndexOf("ession"u8) < 0 || Read(body) is not { } leaf) return;
        _first ??= leaf.At;
        if (leaf.Act == RefusedIds.Refused.Id) _refused += Number(leaf.About, "over") + Number(leaf.About, "foreign");
        else if (leaf.Act == Sessions.Over.Id) _ends[Word(leaf.About, "because")] = _ends.GetValueOrDefault(Word(leaf.About, "because")) + 1;
        else if (leaf.Session is { } session)
        {
            if (!_traces.TryGetValue(session, out var trace)) _traces[session] = trace = new(leaf.Person);
            if (leaf.Act == Sessions.Lock.Id) Locked(trace, leaf);
            else if (leaf.Act == Sessions.Unlock.Id) Unlocked(trace, leaf);
            else if (leaf.Code is "session.ended" or "session.locked") _refused++;
            // At the door everybody may knock; and what was refused was not done.
            else if (leaf.Code is null && !leaf.Act.StartsWith("identity.", StringComparison.Ordinal) && leaf.Act != Account.Succeed.Id && leaf.Act != Account.Fail.Id) trace.Did(leaf.At);
        }
    }

    public async Task<SessionTally> TallyAsync(Db db, CancellationToken ct)
    {
        var (used, misused) = (_traces.Values.Count(t => t.Last is not null), 0);
        if (used > 0)
        {
            var known = await KnownAsync(db, ct);
            HashSet<string>? people = null;
            foreach (var (session, trace) in _traces.Where(t => t.Value.Last is not null))
            {
                if (known.TryGetValue(session, out var row)) misused += trace.IsMisused(row) ? 1 : 0;
                // Of somebody who was erased meanwhile nothing can be said any more.
                else if ((people ??= await PeopleAsync(db, ct)).Contains(trace.Person)) misused++;
            }
        }
        long Ended(string because) => _ends.GetValueOrDefault(because);
        return new(used, misused, Ended("expired"), Ended("signed-out"), _ends.Values.Sum() - Ended("expired") - Ended("signed-out"), _unlocks, _unproven, _refused, _delay);
    }

    private void Locked(Trace trace, Line leaf)
    {
        trace.LockedAt = leaf.At;
        if (leaf.About.Contains(" late=", StringComparison.Ordinal)) _delay = Math.Max(_delay ?? 0, Number(leaf.About, "late"));
    }

    private void Unlocked(Trace trace, Line leaf)
    {
        trace.Open(leaf.At);
        _unlocks++;
        if (Word(leaf.About, "by") == Sessions.ByClick) _unproven++;
    }

    /// <summary>Sessions that could be used at some time since the first leaf, by what leaves call them.</summary>
    private async Task<Dictionary<string, Session>> KnownAsync(Db db, CancellationToken ct)
    {
        var since = _first!.Value - Tolerance;
        var rows = await db.Sessions.Where(s => s.ExpiresAt >= since && (s.EndedAt == null || s.EndedAt >= since)).ToListAsync(ct);
        var salts = await db.Set<SubjectSalt>().ToDictionaryAsync(s => s.Subject, s => s.Salt, ct);
        return rows.Where(r => salts.ContainsKey(r.Person)).ToDictionary(r => Hidden(salts[r.Person], r.Id.Value));
    }

    private static async Task<HashSet<string>> PeopleAsync(Db db, CancellationToken ct) =>
        [.. (await db.Set<SubjectSalt>().ToListAsync(ct)).Select(s => Hidden(s.Salt, s.Subject.Value))];

    private static string Hidden(byte[] salt, Guid id) => LeafJson.Salted(salt, Encoding.UTF8.GetBytes(id.ToString()));

    private static long Number(string about, string name) => long.TryParse(Word(about, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Word(string about, string name) =>
        about.Split(' ').FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal)) is { } word ? word[(name.Length + 1)..] : "";

    /// <summary>Null for what is no leaf; that is counted elsewhere.</summary>
    private static Line? Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var (leaf, by) = (json.RootElement, json.RootElement.GetProperty("by"));
            return new(Text(leaf, "act")!, DateTimeOffset.Parse(Text(leaf, "at")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Text(leaf, "code"), Text(leaf, "about") ?? "", Text(by, "session"), Text(by, "person")!);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or ArgumentNullException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Line(string Act, DateTimeOffset At, string? Code, string About, string? Session, string Person);

    /// <summary>What was done in one session.</summary>
    private sealed class Trace(string person)
    {
        private bool _whileLocked;
        private bool _opened;

        public string Person { get; } = person;
        public DateTimeOffset? Last { get; private set; }
        public DateTimeOffset? LockedAt { get; set; }

        public void Did(DateTimeOffset at)
        {
            _whileLocked |= at - LockedAt > Tolerance;
            Last = at;
        }

        public void Open(DateTimeOffset at)
        {
            // It was locked when the survey began, and something was done before it was opened.
            _whileLocked |= !_opened && LockedAt is null && at - Last > Tolerance;
            (LockedAt, _opened) = (null, true);
        }

        public bool IsMisused(Session row) => _whileLocked || Last - row.ExpiresAt > Tolerance || Last - row.EndedAt > Tolerance || (!_opened && LockedAt is null && Last - row.LockedAt > Tolerance);
    }
}

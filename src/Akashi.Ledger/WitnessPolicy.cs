using System.Globalization;

namespace Akashi.Ledger;

/// <summary>A log or witness of a policy.</summary>
/// <param name="Name">The name within the policy; for a log its key's name, which is its origin.</param>
/// <param name="Key">Its public key.</param>
/// <param name="Url">Where it is reached; null when the policy does not say.</param>
public sealed record PolicyParty(string Name, NoteVerifier Key, string? Url);

/// <summary>
/// When a checkpoint is accepted: signed by one of these logs and cosigned by a quorum of these witnesses.
/// Source: tlog-policy. Files must be UTF-8, which is stricter than the specification.
/// </summary>
public sealed class WitnessPolicy
{
    private readonly Dictionary<string, Quorum> _names = new(StringComparer.Ordinal);
    private readonly List<PolicyParty> _logs = [];
    private readonly List<PolicyParty> _witnesses = [];
    private Quorum? _quorum;

    private WitnessPolicy()
    {
    }

    /// <summary>The logs that are accepted; empty when they are known from elsewhere.</summary>
    public IReadOnlyList<PolicyParty> Logs => _logs;

    /// <summary>The witnesses that are known.</summary>
    public IReadOnlyList<PolicyParty> Witnesses => _witnesses;

    /// <summary>A policy of log keys alone: signed by one of them, no witness asked for.</summary>
    public static WitnessPolicy Of(params IEnumerable<NoteVerifier> logs)
    {
        var policy = new WitnessPolicy { _quorum = new Quorum("none", 0, []) };
        policy._logs.AddRange(logs.Select(k => new PolicyParty(k.Name, k, null)));
        return policy;
    }

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="LedgerBrokenException"><c>policy.malformed</c> with the line.</exception>
    public static WitnessPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var policy = new WitnessPolicy();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Any(c => c < ' ' && c != '\t' || c == 0x7f)) throw Malformed(number, new("制御文字があります", "control character"));
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [] || words[0].StartsWith('#')) continue;
            if (policy.Take(words) is { } wrong) throw Malformed(number, wrong);
        }
        return policy._quorum is null ? throw Malformed(number, new("quorum 行がありません", "no quorum line")) : policy;
    }

    /// <summary>Accepts a checkpoint: well formed, signed by a log of the policy under its own origin, and cosigned by the quorum.</summary>
    /// <exception cref="LedgerBrokenException"><c>signature.wrong</c>, <c>signature.missing</c>, <c>checkpoint.malformed</c>, <c>policy.quorum</c></exception>
    public OpenedCheckpoint Check(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var checkpoint = Checkpoint.Parse(note.Text);
        var logs = _logs.Where(l => l.Name == checkpoint.Origin).Select(l => l.Key).ToHashSet();
        if (_logs.Count > 0 && logs.Count == 0) throw new LedgerBrokenException(Faults.SignatureMissing());
        if (_logs.Count == 0 && _witnesses.Count == 0) throw new LedgerBrokenException(Faults.SignatureMissing());
        var signatures = note.Open(logs.Concat(_witnesses.Select(w => w.Key)));
        if (_logs.Count > 0 && !signatures.Any(s => logs.Contains(s.Key))) throw new LedgerBrokenException(Faults.SignatureMissing());
        if (!IsMet(signatures.Select(s => s.Key)))
            throw new LedgerBrokenException(Faults.QuorumMissing(_quorum!.Name, [.. _witnesses.Where(w => signatures.All(s => s.Key != w.Key)).Select(w => w.Name)]));
        return new OpenedCheckpoint(checkpoint, note, signatures);
    }

    /// <summary>True when these verified keys fulfil the quorum (tlog-policy "Defining the quorum").</summary>
    public bool IsMet(IEnumerable<NoteVerifier> verified)
    {
        var names = _witnesses.Where(w => verified.Any(k => k.ToString() == w.Key.ToString())).Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        return Holds(_quorum!);
        bool Holds(Quorum q) => q.Members.Count == 0 ? q.Needed == 0 || names.Contains(q.Name) : q.Members.Count(Holds) >= q.Needed;
    }

    // What is wrong with the line; null when it was taken.
    private Why? Take(string[] words) => words switch
    {
        ["log", var key, .. { Length: <= 1 } url] => AddLog(key, url.FirstOrDefault()),
        ["witness", var name, var key, .. { Length: <= 1 } url] => AddWitness(name, key, url.FirstOrDefault()),
        ["group", var name, var needed, .. { Length: > 0 } members] => AddGroup(name, needed, members),
        ["quorum", "none"] => SetQuorum(new Quorum("none", 0, [])),
        ["quorum", var name] => _names.TryGetValue(name, out var quorum) ? SetQuorum(quorum) : new Why($"「{name}」はこれより前の行で定義されていません", $"“{name}” is not defined above"),
        _ => new Why("不明な行です", "unknown line"),
    };

    private Why? AddLog(string key, string? url)
    {
        if (Key(key) is not { } verifier) return new Why("対応する種類の vkey ではありません", "not a vkey of a known kind");
        if (_logs.Any(l => l.Key.PublicKey.SequenceEqual(verifier.PublicKey))) return new Why("ログの鍵が重複しています", "the log's key appears twice");
        _logs.Add(new PolicyParty(verifier.Name, verifier, url));
        return null;
    }

    private Why? AddWitness(string name, string key, string? url)
    {
        if (Key(key) is not { } verifier || verifier.Kind is SignatureKind.Ed25519) return new Why("連署用の vkey ではありません", "not a vkey of a cosigner");
        if (_witnesses.Any(w => w.Key.PublicKey.SequenceEqual(verifier.PublicKey))) return new Why("立会人の鍵が重複しています", "the witness's key appears twice");
        if (Define(name, new Quorum(name, 1, [])) is { } wrong) return wrong;
        _witnesses.Add(new PolicyParty(name, verifier, url));
        return null;
    }

    private Why? AddGroup(string name, string needed, string[] members)
    {
        var quorums = new List<Quorum>();
        foreach (var member in members)
        {
            if (!_names.TryGetValue(member, out var quorum)) return new Why($"「{member}」はこれより前の行で定義されていません", $"“{member}” is not defined above");
            // Each name counts in one place only, so that no witness counts twice.
            if (quorum.Used) return new Why($"「{member}」はすでにメンバーです", $"“{member}” is a member already");
            quorum.Used = true;
            quorums.Add(quorum);
        }
        var k = needed switch { "all" => members.Length, "any" => 1, _ => int.TryParse(needed, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0 };
        return k < 1 || k > members.Length ? new Why("しきい値は 1 からメンバー数までです", "the threshold is not between 1 and the number of members") : Define(name, new Quorum(name, k, quorums));
    }

    private Why? Define(string name, Quorum quorum) => name == "none" || !_names.TryAdd(name, quorum) ? new Why($"「{name}」はすでに使われています", $"“{name}” is taken") : null;

    private Why? SetQuorum(Quorum quorum)
    {
        if (_quorum is not null) return new Why("quorum 行が二つあります", "a second quorum line");
        _quorum = quorum;
        return null;
    }

    private static NoteVerifier? Key(string vkey)
    {
        try { return NoteVerifier.Parse(vkey); }
        catch (FormatException) { return null; }
    }

    private static LedgerBrokenException Malformed(int line, Why why) => new(Faults.PolicyMalformed(line, why));

    // A witness (no members) or a group of at least Needed members.
    private sealed record Quorum(string Name, int Needed, IReadOnlyList<Quorum> Members)
    {
        public bool Used { get; set; }
    }
}

using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess;

/// <summary>What a privilege is for. Each kind has its own rule.</summary>
public enum TargetKind
{
    /// <summary>Akashi itself: acts marked privileged.</summary>
    Akashi,

    /// <summary>Servers, through certificates for SSH.</summary>
    Servers,

    /// <summary>Maintenance by outsiders, on site or (with accounts and hosts) through SSH.</summary>
    Maintenance,
}

/// <summary>The smallest set of what is wanted.</summary>
/// <param name="Acts">For Akashi: ids of privileged acts, e.g. <c>people.erase</c>; empty otherwise.</param>
/// <param name="Accounts">For servers: accounts on the hosts, e.g. <c>postgres</c>.</param>
/// <param name="Hosts">For servers: names of the hosts, as each of them knows itself, e.g. <c>db1.example.jp</c>.</param>
public sealed partial record PrivilegeTarget(TargetKind Kind, IReadOnlyList<string>? Acts = null, IReadOnlyList<string>? Accounts = null, IReadOnlyList<string>? Hosts = null)
{
    /// <summary>So many of each at most: more is no smallest set.</summary>
    public const int Most = 20;

    /// <summary>
    /// Principals of a certificate: <c>account@host</c>, every account on every host. A certificate cannot name hosts by itself; so each host
    /// lists only the principals that end in its own name (docs/operations.md).
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Principals => [.. (Hosts ?? []).SelectMany(h => (Accounts ?? []).Select(a => $"{a}@{h}"))];

    public static PrivilegeTarget OfActs(params IReadOnlyList<string> acts) => new(TargetKind.Akashi, acts);

    /// <summary>Without blanks and doubles.</summary>
    internal PrivilegeTarget Tidy() => new(Kind, Tidy(Acts), Tidy(Accounts), Tidy(Hosts));

    /// <returns>Refusals: <c>privilege.no-target</c>, <c>privilege.too-wide</c>, <c>privilege.unknown-act</c>, <c>privilege.account</c>, <c>privilege.host</c>.</returns>
    internal Refusal? Check()
    {
        var (acts, accounts, hosts) = (Acts ?? [], Accounts ?? [], Hosts ?? []);
        var fits = Kind switch
        {
            TargetKind.Akashi => acts.Count > 0 && accounts.Count + hosts.Count == 0,
            TargetKind.Servers => acts.Count == 0 && accounts.Count > 0 && hosts.Count > 0,
            _ => acts.Count == 0 && accounts.Count == 0 == (hosts.Count == 0),
        };
        if (!fits) return PrivilegeRefusals.NoTarget;
        if (Math.Max(acts.Count, Math.Max(accounts.Count, hosts.Count)) > Most) return PrivilegeRefusals.TooWide;
        if (acts.FirstOrDefault(a => ActNames.Privileged.All(p => p.Id != a)) is { } unknown) return PrivilegeRefusals.UnknownAct(unknown);
        if (accounts.FirstOrDefault(a => !Account().IsMatch(a)) is { } account) return PrivilegeRefusals.BadAccount(account);
        if (hosts.FirstOrDefault(h => !Host().IsMatch(h)) is { } host) return PrivilegeRefusals.BadHost(host);
        return null;
    }

    private static IReadOnlyList<string> Tidy(IReadOnlyList<string>? words) => [.. (words ?? []).Select(w => w.Trim()).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^[a-z_][a-z0-9_.-]{0,31}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\z")]
    private static partial Regex Host();
}

using System.Security.Cryptography;
using System.Text;

namespace Akashi.Bench.Data;

/// <summary>How much is generated. The same shape and seed give the same texts and facts; ids come from the clock.</summary>
internal sealed record Shape(int Services, int Catalogs, int Controls, int Seed = 1)
{
    /// <summary>The size for which coverage and pages have budgets: 600,000 statements.</summary>
    public static readonly Shape Large = new(100, 1, 6_000);

    /// <summary>One reference of 100,000 rows.</summary>
    public static readonly Shape OneLongReference = new(1, 20, 5_000);

    /// <summary>Counted up when the generator writes something else from the same shape.</summary>
    private const int Generator = 1;

    public int Statements => Services * Catalogs * Controls;

    /// <summary>Names the generated database; another shape or another migration gives another name.</summary>
    public string Hash(string migration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Generator} {this} {migration}")))[..16];
}

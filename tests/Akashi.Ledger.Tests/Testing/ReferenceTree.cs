using System.Security.Cryptography;

namespace Akashi.Ledger.Tests.Testing;

/// <summary>RFC 6962 §2.1 word by word: recursive, slow, and without a line of the library's code.</summary>
internal static class ReferenceTree
{
    public static byte[] Mth(IReadOnlyList<byte[]> d) => d.Count switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. d[0]]),
        _ => SHA256.HashData([1, .. Mth(Left(d)), .. Mth(Right(d))]),
    };

    public static List<TreeHash> Path(int m, IReadOnlyList<byte[]> d)
    {
        if (d.Count == 1) return [];
        var k = Split(d.Count);
        return m < k ? [.. Path(m, Left(d)), Hash(Right(d))] : [.. Path(m - k, Right(d)), Hash(Left(d))];
    }

    public static List<TreeHash> Proof(int m, IReadOnlyList<byte[]> d) => SubProof(m, d, true);

    public static TreeHash Hash(IReadOnlyList<byte[]> d) => new(Mth(d));

    private static List<TreeHash> SubProof(int m, IReadOnlyList<byte[]> d, bool whole)
    {
        if (m == d.Count) return whole ? [] : [Hash(d)];
        var k = Split(d.Count);
        return m <= k ? [.. SubProof(m, Left(d), whole), Hash(Right(d))] : [.. SubProof(m - k, Right(d), false), Hash(Left(d))];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }

    private static IReadOnlyList<byte[]> Left(IReadOnlyList<byte[]> d) => [.. d.Take(Split(d.Count))];

    private static IReadOnlyList<byte[]> Right(IReadOnlyList<byte[]> d) => [.. d.Skip(Split(d.Count))];
}

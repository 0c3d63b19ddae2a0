using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Akashi.Ledger;

/// <summary>The hashes of a Merkle tree and the check of its proofs. Source: RFC 6962 §2.1; the checks are those of RFC 9162 §2.1.3.2 and §2.1.4.2.</summary>
public static class MerkleTree
{
    private const int OnStack = 1024;

    /// <summary>The hash of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1, MTH({})).</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of an entry as a leaf: SHA-256(0x00 || entry) (RFC 6962 §2.1).</summary>
    [SkipLocalsInit]
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = rented is null ? stackalloc byte[OnStack] : rented;
        input[0] = 0;
        entry.CopyTo(input[1..]);
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input[..length], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return new TreeHash(hash);
    }

    /// <summary>The hash of a node over two: SHA-256(0x01 || left || right) (RFC 6962 §2.1).</summary>
    [SkipLocalsInit]
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * TreeHash.Length];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Length)..]);
        Span<byte> hash = stackalloc byte[TreeHash.Length];
        SHA256.HashData(input, hash);
        return new TreeHash(hash);
    }

    /// <summary>
    /// True when the leaf stands at <paramref name="index"/> in the tree of <paramref name="size"/> leaves with this root.
    /// The proof runs from the leaf's sibling to the root's child (RFC 6962 §2.1.1; RFC 9162 §2.1.3.2).
    /// </summary>
    public static bool VerifyInclusion(in TreeHash leafHash, long index, long size, IReadOnlyList<TreeHash> proof, in TreeHash root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = Node(sibling, hash);
                // A right edge that is no right child has no sibling on these levels.
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else hash = Node(hash, sibling);
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }

    /// <summary>
    /// True when the tree of <paramref name="newSize"/> leaves begins with the tree of <paramref name="oldSize"/> leaves
    /// (RFC 6962 §2.1.2; RFC 9162 §2.1.4.2). From size 0 or to the same size the proof is empty.
    /// </summary>
    public static bool VerifyConsistency(long oldSize, in TreeHash oldRoot, long newSize, in TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (oldSize < 0 || oldSize > newSize) return false;
        if (oldSize == newSize) return proof.Count == 0 && oldRoot == newRoot;
        if (oldSize == 0) return proof.Count == 0 && oldRoot == Empty;
        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        // When the old tree is one perfect subtree of the new one, its root is known and not sent.
        var next = node == 0 ? 0 : 1;
        if (proof.Count < next) return false;
        var seed = node == 0 ? oldRoot : proof[0];
        var (oldHash, newHash) = (seed, seed);
        for (; next < proof.Count; next++)
        {
            if (last == 0) return false;
            var sibling = proof[next];
            if ((node & 1) == 1 || node == last)
            {
                oldHash = Node(sibling, oldHash);
                newHash = Node(sibling, newHash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else newHash = Node(newHash, sibling);
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }

    /// <summary>The root of a perfect subtree over 2^n hashes that lie side by side.</summary>
    internal static TreeHash Perfect(ReadOnlySpan<TreeHash> hashes) => hashes.Length == 1
        ? hashes[0]
        : Node(Perfect(hashes[..(hashes.Length / 2)]), Perfect(hashes[(hashes.Length / 2)..]));
}

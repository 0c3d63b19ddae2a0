using Akashi.Ledger.Tests.Testing;
using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class MerkleTreeTests
{
    // The leaves, roots and proofs that the Certificate Transparency project publishes for RFC 6962.
    private static readonly byte[][] Leaves =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    private const string L0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private const string L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string N01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    private const string N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string N03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private const string L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private const string N47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, L0)]
    [InlineData(2, N01)]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, N03)]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public async Task Root_OfThePublishedLeaves_IsThePublishedOne(int size, string root)
    {
        var log = await Given.EmptyLog(new MemoryStorage());
        foreach (var leaf in Leaves[..size]) log.Append(leaf);
        Assert.Equal(Hex(root), log.Root());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8, L1, N23, N47)]
    [InlineData(5, 8, L4, N67, N03)]
    [InlineData(2, 3, N01)]
    [InlineData(1, 5, L0, N23, L4)]
    public void VerifyInclusion_PublishedProof_Holds(int index, int size, params string[] proof)
    {
        var root = ReferenceTree.Hash(Leaves[..size]);
        Assert.True(MerkleTree.VerifyInclusion(MerkleTree.Leaf(Leaves[index]), index, size, [.. proof.Select(Hex)], root));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8, L1, N23, N47)]
    [InlineData(6, 8, N45, N67, N03)]
    [InlineData(2, 5, N23, L4)]
    public void VerifyConsistency_PublishedProof_Holds(int from, int to, params string[] proof) =>
        Assert.True(MerkleTree.VerifyConsistency(from, ReferenceTree.Hash(Leaves[..from]), to, ReferenceTree.Hash(Leaves[..to]), [.. proof.Select(Hex)]));

    [Fact]
    public void VerifyInclusion_EveryProofUpToSize40_HoldsAndNoChangedOneDoes()
    {
        var d = Given.Entries(40);
        for (var size = 1; size <= d.Length; size++)
            for (var index = 0; index < size; index++)
            {
                var (root, leaf, proof) = (ReferenceTree.Hash(d[..size]), MerkleTree.Leaf(d[index]), ReferenceTree.Path(index, d[..size]));
                Assert.True(MerkleTree.VerifyInclusion(leaf, index, size, proof, root));
                Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, [.. proof, root], root));
                Assert.False(MerkleTree.VerifyInclusion(MerkleTree.Leaf([]), index, size, proof, root));
                Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, proof, leaf == root ? MerkleTree.Empty : leaf));
                // A tree of twice the size is one level higher, so this proof ends below its root.
                Assert.False(MerkleTree.VerifyInclusion(leaf, index, 2 * size, proof, root));
                if (proof.Count > 0) Assert.False(MerkleTree.VerifyInclusion(leaf, index, size, proof[..^1], root));
                // Another index with as many steps may only hold when its path turns the same way; the sibling's never does.
                if (proof.Count > 0 && (index ^ 1) < size) Assert.False(MerkleTree.VerifyInclusion(leaf, index ^ 1, size, proof, root));
            }
    }

    [Fact]
    public void VerifyConsistency_EveryProofUpToSize40_HoldsAndNoChangedOneDoes()
    {
        var d = Given.Entries(40);
        for (var to = 1; to <= d.Length; to++)
            for (var from = 1; from <= to; from++)
            {
                var (old, root, proof) = (ReferenceTree.Hash(d[..from]), ReferenceTree.Hash(d[..to]), ReferenceTree.Proof(from, d[..to]));
                Assert.True(MerkleTree.VerifyConsistency(from, old, to, root, proof));
                Assert.False(MerkleTree.VerifyConsistency(from, MerkleTree.Empty, to, root, proof));
                Assert.False(MerkleTree.VerifyConsistency(from, old, to, MerkleTree.Empty, proof));
                Assert.False(MerkleTree.VerifyConsistency(from, old, to, root, [.. proof, root]));
                if (from < to) Assert.False(MerkleTree.VerifyConsistency(from, old, 2 * to, root, proof));
                for (var i = 0; i < proof.Count; i++)
                    Assert.False(MerkleTree.VerifyConsistency(from, old, to, root, [.. proof[..i], MerkleTree.Empty, .. proof[(i + 1)..]]));
            }
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    public void VerifyInclusion_IndexOutsideTheTree_IsFalse(long index, long size) =>
        Assert.False(MerkleTree.VerifyInclusion(MerkleTree.Empty, index, size, [], MerkleTree.Empty));

    [Fact]
    public void VerifyConsistency_FromNothing_NeedsTheEmptyRootAndNoProof()
    {
        var root = MerkleTree.Leaf([1]);
        Assert.True(MerkleTree.VerifyConsistency(0, MerkleTree.Empty, 1, root, []));
        Assert.False(MerkleTree.VerifyConsistency(0, root, 1, root, []));
        Assert.False(MerkleTree.VerifyConsistency(0, MerkleTree.Empty, 1, root, [root]));
        Assert.False(MerkleTree.VerifyConsistency(2, root, 1, root, []));
    }

    [Fact]
    public void VerifyInclusion_RandomTrees_AgreesWithTheReference() =>
        Gen.Select(Gen.Byte.Array[0, 40].Array[1, 300], Gen.Int[0, 299], (d, i) => (d, i: i % d.Length)).Sample(t =>
            MerkleTree.VerifyInclusion(MerkleTree.Leaf(t.d[t.i]), t.i, t.d.Length, ReferenceTree.Path(t.i, t.d), ReferenceTree.Hash(t.d)), iter: 40);

    [Fact]
    public void Leaf_LongerThanTheStackBuffer_IsHashedWhole()
    {
        foreach (var length in new[] { 1022, 1023, 1024, 5000, 65535 })
        {
            var entry = new byte[length];
            entry[^1] = 7;
            Assert.Equal(ReferenceTree.Hash([entry]), MerkleTree.Leaf(entry));
        }
    }

    private static TreeHash Hex(string hex) => new(Convert.FromHexString(hex));
}

using CsCheck;

namespace Akashi.Ledger.Tests;

public sealed class TilePathTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 0, 17, "tile/1/000.p/17")]
    [InlineData(63, 999, 256, "tile/63/999")]
    [InlineData(0, 1000, 1, "tile/0/x001/000.p/1")]
    public void Of_AsTheSpecificationWritesThem(int level, long index, int width, string path)
    {
        Assert.Equal(path, TilePath.Of(level, index, width));
        Assert.Equal(new TileId(level, index, width), TilePath.Parse(path));
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0")]
    [InlineData("tile/0/+12")]
    [InlineData("tile/entries/x001/2")]
    [InlineData("checkpoint")]
    [InlineData("")]
    public void Parse_AnyOtherSpelling_IsRefused(string path)
    {
        Assert.False(TilePath.TryParse(path, out _));
        Assert.Throws<FormatException>(() => TilePath.Parse(path));
    }

    [Fact]
    public void Parse_GivesBackWhatWasWritten() => Gen.Select(Gen.Int[-1, 63], Gen.Long[0, 1L << 50], Gen.Int[1, 256], (l, i, w) => new TileId(l, i, w))
        .Sample(tile => TilePath.Parse(tile.ToString()) == tile);

    [Fact]
    public void Of_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Of(64, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Of(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Entries(0, 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Entries(0, 0));
    }
}

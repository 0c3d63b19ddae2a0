using Akashi.Ledger.Tests.Testing;

namespace Akashi.Ledger.Tests;

public sealed class StorageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FolderStorage_GivesBackWhatWasWrittenAndNullForNothing()
    {
        var storage = new FolderStorage(_folder.File("new/log"));
        await Write(storage, "tile/0/x001/000", "a");
        await Write(storage, "checkpoint", "one");
        await Write(storage, "checkpoint", "two");
        Assert.Equal("a"u8.ToArray(), await storage.ReadAsync("tile/0/x001/000", Ct));
        Assert.Equal("two"u8.ToArray(), await storage.ReadAsync("checkpoint", Ct));
        Assert.Null(await storage.ReadAsync("tile/0/000", Ct));
        Assert.Empty(Directory.GetFiles(storage.Folder, "*.new", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("tile/0/000", true)]
    [InlineData("tile/entries/x001/000", true)]
    [InlineData("blob/ab/abcd", true)]
    [InlineData("tile/0/000.p/3", false)]
    [InlineData("checkpoint", false)]
    public async Task WriteAsync_OtherContent_IsRefusedForFinalFilesOnly(string path, bool final)
    {
        foreach (var storage in new ILogStorage[] { new FolderStorage(_folder.Path), new MemoryStorage() })
        {
            await Write(storage, path, "a");
            await Write(storage, path, "a");
            if (final) Assert.Equal(path, (await Assert.ThrowsAsync<LedgerBrokenException>(() => Write(storage, path, "b"))).Fault.Path);
            else await Write(storage, path, "b");
            Assert.Equal(final ? "a"u8.ToArray() : "b"u8.ToArray(), await storage.ReadAsync(path, Ct));
        }
    }

    [Theory]
    [InlineData("../checkpoint")]
    [InlineData("/etc/passwd")]
    [InlineData("tile//0")]
    [InlineData("tile/./0")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task ReadAsync_PathThatLeavesTheLog_Throws(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await new FolderStorage(_folder.Path).ReadAsync(path, Ct));
        await Assert.ThrowsAsync<ArgumentException>(async () => await new MemoryStorage().ReadAsync(path, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Write(new FolderStorage(_folder.Path), path, "x"));
    }

    [Fact]
    public async Task FolderStorage_RootWithATrailingSlash_IsTheSameFolder()
    {
        await Write(new FolderStorage(_folder.File("log") + "/"), "tile/0/000", "a");
        Assert.Equal("a"u8.ToArray(), await new FolderStorage(_folder.File("log")).ReadAsync("tile/0/000", Ct));
    }

    [Fact]
    public async Task WriteAsync_LeftoverOfAKilledWriter_IsReplaced()
    {
        var storage = new FolderStorage(_folder.Path);
        await File.WriteAllTextAsync(_folder.File("checkpoint.new"), "a longer text that was torn", Ct);
        await Write(storage, "checkpoint", "x");
        Assert.Equal("x"u8.ToArray(), await storage.ReadAsync("checkpoint", Ct));
    }

    [Fact]
    public async Task FolderStorage_ALogOfManyFiles_ResumesFromTheFolder()
    {
        var log = await Given.Log(new FolderStorage(_folder.Path), 5_000, batch: 700);
        var again = await LogAppender.ResumeAsync(new FolderStorage(_folder.Path), 5_000, log.Root(), Ct);
        Assert.Equal(log.Root(), again.Root());
    }

    private static async Task Write(ILogStorage storage, string path, string content) => await storage.WriteAsync([(path, Given.Bytes(content))], Ct);
}

namespace Akashi.Server.Hosting;

/// <summary>
/// One server per data folder: an open <c>server.lock</c> that the operating system lets go of when the process ends, however it ends.
/// </summary>
internal static class FolderLock
{
    /// <returns>Null when another server holds the folder.</returns>
    public static FileStream? Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

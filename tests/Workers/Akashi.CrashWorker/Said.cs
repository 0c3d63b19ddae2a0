namespace Akashi.CrashWorker;

/// <summary>Lines for whoever watches: whole, and in the pipe before the call returns, so that nothing said is lost with the process.</summary>
internal static class Said
{
    private static readonly Stream Out = Console.OpenStandardOutput();
    private static readonly Lock Gate = new();

    public static void Line(string line)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
        lock (Gate) Out.Write(bytes);
    }
}

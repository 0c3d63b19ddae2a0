using System.Runtime.InteropServices;

namespace Akashi.Cli.Recording;

/// <summary>The terminal that the person sits at: passed through raw while a command runs on another one, put back afterwards.</summary>
internal sealed unsafe class OwnTerminal : IDisposable
{
    private const int Kept = 256;   // larger than any C library's struct termios
    private readonly byte[] _before = new byte[Kept];
    private readonly bool _raw;

    public OwnTerminal()
    {
        if (isatty(0) != 1) return;
        fixed (byte* before = _before)
        {
            if (tcgetattr(0, before) != 0) return;
            var raw = stackalloc byte[Kept];
            _before.CopyTo(new Span<byte>(raw, Kept));
            cfmakeraw(raw);
            _raw = tcsetattr(0, 2, raw) == 0;
        }
    }

    /// <summary>80 by 24 where there is no terminal.</summary>
    public static (ushort Columns, ushort Rows) Size
    {
        get
        {
            var window = stackalloc ushort[4];
            return ioctl(1, OperatingSystem.IsMacOS() ? 0x40087468u : 0x5413u, window) == 0 && window[0] > 0 && window[1] > 0 ? (window[1], window[0]) : ((ushort)80, (ushort)24);
        }
    }

    /// <summary>What was typed, at once and byte by byte; 0 at the end.</summary>
    public static int Read(Span<byte> into)
    {
        fixed (byte* at = into) return (int)Math.Max(0, read(0, at, (nuint)into.Length));
    }

    public void Dispose()
    {
        if (!_raw) return;
        fixed (byte* before = _before) _ = tcsetattr(0, 2, before);
    }

#pragma warning disable CA5392, IDE1006, SYSLIB1054 // The C library's own names; it is loaded already.
    [DllImport("libc")] private static extern int isatty(int file);
    [DllImport("libc")] private static extern int tcgetattr(int file, byte* settings);
    [DllImport("libc")] private static extern int tcsetattr(int file, int when, byte* settings);
    [DllImport("libc")] private static extern void cfmakeraw(byte* settings);
    [DllImport("libc")] private static extern int ioctl(int file, nuint request, ushort* window);
    [DllImport("libc")] private static extern nint read(int file, byte* into, nuint length);
#pragma warning restore CA5392, IDE1006, SYSLIB1054
}

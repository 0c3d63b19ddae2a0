using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace Akashi.Cli.Recording;

/// <summary>
/// A command on a pseudo terminal of its own, by the platform's own means (POSIX: posix_openpt, posix_spawn in a new session). Nothing forks this
/// process, so it is safe in a managed one.
/// </summary>
internal sealed unsafe class PseudoTerminal : IDisposable
{
    private const short SetSignalDefault = 0x04, SetSignalMask = 0x08;
    private readonly int _master;
    private readonly int _process;
    private bool _closed;

    private PseudoTerminal(int master, int process) => (_master, _process) = (master, process);

    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <exception cref="IOException">The command cannot be started.</exception>
    public static PseudoTerminal Start(IReadOnlyList<string> command, (ushort Columns, ushort Rows) size)
    {
        var mac = OperatingSystem.IsMacOS();
        var master = posix_openpt(mac ? 0x20002 : 0x80102);   // O_RDWR | O_NOCTTY, on Linux | O_CLOEXEC
        var name = stackalloc byte[128];
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, 128) != 0) throw Failed("pty", Marshal.GetLastPInvokeError());
        Resize(master, size);

        // Opaque structures: larger than any C library's.
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[512];
        var signals = stackalloc byte[128];
        _ = posix_spawn_file_actions_init(actions);
        // The first terminal that the leader of a session opens becomes the one that controls it.
        _ = posix_spawn_file_actions_addopen(actions, 0, name, 2, 0);
        _ = posix_spawn_file_actions_adddup2(actions, 0, 1);
        _ = posix_spawn_file_actions_adddup2(actions, 0, 2);
        _ = posix_spawnattr_init(attributes);
        // .NET ignores some signals; the command must not inherit that.
        _ = sigfillset(signals);
        _ = posix_spawnattr_setsigdefault(attributes, signals);
        _ = sigemptyset(signals);
        _ = posix_spawnattr_setsigmask(attributes, signals);
        _ = posix_spawnattr_setflags(attributes, (short)(SetSignalDefault | SetSignalMask | (mac ? 0x0400 : 0x80)));
        var arguments = Strings(command);
        var environment = Strings([.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => $"{e.Key}={e.Value}")]);
        try
        {
            int process;
            if (posix_spawnp(&process, (byte*)arguments[0], actions, attributes, arguments, environment) is var error and not 0)
            {
                _ = close(master);
                throw Failed(command[0], error);
            }
            return new(master, process);
        }
        finally
        {
            Free(arguments);
            Free(environment);
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>What the command printed; 0 once it has ended and all is read.</summary>
    public int Read(Span<byte> into)
    {
        fixed (byte* at = into) return (int)Math.Max(0, read(_master, at, (nuint)into.Length));
    }

    /// <summary>Types something.</summary>
    public void Write(ReadOnlySpan<byte> typed)
    {
        fixed (byte* at = typed)
            for (nint done = 0; done < typed.Length;)
            {
                var wrote = write(_master, at + done, (nuint)(typed.Length - done));
                if (wrote <= 0) return;
                done += wrote;
            }
    }

    public void Resize((ushort Columns, ushort Rows) size) => Resize(_master, size);

    /// <summary>As a terminal does that is closed: whatever runs on it ends.</summary>
    public void HangUp() => _ = kill(_process, 1);

    /// <summary>Waits for the end of the command; its exit code, or 128 and the signal that ended it.</summary>
    public int Wait()
    {
        int status;
        while (waitpid(_process, &status, 0) < 0)
            if (Marshal.GetLastPInvokeError() != 4) return 0;   // EINTR
        return (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
    }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _ = close(_master);
    }

    private static void Resize(int terminal, (ushort Columns, ushort Rows) size)
    {
        var window = stackalloc ushort[4] { size.Rows, size.Columns, 0, 0 };
        _ = ioctl(terminal, OperatingSystem.IsMacOS() ? 0x80087467u : 0x5414u, window);
    }

    private static nint* Strings(IReadOnlyList<string> texts)
    {
        var list = (nint*)NativeMemory.AllocZeroed((nuint)(texts.Count + 1), (nuint)sizeof(nint));
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[i]);
            list[i] = (nint)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>((void*)list[i], bytes.Length));
        }
        return list;
    }

    private static void Free(nint* list)
    {
        for (var i = 0; list[i] != 0; i++) NativeMemory.Free((void*)list[i]);
        NativeMemory.Free(list);
    }

    private static IOException Failed(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

#pragma warning disable CA5392, IDE1006, SYSLIB1054 // The C library's own names; it is loaded already.
    [DllImport("libc", SetLastError = true)] private static extern int posix_openpt(int flags);
    [DllImport("libc", SetLastError = true)] private static extern int grantpt(int terminal);
    [DllImport("libc", SetLastError = true)] private static extern int unlockpt(int terminal);
    [DllImport("libc", SetLastError = true)] private static extern int ptsname_r(int terminal, byte* name, nuint length);
    [DllImport("libc", SetLastError = true)] private static extern int ioctl(int terminal, nuint request, ushort* window);
    [DllImport("libc", SetLastError = true)] private static extern nint read(int file, byte* into, nuint length);
    [DllImport("libc", SetLastError = true)] private static extern nint write(int file, byte* from, nuint length);
    [DllImport("libc", SetLastError = true)] private static extern int close(int file);
    [DllImport("libc", SetLastError = true)] private static extern int kill(int process, int signal);
    [DllImport("libc", SetLastError = true)] private static extern int waitpid(int process, int* status, int options);
    [DllImport("libc")] private static extern int sigfillset(byte* signals);
    [DllImport("libc")] private static extern int sigemptyset(byte* signals);
    [DllImport("libc")] private static extern int posix_spawn_file_actions_init(byte* actions);
    [DllImport("libc")] private static extern int posix_spawn_file_actions_destroy(byte* actions);
    [DllImport("libc")] private static extern int posix_spawn_file_actions_addopen(byte* actions, int file, byte* path, int flags, uint mode);
    [DllImport("libc")] private static extern int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);
    [DllImport("libc")] private static extern int posix_spawnattr_init(byte* attributes);
    [DllImport("libc")] private static extern int posix_spawnattr_destroy(byte* attributes);
    [DllImport("libc")] private static extern int posix_spawnattr_setflags(byte* attributes, short flags);
    [DllImport("libc")] private static extern int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);
    [DllImport("libc")] private static extern int posix_spawnattr_setsigmask(byte* attributes, byte* signals);
    [DllImport("libc")] private static extern int posix_spawnp(int* process, byte* file, byte* actions, byte* attributes, nint* arguments, nint* environment);
#pragma warning restore CA5392, IDE1006, SYSLIB1054
}

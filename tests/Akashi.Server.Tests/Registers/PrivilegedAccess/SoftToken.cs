using System.Runtime.InteropServices;
using System.Text;
using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Tests.Testing;

namespace Akashi.Server.Tests.Registers.PrivilegedAccess;

/// <summary>A PKCS #11 token in software (SoftHSM2) with an Ed25519 key pair under an organisation's id.</summary>
internal sealed class SoftToken : IAsyncDisposable
{
    public const string Pin = "4711-0815";
    private const string Label = "akashi-test";
    private readonly string _folder = Directory.CreateTempSubdirectory("akashi-token-").FullName;

    private static string Module => new[] { "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("SoftHSM2 is needed for the tests: libsofthsm2.so was not found. On Debian: apt-get install softhsm2.");

    public TokenPlace Place => new(Module, Label);

    public static async Task<SoftToken> OpenAsync(OrganisationId organisation)
    {
        var token = new SoftToken();
        var configuration = Path.Combine(token._folder, "softhsm2.conf");
        Directory.CreateDirectory(Path.Combine(token._folder, "tokens"));
        await File.WriteAllTextAsync(configuration, $"directories.tokendir = {token._folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The library reads it from the environment of the process that loads it.
        var environment = new Dictionary<string, string> { ["SOFTHSM2_CONF"] = configuration };
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF\0"u8.ToArray(), Encoding.UTF8.GetBytes(configuration + "\0"), 1));
        await Command.MustAsync("softhsm2-util", ["--init-token", "--free", "--label", Label, "--so-pin", "99887766", "--pin", Pin], environment);
        var key = Path.Combine(token._folder, "key.pem");
        await Command.MustAsync("openssl", ["genpkey", "-algorithm", "ed25519", "-out", key]);
        await Command.MustAsync("softhsm2-util", ["--import", key, "--token", Label, "--label", organisation.Value.ToString(), "--id", "a1", "--pin", Pin], environment);
        File.Delete(key);
        return token;
    }

    // .NET keeps its own copy of the environment; a native library asks the C library.
    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment(byte[] name, byte[] value, int overwrite);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

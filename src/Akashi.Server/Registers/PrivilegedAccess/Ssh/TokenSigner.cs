using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>Where a token is.</summary>
/// <param name="Module">Library of its maker, e.g. <c>/usr/lib/softhsm/libsofthsm2.so</c>.</param>
/// <param name="Label">Label of the token.</param>
internal sealed record TokenPlace(string Module, string Label);

/// <summary>A key in a PKCS #11 token. It never leaves it: each signature opens a session, signs and closes it, so that a token may be taken out and put in.</summary>
internal sealed class TokenSigner : ISshSigner
{
    // PKCS #11 v3.0; the constants of the package end at v2.40.
    private const ulong EdDsa = 0x1057;

    private readonly Pkcs11InteropFactories _factories = new();
    private static readonly Lock One = new();
    private readonly TokenPlace _place;
    private readonly string _key;
    private readonly string _pin;

    // The package asks for "libdl", a name that only development files of a Linux still carry.
    static TokenSigner() => NativeLibrary.SetDllImportResolver(typeof(CKA).Assembly, (name, _, _) =>
        OperatingSystem.IsLinux() && name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var library) ? library : 0);

    /// <param name="key">Label of the key pair.</param>
    /// <exception cref="InvalidOperationException">There is no such token, or no Ed25519 key pair of that label on it.</exception>
    public TokenSigner(TokenPlace place, string key, string pin)
    {
        (_place, _key, _pin) = (place, key, pin);
        PublicKey = WithSession(session =>
        {
            var point = session.GetAttributeValue(Find(session, CKO.CKO_PUBLIC_KEY), [CKA.CKA_EC_POINT])[0].GetValueAsByteArray();
            // An OCTET STRING in DER, as the standard says; some makers leave the wrapping out.
            return point switch
            {
                [4, 32, .. { Length: 32 } wrapped] => SshPublicKey.Ed25519(wrapped),
                { Length: 32 } => SshPublicKey.Ed25519(point),
                _ => throw new InvalidOperationException($"The key “{key}” in the token is no Ed25519 key."),
            };
        });
    }

    public SshPublicKey PublicKey { get; }

    public byte[] Sign(byte[] message) => WithSession(session =>
    {
        using var mechanism = _factories.MechanismFactory.Create(EdDsa);
        return session.Sign(mechanism, Find(session, CKO.CKO_PRIVATE_KEY), message);
    });

    private T WithSession<T>(Func<ISession, T> work)
    {
        // A process initialises the module once and logs in once for all sessions, so they must not overlap.
        lock (One)
        {
            using var library = _factories.Pkcs11LibraryFactory.LoadPkcs11Library(_factories, _place.Module, AppType.MultiThreaded);
            var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(s => s.GetTokenInfo().Label.Trim() == _place.Label)
                ?? throw new InvalidOperationException($"No token “{_place.Label}” is in reach of {_place.Module}.");
            using var session = slot.OpenSession(SessionType.ReadOnly);
            session.Login(CKU.CKU_USER, _pin);
            try
            {
                return work(session);
            }
            finally
            {
                session.Logout();
            }
        }
    }

    private IObjectHandle Find(ISession session, CKO kind)
    {
        using var isKind = _factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind);
        using var isNamed = _factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, _key);
        return session.FindAllObjects([isKind, isNamed]).FirstOrDefault() ?? throw new InvalidOperationException($"The token “{_place.Label}” holds no key “{_key}”.");
    }
}

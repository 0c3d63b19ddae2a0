namespace Akashi.Server.Registers.PrivilegedAccess.Ssh;

/// <summary>Writes a key revocation list as OpenSSH's PROTOCOL.krl says: the serial numbers that one authority takes back.</summary>
internal static class RevocationList
{
    private const ulong Magic = 0x5353484b524c0a00;   // "SSHKRL\n\0"
    private const uint Format = 1;
    private const byte Certificates = 1;
    private const byte SerialList = 0x20;

    /// <param name="version">Grows with every list that differs.</param>
    public static byte[] Write(SshPublicKey authority, IEnumerable<long> serials, long version, DateTimeOffset at, string comment)
    {
        var list = new SshWriter()
            .UInt64(Magic).UInt32(Format).UInt64((ulong)version).UInt64((ulong)at.ToUnixTimeSeconds())
            .UInt64(0)                         // flags: none are defined
            .String("").String(comment);
        var numbers = new SshWriter();
        foreach (var serial in serials.Order()) numbers.UInt64((ulong)serial);
        var section = new SshWriter().String(authority.Blob).String("");
        var revoked = numbers.ToArray();
        // An empty list of serials is none at all; an authority without one is a list that revokes nothing.
        if (revoked.Length > 0) section.Byte(SerialList).String(revoked);
        return revoked.Length == 0 ? list.ToArray() : list.Byte(Certificates).String(section.ToArray()).ToArray();
    }
}

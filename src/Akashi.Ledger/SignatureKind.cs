namespace Akashi.Ledger;

/// <summary>How a note is signed; the value is the type byte of the key. Source: signed-note "Signature types", tlog-cosignature "Format".</summary>
public enum SignatureKind : byte
{
    /// <summary>Ed25519 over the text of the note (signed-note "Ed25519 signatures").</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over the text of a checkpoint and the time (tlog-cosignature "Ed25519 signed message").</summary>
    Ed25519Cosignature = 0x04,

    /// <summary>ML-DSA-44 over the head of a log, the signer's name and the time (tlog-cosignature "ML-DSA-44 signed message"). A log may sign its own checkpoints with it.</summary>
    MLDsa44Cosignature = 0x06,
}

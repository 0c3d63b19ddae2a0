using Akashi.Server.Kernel;

namespace Akashi.Server.Registers.PrivilegedAccess.Recordings;

internal static class RecordingRefusals
{
    public static readonly Refusal Command = new("recording.command", new("記録する操作を500字以内で示してください。", "Say what is run, in up to 500 characters."), 400);
    public static readonly Refusal NotYours = new("recording.not-yours", new("この操作記録を続けられるのは、始めた本人だけです。", "Only the person who began this recording may go on with it."));
    public static readonly Refusal Ended = new("recording.ended", new("この操作記録は終わったか、途切れています。", "This recording has ended, or it broke off."));
    public static readonly Refusal Mark = new("recording.mark", new("途中経過が正しくありません。長さは減らず、ハッシュは SHA-256 の16進数です。", "This mark is wrong: the length never shrinks, and the hash is SHA-256 in hex."), 400);
    public static readonly Refusal Differs = new("recording.differs", new("ファイルの内容が、記録中に台帳へ届いたハッシュと一致しません。", "The file is not what was told to the ledger while it was recorded."));
    public static readonly Refusal NotAsciicast = new("recording.not-asciicast", new("asciicast v2 のファイルではありません。", "This is no asciicast v2."), 400);
    public static readonly Refusal TooLarge = new("recording.too-large", new Text("操作記録は{0} MBまでです。", "A recording may hold up to {0} MiB.").With(Evidence.EvidenceStore.MaximumBytes >> 20), 413);
}

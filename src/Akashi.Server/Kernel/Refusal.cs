namespace Akashi.Server.Kernel;

/// <summary>An expected no. The code is stable, documented API; the message says what to do, in the reader's language.</summary>
/// <param name="Status">HTTP status: 409 for a rule, 404 not there (or not yours), 412 stale version, 400 malformed, 403 not permitted.</param>
/// <param name="Detail">What a screen or a program needs beside the words, e.g. both versions of a stale row; null when nothing.</param>
public sealed record Refusal(string Code, Text Message, int Status = 409, object? Detail = null)
{
    public static readonly Refusal NotFound = new("not-found", new("該当する記録がありません。", "There is no such entry."), 404);

    public static readonly Refusal NotPermitted = new("not-permitted",
        new("この操作の権限がありません。管理者にお問い合わせください。", "You may not do this. Please ask your administrator."), 403);

    /// <summary>The act is privileged, and the person has no live grant that names it.</summary>
    public static readonly Refusal GrantRequired = new("grant-required",
        new("この操作には、期間を区切った特権の付与が必要です。「特権」のページから申請し、ほかの方の承認を受けてください。", "This act needs a privilege granted for a time. Ask for it on the page “Privileges” (POST /api/privileges); somebody else must approve."), 403);

    public static Refusal Stale(int current, object? detail = null) => new("stale",
        new Text("ほかの人が先に変更しました（現在は第{0}版）。両方の内容を見比べて、もう一度保存してください。",
                 "Someone else changed this first (it is at version {0} now). Compare both and save again.").With(current), 412, detail);

    /// <summary>As <see cref="Stale"/>, where no single version can be shown: an act on many entries lost to another writer.</summary>
    public static readonly Refusal Overtaken = new("stale",
        new("ほかの人が先に変更しました。何も変更していません。もう一度お試しください。", "Someone else changed this first. Nothing was changed; please try again."), 412);

    public static Refusal Malformed(Text message, object? detail = null) => new("malformed", message, 400, detail);
}

/// <summary>What an act gives back: the value, or the refusal.</summary>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
{
    public bool Done => Refusal is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Measures;

/// <summary>What an attestation must keep.</summary>
internal static class AttestationRules
{
    /// <summary>Days after which somebody must look again at the latest.</summary>
    public const int LongestDays = 400;

    /// <summary>Characters of the remarks.</summary>
    public const int LongestRemarks = 2_000;

    /// <summary>Characters below which remarks without a document say nothing.</summary>
    public const int LeastRemarks = 10;

    /// <returns>Refusals: <c>attestation.method</c>, <c>attestation.expiry</c>, <c>attestation.evidence</c>, <c>attestation.reason</c>.</returns>
    public static Refusal? FirstProblem(AttestationBody body, Verdict verdict, DateTimeOffset at)
    {
        if (body.Method is ObservationMethod.Test) return new("attestation.method", new("方法は「閲覧・実査」か「聞き取り」を選んでください。", "Choose to have examined or interviewed; a test is a measure's."), 400);
        if (body.Expires <= at || body.Expires > at.AddDays(LongestDays))
            return new("attestation.expiry", new Text("有効期限は今日より後、{0}日以内の日にしてください。", "It must expire after today and within {0} days.").With(LongestDays), 400);
        if (verdict is Verdict.NotApplicable) return Reason(body.Remarks);
        var said = body.Remarks?.Trim().Length ?? 0;
        return said > LongestRemarks || said < (body.Documents is { Count: > 0 } ? 1 : LeastRemarks)
            ? new("attestation.evidence", new Text("確かめた内容を{0}字以内で書いてください。文書を示さないときは{1}字以上で、何をどう確かめたかが分かるようにしてください。",
                "Say what was found in up to {0} characters; without a document, in at least {1}, so that a reader knows what was looked at and how.").With(LongestRemarks, LeastRemarks), 400)
            : null;
    }

    /// <returns>Refusal: <c>attestation.reason</c>.</returns>
    public static Refusal? Reason(string? words) => (words?.Trim().Length ?? 0) is >= LeastRemarks and <= LongestRemarks ? null
        : new("attestation.reason", new Text("理由を{0}字以上{1}字以内で入力してください。", "Give the reason in {0} to {1} characters.").With(LeastRemarks, LongestRemarks), 400);

    /// <returns>Refusals: <c>attestation.control</c>, <c>attestation.unknown</c>, <c>attestation.document</c>.</returns>
    public static async Task<Refusal?> GuardAsync(Db db, Observation observation, AttestationBody body, CancellationToken ct)
    {
        var catalog = await db.Catalogs.Where(c => c.Name == body.Catalog).Select(c => c.Id).FirstOrDefaultAsync(ct);
        if (!await db.Controls.AnyAsync(c => c.Catalog == catalog && c.Code == body.Code, ct))
            return new("attestation.control", new("この要求事項はありません。", "There is no such control."), 404);
        if (observation.Verdict is not Verdict.NotApplicable && Bindings.Shipped.Of(body.Catalog, body.Code).Attestations.All(a => a.Id != (body.Attestation ?? AttestationNames.Whole)))
            return new("attestation.unknown", new("この要求事項には、その確認項目はありません。", "This control has no such attestation."), 404);
        var cited = observation.Documents;
        return await db.Documents.CountAsync(d => cited.Contains(d.Id), ct) == cited.Count ? null
            : new("attestation.document", new("示された文書が登録されていません。", "A document that is named is not registered."), 400);
    }
}

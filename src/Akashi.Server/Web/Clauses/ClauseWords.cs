using System.Globalization;
using Akashi.Server.Kernel;
using Akashi.Server.Measures;

namespace Akashi.Server.Web.Clauses;

/// <summary>Words of the pages of clauses.</summary>
internal static class ClauseWords
{
    public static readonly Text Title = new("条項の状態", "Clause status");
    public static readonly Text LeadAll = new("{0}の{1}件はすべて充足しています。", "All {1} clauses of {0} are met.");
    public static readonly Text Lead = new("{0}の{1}件のうち、充足は", "Of {1} clauses of {0}, ");
    public static readonly Text LeadMet = new("{0}件", "{0} are met");
    public static readonly Text LeadBad = new("不充足{0}件", "{0} are not met");
    public static readonly Text LeadAnd = new("、", ", ");
    public static readonly Text LeadRest = new("、人の確認を待つもの{0}件、データのないもの{1}件です。", ", {0} wait for a person and {1} have no data.");
    public static readonly Text AsOf = new("時点", "As of");
    public static readonly Text ToNow = new("現在に戻る", "Back to now");
    public static readonly Text PastNotice = new("{0}の終わりの時点を、そのときまでの記録から計算し直しています。対応付けは現在のものを使います。", "This is {0} at its end, computed anew from the records up to then, with today's bindings.");
    public static readonly Text Catalog = new("基準カタログ", "Catalog");
    public static readonly Text ByChapter = new("章ごとの状態", "By chapter");
    public static readonly Text Clause = new("条項", "Clause");
    public static readonly Text Clauses = new("条項の一覧", "Clauses");
    public static readonly Text Why = new("理由", "Why");
    public static readonly Text Lapses = new("このままだと", "If nobody acts");
    public static readonly Text LapsesAt = new("{0}に失効", "Lapses {0}");
    public static readonly Text AllPass = new("指標{0}件、確認{1}件がそろっています", "{0} measures and {1} attestations hold");
    public static readonly Text WaitingFor = new("人の確認待ち", "Waits for a person");
    public static readonly Text RanOut = new("確認の期限切れ", "Attestation ran out");
    public static readonly Text Missed = new("目標を外した指標: {0}", "Misses its target: {0}");
    public static readonly Text Missing = new("データのない指標: {0}", "Without data: {0}");
    public static readonly Text FoundWanting = new("人が不適合と確認", "A person found it not kept");
    public static readonly Text Exempted = new("理由を示して適用外", "Declared not applicable, with a reason");
    public static readonly Text NoMeasure = new("指標のない条項です。証跡を示した人の確認で状態が決まります。", "No measure covers this clause; a person's attestation with evidence decides.");

    public static readonly Text AnswerMet = new("この条項は充足しています。", "This clause is met.");
    public static readonly Text AnswerNotMet = new("この条項は充足していません。", "This clause is not met.");
    public static readonly Text AnswerDue = new("この条項は人の確認を待っています。", "This clause waits for a person's attestation.");
    public static readonly Text AnswerNoData = new("この条項を判定するデータがありません。", "There are no data to judge this clause by.");
    public static readonly Text AnswerExempt = new("この条項は適用外とされています。", "This clause is declared not applicable.");
    public static readonly Text AnswerLapses = new("だれも何もしなければ、{0}にこの状態ではなくなります。", "If nobody acts, that ends {0}.");
    public static readonly Text Measures = new("指標", "Measures");
    public static readonly Text Figure = new("値", "Figure");
    public static readonly Text Target = new("目標", "Target");
    public static readonly Text Population = new("数えたもの", "Counted");
    public static readonly Text Window = new("期間", "Window");
    public static readonly Text WindowDays = new("直近{0}日間", "Last {0} days");
    public static readonly Text WholeTime = new("全期間", "All time");
    public static readonly Text Rests = new("データがないときは、「{0}」が目標を満たす間だけ良いとみなします。", "Without data it counts as kept only while “{0}” passes.");
    public static readonly Text Offenders = new("目標を外している記録（新しいもの・悪いものから{0}件まで）", "Entries that speak against it (worst or newest, up to {0})");
    public static readonly Text SetTarget = new("目標値を変える", "Change the target");
    public static readonly Text TargetLead = new("この組織のすべての条項に、今から適用します。過去の日の判定は変わりません。", "It holds for all clauses of this organisation from now on; past days are judged as before.");
    public static readonly Text TargetValue = new("目標値（{0}）", "Target ({0})");
    public static readonly Text TargetDefault = new("空欄にすると、既定の{0}に戻ります。", "Leave it empty to go back to {0}.");
    public static readonly Text Basis = new("根拠", "What it rests on");
    public static readonly Text BasisHint = new("基準、契約、社内の決定など。変更は台帳に残ります。", "A guideline, a contract, a decision. The change goes into the ledger.");

    public static readonly Text Attestations = new("人の確認", "Attestations");
    public static readonly Text SaidOn = new("{0}が{1}に確認（期限 {2}）", "{0}, {1}; counts until {2}");
    public static readonly Text NobodyYet = new("まだだれも確認していません。", "Nobody has attested this yet.");
    public static readonly Text DocumentsShown = new("示した文書", "Documents");
    public static readonly Text History = new("状態の履歴", "History of the status");
    public static readonly Text NoHistory = new("まだ観測がありません。最初の観測は1分以内に行われます。", "Nothing was observed yet; the first observation comes within a minute.");
    public static readonly Text RanOutStep = new("確認の期限切れ・取り下げ", "An attestation ended");

    public static readonly Text Attest = new("確認を記録する", "Attest");
    public static readonly Text AttestLead = new("記録すると、あなたの名前・日時・内容が台帳に残り、この条項の状態がすぐに変わります。", "Your name, the time and your words go into the ledger, and the status changes at once.");
    public static readonly Text Found = new("結果", "Finding");
    public static readonly Text Holds = new("守られている", "It is kept");
    public static readonly Text HoldsNot = new("守られていない", "It is not kept");
    public static readonly Text Method = new("方法", "Method");
    public static readonly Text Expires = new("いつまで有効か", "Counts until");
    public static readonly Text Remarks = new("確かめた内容", "What was looked at and found");
    public static readonly Text RemarksHint = new("文書を示さないときは10字以上で書いてください。", "Without a document, at least 10 characters.");
    public static readonly Text Documents = new("証跡の文書", "Documents as evidence");
    public static readonly Text DocumentsHint = new("CtrlまたはShiftキーで複数を選べます。", "Hold Ctrl or Shift to choose several.");
    public static readonly Text Withdraw = new("確認を取り下げる", "Withdraw the attestation");
    public static readonly Text WithdrawLead = new("取り下げると、この確認は数えられなくなります。記録そのものは残ります。", "It will count no more; the record itself stays.");
    public static readonly Text Exempt = new("適用外と宣言する", "Declare not applicable");
    public static readonly Text ExemptLead = new("この条項があてはまらない理由を記録します。悪い値を示している指標は、適用外にしても不充足のままです。", "Records why the clause does not apply. A measure that misses its target stays not met all the same.");
    public static readonly Text Reason = new("理由", "Reason");
    public static readonly Text NotANumber = new("数を入力してください。", "Please enter a number.");
    public static readonly Text Kept = new("記録しました。", "Recorded.");

    public static Text Of(ObservationMethod method) => method switch
    {
        ObservationMethod.Test => new("自動の測定", "Test"),
        ObservationMethod.Examine => new("閲覧・実査", "Examine"),
        _ => new("聞き取り", "Interview"),
    };

    public static Text Of(Unit unit) => unit switch
    {
        Unit.Percent => new("％", "%"),
        Unit.Count => new("件", "count"),
        Unit.Days => new("日", "days"),
        Unit.Hours => new("時間", "hours"),
        _ => new("分", "minutes"),
    };

    /// <summary>A figure with its unit.</summary>
    public static Text Amount(double value, Unit unit)
    {
        // Shares are cut, not rounded: 99.99 percent is not all.
        var number = (unit is Unit.Percent ? Math.Floor(value * 100) / 100 : Math.Round(value, 1)).ToString("#,0.##", CultureInfo.InvariantCulture);
        return unit switch
        {
            Unit.Percent => new(number + "％", number + "%"),
            Unit.Count => new(number + "件", number),
            _ => new Text("{0}{1}", "{0} {1}").With(number, number == "1" ? new Text(Of(unit).Ja, Of(unit).En.TrimEnd('s')) : Of(unit)),
        };
    }

    public static Text Amount(Target target, Unit unit) => target.Bound is Bound.AtLeast
        ? new Text("{0}以上", "at least {0}").With(Amount(target.Value, unit)) : new Text("{0}以下", "at most {0}").With(Amount(target.Value, unit));
}

using Akashi.Server.Kernel;

namespace Akashi.Server.References.Checks;

internal sealed class ConformantWithoutEvidence() : Check("conformant-without-evidence", Severity.Error,
    new("根拠のない「適合可能」", "Conformant without any evidence"),
    new("確認した文献・認証・インタビューを登録するか、適合性を見直してください。", "Register the document, certificate or interview it rests on, or reconsider the conformity."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Body.Conformity is Conformity.Conformant or Conformity.Partly && s.Body.Citations.Count == 0)
            .Select(s => s.Row(PrintedWords.Of(s.Body.Conformity)));
}

internal sealed class FindingCitesMore() : Check("finding-cites-more", Severity.Warning,
    new("確認内容にあって文献欄にない文献", "The finding cites a document that the column lacks"),
    new("文献欄に番号を加えるか、確認内容から外してください。", "Add the number to the column, or take it out of the finding."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) => Mismatch.Find(view, CitedIn.Finding);
}

internal sealed class ColumnCitesMore() : Check("column-cites-more", Severity.Info,
    new("文献欄にあって確認内容にない文献", "The column lists a document that the finding does not cite"),
    new("確認内容で何をその文献から確認したかを書くか、文献欄から外してください。", "Say in the finding what was confirmed by it, or take it out of the column."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) => Mismatch.Find(view, CitedIn.Column);
}

internal sealed class NdaWithoutSource() : Check("nda-without-source", Severity.Warning,
    new("NDAの資料もインタビューもない「要NDA」", "Under NDA without an NDA source"),
    new("NDAに基づく資料かインタビューを登録するか、開示レベルを見直してください。", "Register the NDA document or the interview, or reconsider the disclosure level."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Statements.Where(s => s.Body.Disclosure is Disclosure.Nda
                && !s.Body.Citations.Any(c => c.Kind is CitationKind.Interview || (c.Kind is CitationKind.Document && IsNda(view, c.Reference))))
            .Select(s => s.Row(PrintedWords.Of(Disclosure.Nda)));

    private static bool IsNda(CheckView view, string number) =>
        view.Documents.TryGetValue(number, out var document) ? document.Disclosure is Disclosure.Nda or Disclosure.Internal : number.StartsWith('N');
}

internal sealed class PublicCitesClosed() : Check("public-cites-closed", Severity.Warning,
    new("公開の対応状況が引用する非公開の文献", "A public statement cites a closed document"),
    new("開示レベルを「要NDA」にするか、公開の文献を引用してください。このままでは公開版で確認内容が伏せられます。", "Set the level to NDA or cite a public document; as it stands the public edition withholds the finding."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        from s in view.Statements
        where s.Body.Disclosure is Disclosure.Public
        from number in s.CitedDocuments.Select(c => c.Reference)
        where view.Documents.TryGetValue(number, out var d) && d.Disclosure is Disclosure.Nda or Disclosure.Internal
        select s.Row(Numbers.Of(number));
}

internal sealed class UnknownDocument() : Check("unknown-document", Severity.Error,
    new("文献一覧にない文献番号", "Unknown document"),
    new("文献を登録するか、番号を直してください。", "Register the document, or correct the number."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        from s in view.Statements
        from number in s.CitedDocuments.Select(c => c.Reference).Distinct()
        where !view.Documents.ContainsKey(number)
        select s.Row(Numbers.Of(number));
}

internal sealed class UntitledDocument() : Check("untitled-document", Severity.Warning,
    new("名称のない文献", "Untitled document"),
    new("文献の名称を登録してください。", "Give the document its title."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        view.Documents.Values.Where(d => string.IsNullOrWhiteSpace(d.Title)).OrderBy(d => d.Number, Publishing.DocumentNumbers.Order)
            .Select(d => new CheckRow(null, d.Number, Numbers.Of(d.Number), new("名称なし", "No title")));
}

internal sealed class ExpiredEvidence() : Check("expired-evidence", Severity.Error,
    new("有効期間の過ぎた文献を根拠にしている", "Expired evidence"),
    new("新しい版の文献を登録して引用し直すか、有効期間を確かめてください。", "Register and cite the current document, or check the effective period."))
{
    public override IEnumerable<CheckRow> Find(CheckView view) =>
        from s in view.Statements
        from number in s.CitedDocuments.Select(c => c.Reference).Distinct()
        let document = view.Documents.GetValueOrDefault(number)
        where document?.Until is { } until && until < view.Today
        select s.Row(new Text("{0}（{1}まで）", "{0} (until {1})").With(Numbers.Of(number), document.Until!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
}

/// <summary>Documents cited in one place and not in the other.</summary>
internal static class Mismatch
{
    public static IEnumerable<CheckRow> Find(CheckView view, CitedIn only) =>
        from s in view.Statements
        where s.Body.Finding is not null
        let numbers = s.CitedDocuments.Where(c => c.In == only).Select(c => Numbers.Of(c.Reference)).ToList()
        where numbers.Count > 0
        select s.Row(new(string.Join(" ", numbers.Select(n => n.Ja)), string.Join(" ", numbers.Select(n => n.En))));
}

internal static class Numbers
{
    public static Text Of(string number) => new Text("文献[{0}]", "Document [{0}]").With(number);
}

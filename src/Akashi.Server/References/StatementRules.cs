using Akashi.Server.Kernel;

namespace Akashi.Server.References;

/// <summary>What a statement must keep, whichever way it comes in: by hand, by import, by API.</summary>
public static class StatementRules
{
    /// <summary>Characters in one text; a cell of a workbook can hold no more.</summary>
    public const int LongestText = 32_767;

    public static readonly Refusal Unchanged = new("statement.unchanged", new("変更された項目がありません。", "Nothing was changed."));

    public static Refusal? FirstProblem(StatementBody body)
    {
        if (body.Duties.GroupBy(d => d.Party).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new("statement.duty-twice", new Text("「{0}」の必要な対応が2つあります。1つにまとめてください。", "There are two duties of the {0}; please join them.")
                .With(PrintedWords.Of(twice.Key).Ja, PrintedWords.Of(twice.Key).En.ToLowerInvariant()), 400);
        if (body.Duties.Any(d => string.IsNullOrWhiteSpace(d.Normal) && string.IsNullOrWhiteSpace(d.Emergency)))
            return new("statement.duty-empty", new("必要な対応の内容を入力するか、その行を取り除いてください。", "Say what the duty is, or remove the line."), 400);
        if (Texts(body).Any(t => t?.Length > LongestText))
            return new("statement.too-long", new Text("1項目の文章は{0}字までです。", "One text may hold up to {0} characters.").With(LongestText), 400);
        return null;
    }

    private static IEnumerable<string?> Texts(StatementBody body) =>
        [body.View, body.Finding, body.ResponsibleRole, .. body.Duties.SelectMany(d => new[] { d.Normal, d.Emergency }), .. (body.Notes ?? []).Select(n => n.Text)];
}

using Akashi.Server.Catalogs;

namespace Akashi.Server.References.Workbook;

/// <summary>Knows columns by the words of their headers: all the ways in which people name them that we have met.</summary>
/// <remarks>
/// A word is matched on the folded header (NFKC, no white space, upper case). <c>=X</c> matches the whole header, <c>A+B</c> needs both,
/// anything else is looked for inside. The first rule that matches wins, so the specific stand before the general.
/// </remarks>
internal sealed class HeaderWords<T> where T : struct, Enum
{
    private readonly (T Field, string[][] Words)[] rules;

    public HeaderWords(params (T Field, string Words)[] rules) =>
        this.rules = [.. rules.Select(r => (r.Field, r.Words.Split(' ').Select(w => w[0] == '=' ? [w] : w.Split('+')).ToArray()))];

    /// <summary>The field a folded header names and how surely; null when it names none.</summary>
    public HeaderMatch<T>? Match(string folded)
    {
        if (folded.Length == 0) return null;
        foreach (var (field, words) in rules)
            foreach (var word in words)
                if (word is [['=', .. var whole]] ? folded == whole : Array.TrueForAll(word, part => folded.Contains(part, StringComparison.Ordinal)))
                    return new(field, word is [['=', ..]] || word[0] == folded ? MatchStrength.Whole : MatchStrength.Part);
        return null;
    }
}

internal readonly record struct HeaderMatch<T>(T Field, MatchStrength Strength) where T : struct, Enum;

/// <summary>How surely a header names a field: through the band above it, by a word in it, as a whole, or because somebody said so.</summary>
internal enum MatchStrength { Band = 1, Part, Whole, Said }

/// <summary>The words of the three kinds of sheets.</summary>
internal static class HeaderWords
{
    public static readonly HeaderWords<BookField> Requirements = new(
        (BookField.Interview, "インタビュー ヒアリング INTERVIEW"),
        (BookField.Disclosure, "開示レベル 開示区分 公開区分 開示範囲 DISCLOSURELEVEL =DISCLOSURE CONFIDENTIALITY"),
        (BookField.DisclosureItems, "開示書 開示事項 情報提供される DISCLOSUREDOCUMENT DISCLOSUREITEM"),
        (BookField.NdaDocuments, "NDA+資料 NDA+文書 NDA+文献 NDA+確認 守秘+資料 秘密保持+資料 UNDERNDA NDADOCUMENT"),
        (BookField.Certificates, "第三者認証 類推 認証等 取得認証 CERTIFICATE CERTIFICATION"),
        (BookField.References, "該当箇所 対応箇所 参照箇所 関連箇所 =関連項目 =参照 MATCHINGSECTION CROSSREFERENCE =REFERENCES"),
        (BookField.EmergencyDuty, "非常時 緊急時 災害時+対応 EMERGENCY"),
        (BookField.ResponsibleRole, "責任者の役割 責任者 責任部署 担当部署 =担当 =担当者 RESPONSIBLEROLE =ROLE =OWNER RESPONSIBLEPARTY"),
        (BookField.ReviewDue, "見直し期日 見直し期限 見直し日 見直し予定 次回見直し 次回確認 レビュー期日 REVIEWDUE NEXTREVIEW REVIEWDATE"),
        (BookField.PublicDocuments, "公開文書 公開資料 公開文献 根拠文書 根拠資料 確認した文書 確認文書 確認資料 PUBLICDOCUMENT =EVIDENCE"),
        (BookField.Conformity, "適合性 適合状況 適合可否 適合判定 =適合 対応可否 =対応状況 準拠状況 遵守状況 =評価結果 CONFORMITY COMPLIANCESTATUS =COMPLIANCE"),
        (BookField.Finding, "確認した内容 確認内容 確認結果 調査結果 FINDING REVIEWCONFIRMED"),
        (BookField.View, "事業者の見解 見解 事業者の回答 事業者回答 PROVIDER'SVIEW PROVIDERVIEW =VIEW =RESPONSE"),
        (BookField.Duty, "必要な対応 必要な対策 必要となる対応 求められる対応 利用者+対応 利用者の責任 ACTIONNEEDED CUSTOMERACTION =DUTY =DUTIES CUSTOMERRESPONSIBILIT"),
        (BookField.Number, "要求事項番号 要求事項NO =項番 =項番号 =項目番号 管理番号 =番号 =NO. =NO =№ =# =ID =CODE =NUMBER CONTROLID REQUIREMENTID REQUIREMENTNO 条項番号 =条項"),
        (BookField.Class, "ガイドライン分類 =分類 =区分 =要求区分 最低限・推奨 推奨/最低限 GUIDELINECLASS =CLASS =STRENGTH"),
        (BookField.Rationale, "考え方 =趣旨 =解説 =背景 RATIONALE"),
        (BookField.Requirement2, "要求事項2 要求事項(2) 要求事項② REQUIREMENT2"),
        (BookField.Requirement, "要求事項 要求項目 =管理策 =項目 =評価項目 =確認項目 =REQUIREMENT REQUIREMENTOF REQUIREMENTTEXT =CONTROL"),
        (BookField.Chapter, "=章 =章番号 =章節 =大項目 =CHAPTER"),
        (BookField.Section, "=節 =節番号 =中項目 =SECTION"),
        (BookField.Subsection, "=項 =款 =小項目 =SUBSECTION"),
        (BookField.Note, "=備考 備考欄 =補足 =コメント =摘要 =特記事項 =NOTE =NOTES =REMARKS =COMMENT =COMMENTS"));

    /// <summary>Words that mean different things under different bands: band and header are matched as one text.</summary>
    public static readonly HeaderWords<BookField> UnderBand = new(
        (BookField.Requirement, "評価項目+内容 要求+内容 基準+内容 REQUIREMENT+TEXT"),
        (BookField.Number, "評価項目+番号 要求+番号 評価項目+NO"),
        (BookField.Finding, "おける対応+内容 おける対応+確認 RESPONSE+CONFIRMED"),
        (BookField.View, "おける対応+説明 おける対応+回答 事業者+対応内容"),
        (BookField.Conformity, "おける対応+判定 おける対応+評価 おける対応+可否"),
        (BookField.EmergencyDuty, "必要な対応+非常 必要な対応+緊急"),
        (BookField.Duty, "必要な対応+通常 必要な対応+平常 必要な対応+平時 必要な対応+内容 ACTION+NORMAL"));

    public static readonly HeaderWords<DocumentField> Documents = new(
        (DocumentField.Number, "文献番号 文書番号 資料番号 文献NO 文書NO 資料NO =文献 =番号 =NO. =NO =№ DOCUMENTNUMBER DOCUMENTNO =DOCUMENT =ID"),
        (DocumentField.Title, "文書名 資料名 文献名 =名称 =名前 =タイトル =題名 =表題 =TITLE =NAME DOCUMENTTITLE"),
        (DocumentField.Issuer, "発行者 発行元 発行機関 作成者 =著者 =ISSUER =PUBLISHER =AUTHOR"),
        (DocumentField.Url, "URL リンク先 アドレス =入手先 =所在 =LINK"),
        (DocumentField.Disclosure, "開示レベル 開示区分 公開区分 開示範囲 =開示 =区分 DISCLOSURE"),
        (DocumentField.From, "開始日 =施行日 =発行日 =発効日 INFORCEFROM =FROM VALIDFROM EFFECTIVE"),
        (DocumentField.Until, "終了日 =失効日 有効期限 =期限 INFORCEUNTIL =UNTIL =TO VALIDUNTIL EXPIR"));

    public static readonly HeaderWords<RevisionField> Revisions = new(
        (RevisionField.Date, "更新日 改訂日 改定日 改版日 =日付 =年月日 =発行日 =DATE REVISIONDATE"),
        (RevisionField.Version, "版番号 版数 =版 バージョン =VERSION =REVISION =EDITION"),
        (RevisionField.Notes, "改版内容 改訂内容 改定内容 更新内容 変更内容 変更点 =内容 =CHANGES =DESCRIPTION =NOTES"));
}

/// <summary>What a column of the document sheet holds.</summary>
internal enum DocumentField { Number, Title, Issuer, Url, Disclosure, From, Until }

/// <summary>What a column of the revision sheet holds.</summary>
internal enum RevisionField { Date, Version, Notes }

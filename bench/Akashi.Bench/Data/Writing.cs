using System.Globalization;
using Akashi.Server.Catalogs;
using Akashi.Server.Kernel;
using Akashi.Server.References;
using Akashi.Server.Services;

namespace Akashi.Bench.Data;

/// <summary>Japanese texts of the lengths that references have: findings of 40 to 160 characters, duties of 20 to 80.</summary>
internal sealed class Writing(int seed)
{
    private readonly Random _random = new(seed);

    private static readonly string[] Sentences =
    [
        "提供事業者の責任範囲において、情報資産の管理台帳を作成し、年1回以上見直している。",
        "アクセス権限は職務に応じて最小限を付与し、異動時および四半期ごとに棚卸しを行っている。",
        "通信はTLSにより暗号化し、鍵は専用の装置で管理している。",
        "障害発生時の連絡体制を定め、利用者へは公開の状況ページと電子メールにより通知する。",
        "データセンターは入退室を記録し、監視カメラの映像を90日間保存している。",
        "脆弱性の情報を毎日収集し、深刻度に応じた期限内に修正を適用している。",
        "バックアップは地理的に離れた二つの拠点に取得し、復元の訓練を半年ごとに実施している。",
        "利用者の機器および院内のネットワークは本サービスの範囲に含まれない。",
        "監査記録は改ざんを防ぐ仕組みのもとで5年間保存し、時刻は標準時刻に同期している。",
        "再委託先に対しても同等の安全管理措置を契約により求め、年1回実地に確認している。",
    ];

    private static readonly string[] Deeds =
    [
        "運用管理規程を定め、従業者に周知する。", "利用者IDの発行と削除の手順を定める。", "端末の持ち出しを記録する。", "教育を年1回以上実施し、受講の記録を残す。",
        "ネットワーク構成図を作成し、最新の状態に保つ。", "緊急時の連絡先を届け出る。", "保存期間を定め、期間を過ぎた記録を確実に消去する。",
    ];

    public string Text(int fewest, int most) => string.Concat(Enumerable.Range(0, _random.Next(fewest, most + 1)).Select(_ => Sentences[_random.Next(Sentences.Length)]));

    /// <summary>A catalog of chapters of 100 controls and sections of 10.</summary>
    public CatalogFile Catalog(string key, int controls)
    {
        static string Two(int n) => n.ToString("00", CultureInfo.InvariantCulture);
        var groups = new List<GroupFile>();
        var all = new List<ControlFile>();
        string[] themes = ["access", "network", "operations", "physical", "people", "records"];
        for (var i = 0; i < controls; i++)
        {
            var (chapter, section) = ($"{i / 100 + 1}", $"{i / 100 + 1}.{i / 10 % 10 + 1}");
            if (i % 100 == 0) groups.Add(new(chapter, null, new($"第{chapter}章 安全管理", $"Chapter {chapter}")));
            if (i % 10 == 0) groups.Add(new(section, chapter, new($"{section} 運用と管理", $"Section {section}")));
            var code = $"{section}-{Two(i % 10 + 1)}";
            all.Add(new(code, code, section, (ControlClass)(1 + _random.Next(4)), new(Text(1, 1), $"Requirement {code}"), new(Text(1, 3), $"What requirement {code} asks for, in one sentence."),
                null, [themes[_random.Next(themes.Length)]], null, null));
        }
        return new(key, new($"生成した基準 {key}", $"Generated catalog {key}"), new("計測", "Benchmark"), new("第1版", "Edition 1"), "2026", new("", ""), [key], groups, all, null);
    }

    /// <summary>What a party of a kind says: mostly conformant, handing some duties down.</summary>
    public StatementBody Body(PartyKind kind)
    {
        var dice = _random.Next(100);
        var conformity = dice < 62 ? Conformity.Conformant : dice < 77 ? Conformity.Partly : dice < 81 ? Conformity.NotConformant : dice < 95 ? Conformity.OutOfScope : Conformity.NotAssessed;
        var disclosure = conformity is Conformity.NotAssessed ? Disclosure.None : _random.Next(10) < 7 ? Disclosure.Public : Disclosure.Nda;
        var number = Two(_random.Next(1, 56));
        IReadOnlyList<Citation> citations = conformity is Conformity.NotAssessed || _random.Next(20) == 0 ? [] : [new(CitationKind.Document, number, CitedIn.Column)];
        var finding = citations.Count == 0 ? null : $"文献[{number}]の記載により確認した。" + Text(0, 2);
        var duties = new List<Duty>();
        if (kind < PartyKind.Integrator && _random.Next(10) < 4) duties.Add(new(PartyKind.Integrator, Deed(), _random.Next(20) == 0 ? Deed() : null));
        if (kind < PartyKind.Customer && _random.Next(10) < 5) duties.Add(new(PartyKind.Customer, Deed()));
        return new(conformity, conformity is Conformity.NotAssessed ? null : Text(1, 3), finding, disclosure, citations, duties, _random.Next(3) == 0 ? "情報管理責任者" : null);
    }

    private string Deed() => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Deeds[_random.Next(Deeds.Length)]));

    private static string Two(int n) => n.ToString("00", CultureInfo.InvariantCulture);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akashi.Cli.Connecting;
using Akashi.Cli.Showing;

namespace Akashi.Cli.Commands;

internal static class SummaryCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AkashiCommand Create(CommonOptions common)
    {
        var service = ServiceOption.Create();
        var command = new AkashiCommand("summary", new Words("カタログごとの件数", "Counts per catalog"),
            ("akashi summary", new("提供事業者のサービスの件数を表で", "Counts of the provider's service as a table")),
            ("akashi summary --service ehr --json | jq '.catalogs[].uncovered'", new("未カバーの件数だけを取り出す", "Only how many are uncovered"))) { service };
        command.Does(common, async session =>
        {
            var slug = await session.SlugAsync(service);
            var answer = await (await session.ApiAsync()).GetAsync($"api/services/{slug}/summary", session.Ct);
            if (session.Json) await session.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Flattened(slug, answer), Readable));
            else Show(session.Out, Api.Read(answer, Answers.Default.SummaryAnswer));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The counts stand on the catalog itself, and so on each chapter.</summary>
    private static JsonObject Flattened(string slug, byte[] answer)
    {
        var catalogs = new JsonArray();
        foreach (var catalog in JsonNode.Parse(answer)!["catalogs"]!.AsArray())
        {
            var flat = Flat(catalog!.AsObject());
            flat["chapters"] = new JsonArray([.. catalog["chapters"]!.AsArray().Select(c => Flat(c!.AsObject()))]);
            catalogs.Add(flat);
        }
        return new() { ["service"] = slug, ["catalogs"] = catalogs };
    }

    private static JsonObject Flat(JsonObject from) => new(
        [.. from.Where(p => p.Key is not ("counts" or "chapters")).Concat(from["counts"]!.AsObject()).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))]);

    private static void Show(TextWriter output, SummaryAnswer summary)
    {
        string[] conformities = ["conformant", "partly", "notConformant", "outOfScope", "notAssessed"];
        string[] disclosures = ["public", "nda"];
        Columns.Write(output,
            [new Words("カタログ", "Catalog"), "", new Words("要求事項", "Requirements"), .. conformities.Concat(disclosures).Select(c => Vocabulary.Of(c)), new Words("未カバー", "Uncovered")],
            [.. summary.Catalogs.Select(c => (IReadOnlyList<string>)
            [
                c.Catalog, c.Title, Columns.Figure(c.Counts.Requirements),
                .. conformities.Select(k => Columns.Figure(c.Counts.ByConformity.GetValueOrDefault(k))),
                .. disclosures.Select(k => Columns.Figure(c.Counts.ByDisclosure.GetValueOrDefault(k))),
                Columns.Figure(c.Counts.Uncovered),
            ])], figures: 9);
    }
}

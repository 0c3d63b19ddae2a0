using System.Text.Json;
using System.Text.Json.Serialization;

namespace Akashi.Cli.Connecting;

// What the command line reads of the server's answers; the rest passes by. Enums are read as the words they travel as.

/// <param name="About">What the refusal rests on, e.g. the plan of an import; nothing for most.</param>
internal sealed record Problem(string? Title, string? Detail, int? Status, JsonElement About);

internal sealed record PartyAnswer(Guid Id, string Kind, Words Name);

internal sealed record ServiceAnswer(Guid Id, Guid Party, string Slug, Words Name);

internal sealed record SummaryAnswer(IReadOnlyList<CatalogCounts> Catalogs);

internal sealed record CatalogCounts(string Catalog, Words Title, CountsAnswer Counts);

internal sealed record CountsAnswer(
    int Requirements, IReadOnlyDictionary<string, int> ByClass, IReadOnlyDictionary<string, int> ByConformity, IReadOnlyDictionary<string, int> ByDisclosure,
    IReadOnlyDictionary<string, int> ByCoverage, int Uncovered);

internal sealed record PlanAnswer(
    IReadOnlyList<PlaceAnswer> Problems, IReadOnlyList<HeaderQuestion> UnknownHeaders, IReadOnlyList<SheetQuestion> UnknownSheets, IReadOnlyList<PlaceAnswer> Report,
    IReadOnlyList<DifferenceAnswer> Differences, int Unchanged, int NotInFile, string? Fingerprint);

internal sealed record ObstaclesAnswer(IReadOnlyList<PlaceAnswer>? Problems, IReadOnlyList<HeaderQuestion>? UnknownHeaders, IReadOnlyList<SheetQuestion>? UnknownSheets);

/// <summary>A problem or a remark with its place.</summary>
internal sealed record PlaceAnswer(string Code, Words Message, CellAnswer Place);

internal sealed record CellAnswer(string File, string? Sheet, string Cell)
{
    public override string ToString() => (Sheet is null ? $"{File} {Cell}" : $"{File} [{Sheet}] {Cell}").TrimEnd();
}

internal sealed record HeaderQuestion(string File, string? Sheet, string Header, string Column, IReadOnlyList<string> Samples, string Key);

internal sealed record SheetQuestion(string File, string? Sheet, int Rows, IReadOnlyList<string> Samples);

internal sealed record DifferenceAnswer(string Kind, string? Catalog, string Name, bool Added, IReadOnlyList<FieldAnswer> Fields);

internal sealed record FieldAnswer(string Field, string? Before, string? After);

internal sealed record ChecksAnswer(IReadOnlyList<CheckAnswer> Checks, IReadOnlyList<FindingAnswer> Findings, int Total);

internal sealed record CheckAnswer(string Id, string Severity, Words Title, Words Remedy, int Count);

internal sealed record FindingAnswer(string Check, string? Catalog, string Code, Words Title, Words Detail);

internal sealed record ChainAnswer(IReadOnlyList<ChainServiceAnswer> Services, IReadOnlyList<ChainLineAnswer> Lines, int Total);

internal sealed record ChainServiceAnswer(Guid Service, Words Name);

internal sealed record ChainLineAnswer(string Code, Words Title, string State, string Open, IReadOnlyList<LayerAnswer> Answers);

internal sealed record LayerAnswer(Guid Service, bool Stated, string Conformity);

internal sealed record TodoAnswer(IReadOnlyList<TodoLineAnswer> Items, int Total, int Uncovered, int ReviewNeeded);

internal sealed record TodoLineAnswer(string Catalog, string Code, Words Title, string Coverage, string Task, bool ReviewNeeded, IReadOnlyList<AskedAnswer> Asked);

internal sealed record AskedAnswer(Words ServiceName, string? Normal);

internal sealed record ClausesAnswer(string Catalog, DateTimeOffset AsOf, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ClauseAnswer> Items);

internal sealed record ClauseAnswer(string Code, Words Title, string Status, DateTimeOffset? LapsesAt);

internal sealed record EditionAnswer(Guid Id, string Label, DateOnly Date, string Notes, IReadOnlyList<EditionFileAnswer> Files);

internal sealed record EditionFileAnswer(string Audience, string Format, string Language, string Name, long Size, string Hash);

internal sealed record CatalogHeadAnswer(string Name, Words Title, Words Issuer, Words Edition, string? Published, int Controls);

internal sealed record CatalogAnswer(string Key, Words Title, Words Issuer, Words Edition, IReadOnlyList<GroupAnswer> Groups, IReadOnlyList<ControlAnswer> Controls);

internal sealed record GroupAnswer(string Id, Words Title);

internal sealed record ControlAnswer(string Code, string Group, string Class, Words Title);

internal sealed record LoadAnswer(string Name, int Added, int Changed, int Removed);

internal sealed record LinkAnswer(string Address);

internal sealed record IncidentAnswer(Guid Id, int Number, string State, string? Severity, string Title, DateTimeOffset DiscoveredAt, DateTimeOffset? NextReportDue);

internal sealed record IncidentListAnswer(IReadOnlyList<IncidentAnswer> Items);

internal sealed record PrivilegeAnswer(
    Guid Id, int Version, string Stand, string Title, PrivilegeTargetAnswer Target, DateTimeOffset AskedTo, DateTimeOffset DecideBy, int Needed, IReadOnlyList<VoteAnswer> Votes, DateTimeOffset? Until);

internal sealed record PrivilegeTargetAnswer(string Kind, IReadOnlyList<string>? Acts, IReadOnlyList<string>? Accounts, IReadOnlyList<string>? Hosts)
{
    public string Words => Kind == "akashi" ? string.Join(' ', Acts ?? []) : $"{string.Join(',', Accounts ?? [])}@{string.Join(',', Hosts ?? [])}";
}

internal sealed record VoteAnswer(Guid By, DateTimeOffset At);

internal sealed record CertificateAnswer(long Serial, IReadOnlyList<string> Principals, DateTimeOffset Until, string Line);

internal sealed record RecordingAnswer(Guid Id, int Version, string Status, int Marks);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServerFile))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(List<PartyAnswer>))]
[JsonSerializable(typeof(List<ServiceAnswer>))]
[JsonSerializable(typeof(SummaryAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(ObstaclesAnswer))]
[JsonSerializable(typeof(ChecksAnswer))]
[JsonSerializable(typeof(ChainAnswer))]
[JsonSerializable(typeof(TodoAnswer))]
[JsonSerializable(typeof(ClausesAnswer))]
[JsonSerializable(typeof(EditionAnswer))]
[JsonSerializable(typeof(List<CatalogHeadAnswer>))]
[JsonSerializable(typeof(CatalogAnswer))]
[JsonSerializable(typeof(LoadAnswer))]
[JsonSerializable(typeof(LinkAnswer))]
[JsonSerializable(typeof(IncidentAnswer))]
[JsonSerializable(typeof(IncidentListAnswer))]
[JsonSerializable(typeof(PrivilegeAnswer))]
[JsonSerializable(typeof(List<PrivilegeAnswer>))]
[JsonSerializable(typeof(CertificateAnswer))]
[JsonSerializable(typeof(RecordingAnswer))]
internal sealed partial class Answers : JsonSerializerContext;

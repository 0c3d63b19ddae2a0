using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Services;

public readonly record struct ServiceId(Guid Value) : IId;

/// <summary>サービス. What is assessed: offered by a party, running in regions and sites, built on services of other parties.</summary>
public sealed class Service : Entry
{
    public ServiceId Id { get; private set; }
    public PartyId Party { get; private set; }

    /// <summary>Short stable name, unique in the organisation, for URLs and the command line, e.g. <c>platform</c>.</summary>
    public string Slug { get; private set; } = "";

    public Text Name { get; private set; }
    public DeliveryModel Model { get; private set; }
    public IReadOnlyList<Region> Regions { get; private set; } = [];
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    /// <summary>The services directly underneath. The graph has no cycles.</summary>
    public IReadOnlyList<ServiceId> BuiltOn { get; private set; } = [];

    public override Guid Key => Id.Value;
    internal override Place Place => new(Id.Value);

    public static readonly OpenAct<Service, ServiceBody> Register = new("services.register", new("サービスの登録", "Register service"), (body, stand, id) =>
    {
        var service = new Service { Id = new(id), Party = body.Party, Slug = body.Slug };
        return service.Take(body, stand, first: true) is { } no ? no : service;
    }, SupplyChain.GuardAsync);

    public static readonly Act<Service, ServiceBody> Change = new("services.change", new("サービスの変更", "Change service"),
        (service, body, stand) => service.Take(body, stand, first: false), SupplyChain.GuardAsync);

    /// <returns>Refusals: <c>service.unnamed</c>, <c>service.slug</c>, <c>service.party-fixed</c>, <c>service.site-without-region</c>; from the guard <c>service.cycle</c>, <c>service.unknown</c>.</returns>
    private Refusal? Take(ServiceBody body, Stand stand, bool first)
    {
        if (string.IsNullOrWhiteSpace(body.Name.Ja) || string.IsNullOrWhiteSpace(body.Name.En))
            return new("service.unnamed", new("名称は日本語と英語の両方を入力してください。", "Please give the name in both Japanese and English."), 400);
        if (string.IsNullOrWhiteSpace(body.Slug) || body.Slug.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) || body.Slug.Length > 40)
            return new("service.slug", new("識別名は英小文字・数字・ハイフンで、40字までにしてください。", "The short name is lower case letters, digits and hyphens, up to 40."), 400);
        if (!first && body.Party != Party)
            return new("service.party-fixed", new("提供する当事者は変えられません。新しいサービスとして登録してください。", "The party cannot change; register a new service."));
        if (body.Sites.FirstOrDefault(s => body.Regions.All(r => r.Code != s.Region)) is { } site)
            return new("service.site-without-region", new Text("拠点 {0} のリージョン {1} が登録されていません。", "Site {0} is in region {1}, which the service does not have.").With(site.Code, site.Region), 400);
        (Slug, Name, Model, Regions, Sites, BuiltOn) = (body.Slug, body.Name, body.Model, body.Regions, body.Sites, [.. body.BuiltOn.Distinct()]);
        Record(new ServiceDescribed(body), stand.At);
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Service>
    {
        public void Configure(EntityTypeBuilder<Service> builder)
        {
            builder.ToTable("services");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.Slug }).IsUnique();
            builder.HasOne<Party>().WithMany().HasForeignKey(x => new { x.Organisation, x.Party }).OnDelete(DeleteBehavior.Restrict);
            builder.TwoLanguages(x => x.Name);
            builder.Property(x => x.Regions).AsJson();
            builder.Property(x => x.Sites).AsJson();
            builder.Property(x => x.BuiltOn).AsJson();
        }
    }
}

/// <summary>NIST SP 800-145 service models.</summary>
public enum DeliveryModel { IaaS, PaaS, SaaS }

public sealed record Region(string Code, Text Name);

/// <param name="Region">Code of the region that the site is part of.</param>
public sealed record Site(string Code, string Region, Text Name);

public sealed record ServiceBody(
    PartyId Party, string Slug, Text Name, DeliveryModel Model, IReadOnlyList<Region> Regions, IReadOnlyList<Site> Sites, IReadOnlyList<ServiceId> BuiltOn);

public sealed record ServiceDescribed(ServiceBody Service) : Event;

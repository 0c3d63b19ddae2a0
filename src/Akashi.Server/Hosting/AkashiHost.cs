using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akashi.Server.Catalogs;
using Akashi.Server.Catalogs.Tables;
using Akashi.Server.Evidence;
using Akashi.Server.Identity;
using Akashi.Server.Identity.Duties;
using Akashi.Server.Identity.Scim;
using Akashi.Server.Jobs;
using Akashi.Server.Kernel;
using Akashi.Server.Ledger;
using Akashi.Server.Mail;
using Akashi.Server.Measures;
using Akashi.Server.References;
using Akashi.Server.References.Coverage;
using Akashi.Server.References.Importing;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Reading;
using Akashi.Server.Registers.AccessReviews;
using Akashi.Server.Registers.Incidents;
using Akashi.Server.Registers.Changes;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Maintenance;
using Akashi.Server.Registers.PrivilegedAccess.Recordings;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Registers.Vulnerabilities;
using Akashi.Server.Services;
using Akashi.Server.Web;
using Microsoft.AspNetCore.DataProtection;
using Scalar.AspNetCore;

namespace Akashi.Server.Hosting;

/// <summary>Puts the server together: services, pipeline, routes. Bound to loopback only.</summary>
public static class AkashiHost
{
    public static WebApplication Build(AkashiOptions options, Action<WebApplicationBuilder>? adjust = null)
    {
        Directory.CreateDirectory(options.Data);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(AkashiHost).Assembly.GetName().Name });
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, options.Port);
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = EvidenceStore.MaximumBytes + (1 << 20);
        });
        builder.Configuration["AllowedHosts"] = "127.0.0.1;localhost";
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddAkashi(builder.Services, options);
        builder.WebHost.UseStaticWebAssets();
        adjust?.Invoke(builder);
        var app = builder.Build();
        UseAkashi(app);
        return app;
    }

    private static void AddAkashi(IServiceCollection services, AkashiOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Threshold>();
        services.AddSingleton(DbFactory.For(options.DatabaseOrFile));
        services.AddSingleton(new EvidenceStore(options.Evidence));
        services.AddSingleton(s => new EditionFolder(options.Editions, s.GetRequiredService<EvidenceStore>()));
        services.AddSingleton(_ => OperatorToken.At(options.Data));
        services.AddSingleton<Sequencer>();
        services.AddSingleton<Desk>();
        services.AddSingleton<IAfterCommit, WalKeeper>();
        services.AddSingleton<CoverageBoards>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<CoverageBoards>());
        services.AddSingleton<CatalogLoader>();
        services.AddSingleton<CatalogTables>();
        services.AddSingleton<CatalogFiles>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<CatalogFiles>());
        services.AddSingleton<NoticesReading>();
        services.AddSingleton<DuesReading>();
        services.AddSingleton<Grants>();
        services.AddSingleton<IGrants>(s => s.GetRequiredService<Grants>());
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<Grants>());
        services.AddSingleton<IAtLeaving>(s => s.GetRequiredService<Grants>());
        services.AddSingleton<PrivilegesReading>();
        services.AddSingleton<IDues>(s => s.GetRequiredService<PrivilegesReading>());
        services.AddSingleton<ChangesReading>();
        services.AddSingleton<IDues>(s => s.GetRequiredService<ChangesReading>());
        services.AddSingleton<PrivilegeClock>();
        services.AddHostedService(s => s.GetRequiredService<PrivilegeClock>());
        var passphrase = SshPassphrase.Read(options.SshPassphraseFile);
        var token = options.SshToken is { } place ? new TokenPlace(place[..place.LastIndexOf(':')], place[(place.LastIndexOf(':') + 1)..]) : null;
        services.AddSingleton(s => new SshAuthorities(Path.Combine(options.Keys, "ssh"), passphrase, token, s.GetRequiredService<ILogger<SshAuthorities>>()));
        services.AddSingleton<SshSigning>();
        services.AddSingleton<RecordingFiles>();
        services.AddSingleton<MaintenanceReading>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobsReading>();
        services.AddSingleton<JobRecovery>();
        services.AddHostedService(s => s.GetRequiredService<JobRecovery>());
        services.AddSingleton<SavedViews>();
        services.AddSingleton<Importer>();
        services.AddSingleton<EditionSource>();
        services.AddSingleton<EditionNotes>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<Names>();
        services.AddSingleton<Rows>();
        services.AddSingleton<Summaries>();
        services.AddSingleton<References.Checks.Checks>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<References.Checks.Checks>());
        services.AddSingleton<Chains>();
        services.AddSingleton<Todos>();
        services.AddSingleton<ControlPages>();
        services.AddSingleton<SensitiveReads>();
        services.AddSingleton(new LedgerFolders(options.Ledger));
        services.AddSingleton(s => new LedgerKeys(Path.Combine(options.Keys, "ledger"), s.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton<StartCheck>();
        services.AddSingleton<Adoption>();
        services.AddSingleton<LedgerStart>();
        services.AddSingleton<LedgerPublisher>();
        services.AddHostedService(s => s.GetRequiredService<LedgerPublisher>());
        services.AddSingleton<WitnessRounds>();
        services.AddHostedService(s => s.GetRequiredService<WitnessRounds>());
        services.AddSingleton(new TimeStampOptions(options.TimeStamps, options.TimeStampCertificates));
        services.AddSingleton<TimeStamping>();
        services.AddHostedService(s => s.GetRequiredService<TimeStamping>());
        services.AddSingleton<Verifications>();
        services.AddSingleton<LedgerStatus>();
        services.AddSingleton<LedgerSurveys>();
        services.AddSingleton<SurveyRounds>();
        services.AddHostedService(s => s.GetRequiredService<SurveyRounds>());
        services.AddSingleton(_ => Bindings.Shipped);
        services.AddSingleton<MeasureFacts>();
        services.AddSingleton<MeasureBoards>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<MeasureBoards>());
        services.AddSingleton<Observer>();
        services.AddSingleton<MeasureRounds>();
        services.AddHostedService(s => s.GetRequiredService<MeasureRounds>());
        services.AddSingleton<ClauseReading>();
        services.AddSingleton<EntryHistories>();
        services.AddSingleton<LeafLines>();
        services.AddSingleton<EvidenceBundles>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<Erasure>();
        services.AddHttpClient();
        services.AddSingleton<Identity.Duties.Duties>();
        services.AddSingleton<IDuties>(s => s.GetRequiredService<Identity.Duties.Duties>());
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<Identity.Duties.Duties>());
        services.AddSingleton<DutiesReading>();
        services.AddSingleton(new MailHouse(options.Mail));
        services.AddSingleton<Outbox>();
        services.AddSingleton<IAfterCommit>(s => s.GetRequiredService<Outbox>());
        services.AddHostedService(s => s.GetRequiredService<Outbox>());
        services.AddSingleton<MailReading>();
        services.AddSingleton<Reviews>();
        services.AddSingleton<IAtLeaving>(s => s.GetRequiredService<Reviews>());
        services.AddSingleton<ReviewsReading>();
        services.AddSingleton<IDues>(s => s.GetRequiredService<ReviewsReading>());
        services.AddSingleton<ReviewClock>();
        services.AddHostedService(s => s.GetRequiredService<ReviewClock>());
        services.AddSingleton<IncidentResponse>();
        services.AddSingleton<IncidentsReading>();
        services.AddSingleton<IDues>(s => s.GetRequiredService<IncidentsReading>());
        services.AddSingleton<IncidentClock>();
        services.AddHostedService(s => s.GetRequiredService<IncidentClock>());
        services.AddSingleton<VulnerabilityIntake>();
        services.AddSingleton<FindingsReading>();
        services.AddHostedService<OtherNodes>();
        services.AddAkashiIdentity(options.Oidc);
        services.AddDataProtection().PersistKeysToFileSystem(new(options.Keys)).SetApplicationName("Akashi");
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o => o.MultipartBodyLengthLimit = EvidenceStore.MaximumBytes + (1 << 20));
        services.AddProblemDetails();
        services.AddOpenApi(o => o.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version, document.Servers) = ("Akashi", "1", []);
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new IdJson());
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddLocalization();
        services.AddAkashiPages();
    }

    private static void UseAkashi(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAkashiErrorPages();
        string[] languages = ["ja", "en"];
        app.UseRequestLocalization(o => o.SetDefaultCulture("ja").AddSupportedCultures(languages).AddSupportedUICultures(languages));
        app.UseOutages();
        app.UseScimErrors();
        app.UseThreshold();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSameOrigin();

        var api = app.MapGroup("api");
        CatalogsApi.Map(api);
        CatalogTablesApi.Map(api);
        ServicesApi.Map(api);
        DocumentsApi.Map(api);
        StatementsApi.Map(api);
        ImportsApi.Map(api);
        EditionsApi.Map(api);
        LedgerApi.Map(app, api);
        JobsApi.Map(api);
        ViewsApi.Map(api);
        PeopleApi.Map(api);
        DutiesApi.Map(api);
        ReviewsApi.Map(api);
        IncidentsApi.Map(api);
        VulnerabilitiesApi.Map(api);
        MailApi.Map(api);
        MeasuresApi.Map(api);
        NoticesApi.Map(api);
        DuesApi.Map(api);
        PrivilegesApi.Map(api);
        ChangesApi.Map(api);
        SshApi.Map(api);
        RecordingsApi.Map(api);
        MaintenanceApi.Map(api);
        ScimGroupsApi.MapAdministration(api);
        ScimApi.Map(app);
        app.MapOpenApi();
        app.MapScalarApiReference("/api-reference");
        SignIn.Map(app);
        MeApi.Map(app);
        app.MapAkashiPages();
    }

    /// <summary>Culture for text written outside a request.</summary>
    public static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language == "en" ? "en" : "ja");
}

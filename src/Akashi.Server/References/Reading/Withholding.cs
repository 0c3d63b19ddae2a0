using Akashi.Server.Evidence;
using Akashi.Server.Kernel;
using Akashi.Server.References.Publishing;
using Akashi.Server.References.Workbook;
using Akashi.Server.Services;

namespace Akashi.Server.References.Reading;

/// <summary>Cuts statements for who reads them on a screen or over the API, by the same rule that cuts editions for their audience (<see cref="Redaction"/>).</summary>
public static class Withholding
{
    /// <summary>The widest audience whose editions somebody may have of a service.</summary>
    public static Audience AudienceOf(Sight sight, ServiceId service) => sight switch
    {
        _ when sight.Reads(service, Disclosure.Internal) => Audience.Internal,
        _ when sight.Reads(service, Disclosure.Nda) => Audience.Nda,
        _ => Audience.Customer,
    };

    /// <summary>True when nothing of the service's statements is kept from them.</summary>
    public static bool Nothing(Sight sight, ServiceId service) => AudienceOf(sight, service) is Audience.Internal;

    /// <summary>The statement as they may read it.</summary>
    /// <param name="documents">Of the party that speaks: what they are decides what may be named.</param>
    public static StatementBody Of(StatementBody body, ServiceId service, IEnumerable<Document> documents, Sight sight) =>
        Nothing(sight, service) ? body : Redaction.Of(new EditionRow(new BookRow("", body)), AudienceOf(sight, service),
            [.. documents.Select(d => new BookDocument(d.Number, d.Title, d.Issuer, d.Url, d.Disclosure, d.From, d.Until))]).Body;
}

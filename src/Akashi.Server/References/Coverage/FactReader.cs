using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.References.Coverage;

/// <summary>
/// Streams the narrow columns of every statement into a board; all of them stand in one covering index. Service by service, so that
/// what is the same in all rows of a service is not read with each of them, and over several connections.
/// </summary>
internal static class FactReader
{
    public static Task ReadAsync(DbFactory databases, OrganisationId organisation, CoverageBoard board, CancellationToken ct) =>
        // No two workers meet on a service, and a board takes facts of different services side by side.
        Parallel.ForEachAsync(board.Services, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (service, stop) =>
        {
            await using var db = databases.Open(organisation);
            foreach (var catalog in board.Catalogs)
            {
                var rows = db.Statements.Where(s => s.Catalog == catalog.Id && s.Service == service.Id && s.Party == service.Party)
                    .Select(s => new { s.Control, s.Conformity, s.Disclosure, s.HasEvidence, s.DutyParties, s.AssessedAt, s.ReviewedAt })
                    .AsAsyncEnumerable().WithCancellation(stop);
                await foreach (var s in rows)
                    board.Put(service.Id, s.Control, service.Party, new(true, s.Conformity, s.Disclosure, s.HasEvidence, s.DutyParties,
                        s.AssessedAt.ToUnixTimeMilliseconds(), s.ReviewedAt.ToUnixTimeMilliseconds()));
            }
        });
}

using Akashi.Server.Kernel;
using Akashi.Server.Services;

namespace Akashi.CrashWorker;

/// <summary>One person: changes one party over and over, now and then registers a service (an act with a guard), reads, or is refused.</summary>
internal sealed class Somebody(WritingServer server, int number)
{
    public async Task WorkAsync(CancellationToken ct)
    {
        var party = await FindAsync(ct);
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            try
            {
                party = await ActAsync(party, i);
            }
            catch (Exception failure)
            {
                Said.Line($"error {failure.GetType().Name} {failure.Message.ReplaceLineEndings(" ")}");
                await Task.Delay(5, CancellationToken.None);
                party = await FindAsync(ct);
            }
        }
    }

    private async Task<(Guid Id, int Version)> ActAsync((Guid Id, int Version) party, int i)
    {
        switch (i % 20)
        {
            case 7:
                await server.Log.NoteAsync(new LeafFacts("references.rows", LeafOutcome.Read) { About = $"rows={i}" }, server.By);
                Said.Line("note");
                return party;
            case 11:
                var service = Reached(await server.Desk.OpenAsync(Service.Register, new ServiceBody(new(party.Id), $"s{Ids.New(TimeProvider.System)}", new("甲", "A"), DeliveryModel.PaaS, [], [], []), server.By, CancellationToken.None));
                Said.Line(service.Done ? $"ack {service.Value!.Key} {service.Value.Version}" : $"no {service.Refusal!.Code}");
                return party;
            case 15:
                var late = Reached(await server.Desk.ActAsync(Party.Change, party.Id, party.Version + 99, Body(i), server.By, CancellationToken.None));
                Said.Line($"no {late.Refusal!.Code}");
                return party;
            default:
                var changed = Reached(await server.Desk.ActAsync(Party.Change, party.Id, party.Version, Body(i), server.By, CancellationToken.None));
                Said.Line(changed.Done ? $"ack {party.Id} {changed.Value!.Version}" : $"no {changed.Refusal!.Code}");
                return changed.Done ? (party.Id, changed.Value!.Version) : (await server.PartyAsync(number))!.Value;
        }
    }

    private async Task<(Guid Id, int Version)> FindAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (await server.PartyAsync(number) is { } party) return party;
                var opened = Reached(await server.Desk.OpenAsync(Party.Register, Body(0), server.By, CancellationToken.None));
                if (opened.Done) Said.Line($"ack {opened.Value!.Key} 1");
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                Said.Line($"error {failure.GetType().Name} {failure.Message.ReplaceLineEndings(" ")}");
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private PartyBody Body(int n) => new(PartyKind.Provider, new($"第{n}名", $"名{number}"));

    /// <summary>A disk or a database that fails is an error like one that is thrown.</summary>
    private static Outcome<T> Reached<T>(Outcome<T> outcome) => outcome.Refusal is { Status: >= 500 } outage ? throw new IOException(outage.Code) : outcome;
}

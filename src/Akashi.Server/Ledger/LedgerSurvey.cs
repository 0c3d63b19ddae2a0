using Akashi.Server.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Ledger;

public readonly record struct SurveyId(Guid Value) : IId;

/// <summary>
/// 台帳の巡回点検. The server looked at its log: the leaves that came since the last time, and how publication, witnesses and time-stamps stand. Kept also
/// when nothing was found, so that "nothing" and "nobody looked" differ.
/// </summary>
public sealed class LedgerSurvey : Entry
{
    public SurveyId Id { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Index after the last leaf that was looked at: the next survey goes on from there.</summary>
    public long Until { get; private set; }

    /// <summary>True when something was found that should not be.</summary>
    public bool Found { get; private set; }

    public override Guid Key => Id.Value;

    /// <summary>Act under which the server surveys.</summary>
    public static readonly Act Survey = new("ledger.survey", new("台帳の巡回点検", "Survey the ledger"));

    internal static LedgerSurvey Ended(SurveyId id, LedgerSurveyed found, Stand stand)
    {
        var survey = new LedgerSurvey { Id = id, At = stand.At, Until = found.End, Found = found.Incomplete + found.SetBacks > 0 };
        survey.Record(found, stand.At);
        return survey;
    }

    internal sealed class Table : IEntityTypeConfiguration<LedgerSurvey>
    {
        public void Configure(EntityTypeBuilder<LedgerSurvey> builder)
        {
            builder.ToTable("ledger_surveys");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.At });
        }
    }
}

/// <summary>A survey came to its end.</summary>
/// <param name="First">Index of the first leaf that was looked at.</param>
/// <param name="End">Index after the last one.</param>
/// <param name="Incomplete">Leaves that lack a field: who, when, what, how it ended, from where.</param>
/// <param name="SetBacks">Leaves that state that the clock of the server was set back.</param>
/// <param name="Denied">Leaves of attempts without permission.</param>
/// <param name="PublishedSize">Leaves under the published checkpoint.</param>
/// <param name="WaitingSince">UTC; time of the oldest leaf that no published checkpoint covers; null when all are.</param>
/// <param name="Witnesses">Witnesses that the policy names.</param>
/// <param name="WitnessWaitingSince">UTC; time of the oldest leaf that the slowest witness has not cosigned; null when all are, or without witnesses.</param>
/// <param name="StampedAt">UTC; when an authority last time-stamped a checkpoint; null without one.</param>
/// <param name="Sessions">What the leaves say of sessions; null in surveys of former versions.</param>
public sealed record LedgerSurveyed(
    long First, long End, long Incomplete, long SetBacks, long Denied, long PublishedSize, DateTimeOffset? WaitingSince, int Witnesses, DateTimeOffset? WitnessWaitingSince, DateTimeOffset? StampedAt,
    SessionTally? Sessions = null) : Event;

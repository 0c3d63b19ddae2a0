using Akashi.Server.Kernel;
using Akashi.Server.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Akashi.Server.Jobs;

public readonly record struct JobId(Guid Value) : IId;

/// <summary>What kind of work a job is.</summary>
public enum JobKind { Import, Publication }

/// <summary>Where a job stands. Interrupted: the server ended before the job did.</summary>
public enum JobState { Running, Done, Refused, Failed, Interrupted }

/// <summary>作業. A longer piece of work that goes on when its page is left: what it is, who began it, how it ended. The work itself is all or nothing.</summary>
public sealed class Job : Entry
{
    public JobId Id { get; private set; }
    public JobKind Kind { get; private set; }

    /// <summary>The service it is about.</summary>
    public ServiceId Service { get; private set; }

    /// <summary>The files imported, the edition published: as the one who began it named them.</summary>
    public string Subject { get; private set; } = "";

    public JobState State { get; private set; }
    public PersonId By { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended, in words; empty while it runs.</summary>
    public Text Result { get; private set; }

    public override Guid Key => Id.Value;
    internal override Place Place => new(Service.Value);

    public static readonly OpenAct<Job, NewJob> Start = new("jobs.start", new("作業の開始", "Start job"), (body, stand, id) =>
    {
        var job = new Job { Id = new(id), Kind = body.Kind, Service = body.Service, Subject = body.Subject, State = JobState.Running, By = stand.By.Person, StartedAt = stand.At, Result = new("", "") };
        job.Record(new JobStarted(body.Kind, body.Service, body.Subject), stand.At);
        return job;
    });

    /// <summary>Refusal: <c>job.ended</c>.</summary>
    public static readonly Act<Job, JobEnd> End = new("jobs.end", new("作業の終了", "End job"), (job, end, stand) =>
    {
        if (job.State is not JobState.Running) return Ended;
        (job.State, job.Result, job.EndedAt) = (end.State, end.Result, stand.At);
        job.Record(new JobEnded(end.State, end.Result), stand.At);
        return null;
    });

    private static readonly Refusal Ended = new("job.ended", new("この作業はすでに終わっています。", "This job has ended already."));

    internal sealed class Table : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("jobs");
            builder.HasKey(x => new { x.Organisation, x.Id });
            builder.HasIndex(x => new { x.Organisation, x.State });
            builder.TwoLanguages(x => x.Result);
            builder.HasOne<Service>().WithMany().HasForeignKey(x => new { x.Organisation, x.Service }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record NewJob(JobKind Kind, ServiceId Service, string Subject);

/// <param name="State">Anything but running.</param>
public sealed record JobEnd(JobState State, Text Result);

public sealed record JobStarted(JobKind Kind, ServiceId Service, string Subject) : Event;

public sealed record JobEnded(JobState State, Text Result) : Event;

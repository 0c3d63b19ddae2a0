namespace Akashi.Server.Kernel;

/// <summary>Who acts: a person of an organisation, with the acts and reads they are permitted.</summary>
/// <param name="Permits">Decides by act id; deny by default is the caller's duty.</param>
public sealed record Actor(PersonId Person, OrganisationId Organisation, Func<string, bool> Permits)
{
    /// <summary>In which role and session, from where.</summary>
    public Access Access { get; init; } = Access.Inside;

    /// <summary>Decides by act and by what it concerns; null when the permission holds everywhere in the organisation.</summary>
    public Func<string, Place, bool>? PermitsAt { get; init; }

    /// <summary>Which services the person may open, and how much of what lies beneath them.</summary>
    public Sight Sight { get; init; } = Sight.All;

    /// <summary>What stands in the way at this moment although the person may: a session that ended or is locked, a sign-in too long ago. Null when nothing can.</summary>
    public Func<Act, Refusal?>? Hindrance { get; init; }

    /// <summary>The server itself, for what nobody asked for.</summary>
    public static Actor Machine(OrganisationId organisation) => new(default, organisation, _ => true) { Access = new("inside", "server") };

    /// <summary>True for the server itself, whose work needs no grant.</summary>
    public bool IsMachine => Person == default;

    /// <summary>True when the person may somewhere in the organisation.</summary>
    public bool May(string act) => Permits(act);

    /// <summary>True when the person may there.</summary>
    public bool May(string act, Place place) => Permits(act) && (PermitsAt is null || PermitsAt(act, place));
}

/// <summary>How somebody comes in. Goes into the log: role, party and grant as they are, session and address as salted hashes.</summary>
/// <param name="Protocol"><c>browser</c>, <c>api</c>, or <c>inside</c> for what the server does by itself.</param>
/// <param name="Role">The role in which the person acts.</param>
/// <param name="Party">The party they act for; null while people belong to none.</param>
/// <param name="Session">The sign-in; null when there was none.</param>
/// <param name="Address">Network address of the client; null inside.</param>
/// <param name="Grant">The grant under which a privilege is used; null without one.</param>
public sealed record Access(string Protocol, string Role, Guid? Party = null, string? Session = null, string? Address = null, Guid? Grant = null)
{
    public static readonly Access Inside = new("inside", "operator");
}

/// <summary>Who and when, handed to every transition: transitions never read a clock.</summary>
/// <param name="At">UTC, truncated to milliseconds.</param>
public readonly record struct Stand(Actor By, DateTimeOffset At);

/// <summary>A name for something a person may do: at once the permission, the OpenAPI operation id, the CLI verb and the button.</summary>
/// <param name="Id"><c>register.verb</c>, e.g. <c>statements.assess</c>.</param>
/// <param name="Title">What the button says.</param>
public record Act(string Id, Text Title)
{
    /// <summary>True for an act whose misuse does lasting harm: the person must have shown shortly before that it is them (ASVS 7.5).</summary>
    public bool Dangerous { get; init; }

    /// <summary>True for what nobody may do standing: the desk asks for a live grant that names the act (<see cref="IGrants"/>).</summary>
    public bool Privileged { get; init; }
}

/// <summary>The body of an act that says all by itself.</summary>
public sealed record NoBody;

/// <summary>The only way to change an entry of type <typeparamref name="TEntry"/>.</summary>
/// <param name="Transition">The rule, on the entry: null when done, a refusal when not.</param>
/// <param name="Guard">A rule that must look at other rows; runs in the same transaction, before the transition.</param>
public sealed record Act<TEntry, TBody>(
    string Id, Text Title, Func<TEntry, TBody, Stand, Refusal?> Transition,
    Func<Db, TEntry, TBody, CancellationToken, Task<Refusal?>>? Guard = null) : Act(Id, Title)
    where TEntry : Entry;

/// <summary>Opens a new entry.</summary>
public sealed record OpenAct<TEntry, TBody>(
    string Id, Text Title, Func<TBody, Stand, Guid, Outcome<TEntry>> Open,
    Func<Db, TEntry, TBody, CancellationToken, Task<Refusal?>>? Guard = null) : Act(Id, Title)
    where TEntry : Entry;

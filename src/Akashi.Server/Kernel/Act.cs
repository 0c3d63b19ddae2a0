namespace Akashi.Server.Kernel;

/// <summary>Who acts: a person of an organisation, with the acts and reads they are permitted.</summary>
/// <param name="Permits">Decides by act id; deny by default is the caller's duty.</param>
public sealed record Actor(PersonId Person, OrganisationId Organisation, Func<string, bool> Permits)
{
    public bool May(string act) => Permits(act);
}

/// <summary>Who and when, handed to every transition: transitions never read a clock.</summary>
/// <param name="At">UTC, truncated to milliseconds.</param>
public readonly record struct Stand(Actor By, DateTimeOffset At);

/// <summary>A name for something a person may do: at once the permission, the OpenAPI operation id, the CLI verb and the button.</summary>
/// <param name="Id"><c>register.verb</c>, e.g. <c>statements.assess</c>.</param>
/// <param name="Title">What the button says.</param>
public record Act(string Id, Text Title);

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

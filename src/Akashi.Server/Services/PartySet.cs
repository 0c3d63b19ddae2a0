using Akashi.Server.References;

namespace Akashi.Server.Services;

/// <summary>Several kinds of parties at once, one bit each.</summary>
[Flags]
public enum PartySet
{
    None = 0,
    Provider = 1 << PartyKind.Provider,
    Integrator = 1 << PartyKind.Integrator,
    Customer = 1 << PartyKind.Customer,
    Subcontractor = 1 << PartyKind.Subcontractor,
    Carrier = 1 << PartyKind.Carrier,
    Auditor = 1 << PartyKind.Auditor,
}

public static class PartySets
{
    public static PartySet Of(PartyKind kind) => (PartySet)(1 << (int)kind);

    public static PartySet Of(IEnumerable<Duty> duties) => duties.Aggregate(PartySet.None, (set, duty) => set | Of(duty.Party));

    public static IEnumerable<PartyKind> Kinds(this PartySet set) => Enum.GetValues<PartyKind>().Where(kind => (set & Of(kind)) != 0);
}

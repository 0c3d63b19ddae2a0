namespace Akashi.Server.Services;

/// <summary>当事者の立場. What a party is in the chain from cloud to user.</summary>
public enum PartyKind { Provider, Integrator, Customer, Subcontractor, Carrier, Auditor }

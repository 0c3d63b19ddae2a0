namespace Akashi.Server.References.Publishing;

/// <summary>Who an edition is made for, from least to most: everyone, who has a non-disclosure agreement in force, the party itself.</summary>
public enum Audience { Customer, Nda, Internal }

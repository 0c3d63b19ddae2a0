namespace Akashi.Server.Registers.Vulnerabilities.Versions;

/// <summary>Versions of one package that a weakness affects: the listed ones and those from <paramref name="From"/> to before <paramref name="Fixed"/> or up to <paramref name="Last"/>.</summary>
/// <param name="Package">As <see cref="Purl.Package"/>.</param>
/// <param name="From">First affected; empty or <c>0</c> for all from the beginning; null when only <paramref name="Listed"/> counts.</param>
/// <param name="Fixed">First that is not affected any more; null when none is known.</param>
/// <param name="Last">Last affected; null when open or <paramref name="Fixed"/> says it.</param>
public sealed record Affected(string Package, string? From, string? Fixed, string? Last, IReadOnlyList<string> Listed)
{
    /// <summary>A component that does not say its version is not in any range.</summary>
    public bool Covers(Purl component)
    {
        if (component.Package != Package || component.Version.Length == 0) return false;
        if (Listed.Contains(component.Version)) return true;
        return From is not null
            && (From is "" or "0" || VersionOrder.Compare(component.Type, component.Version, From) >= 0)
            && (Fixed is null || VersionOrder.Compare(component.Type, component.Version, Fixed) < 0)
            && (Last is null || VersionOrder.Compare(component.Type, component.Version, Last) <= 0);
    }
}

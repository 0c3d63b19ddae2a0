using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Akashi.Server.Web.Layout;

/// <summary>Whatever wakes a circuit (a click, a timer of the browser) is answered in the language of the page.</summary>
public sealed class LanguageOfCircuit : CircuitHandler
{
    private CultureInfo? _culture;

    public void Speak(string language) => _culture = CultureInfo.GetCultureInfo(language);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        if (_culture is not null) CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _culture;
        return next(context);
    };
}

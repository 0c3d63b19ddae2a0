using System.Globalization;
using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web;

public sealed partial class Routes
{
    [Parameter, EditorRequired]
    public Look Look { get; set; } = null!;

    [Inject]
    private LanguageOfCircuit Language { get; set; } = null!;

    protected override void OnInitialized()
    {
        Language.Speak(Look.Language);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Look.Language);
    }
}

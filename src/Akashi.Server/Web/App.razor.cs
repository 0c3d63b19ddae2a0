using Akashi.Server.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Akashi.Server.Web;

/// <summary>The document around every page. Pages that stand alone (sign-in, error) are plain HTML; all others are live.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private Look Look => Look.Of(Http);

    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}

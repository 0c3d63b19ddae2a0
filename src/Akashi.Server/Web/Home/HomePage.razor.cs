using Akashi.Server.Web.Shared;

namespace Akashi.Server.Web.Home;

public sealed partial class HomePage
{
    protected override Task LoadServiceAsync(ServiceItem service) => Task.CompletedTask;
}

using Akashi.Server.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Akashi.Server.Hosting;

/// <summary>
/// The server listens before its data folder is migrated and loaded; whoever asks for what rests on the data waits here until it is,
/// so that nobody is ever shown half of it. Open unless a start has closed it.
/// </summary>
internal sealed class Threshold
{
    private TaskCompletionSource? _loading;

    public void Close() => _loading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The data are complete: whoever waits goes on.</summary>
    public void Open() => _loading?.TrySetResult();

    /// <summary>The data will not come: whoever waits is told so (503).</summary>
    public void Fail() => _loading?.TrySetException(new InvalidOperationException("The server could not load its data."));

    /// <returns>False when the data will not come.</returns>
    public async Task<bool> PassAsync(CancellationToken ct)
    {
        if (_loading is not { } loading) return true;
        try
        {
            await loading.Task.WaitAsync(ct);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

internal static class ThresholdOfRequests
{
    public static void UseThreshold(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.NeedsData() && !await context.RequestServices.GetRequiredService<Threshold>().PassAsync(context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        await next();
    });

    /// <summary>Style sheets, scripts and fonts say the same on every data folder; who comes to the door is looked up in it.</summary>
    private static bool NeedsData(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null || context.Request.Headers.Authorization.Count > 0
        || context.Request.Path.StartsWithSegments("/sign-in") || context.Request.Path.StartsWithSegments("/invited") || context.Request.Cookies.ContainsKey(SessionCookie.Cookie);
}

using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace Akashi.Server.Web.Shared;

/// <summary>What happened, what was kept, what to do, and the number under which the log has the rest.</summary>
public sealed partial class ErrorState(ILogger<ErrorState> log)
{
    private string _trace = "";

    [Parameter, EditorRequired]
    public Exception Failure { get; set; } = null!;

    protected override void OnInitialized()
    {
        _trace = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToString();
        Failed(log, _trace, Failure);
    }

    [LoggerMessage(7001, LogLevel.Error, "A page failed (trace {Trace}).")]
    private static partial void Failed(ILogger logger, string trace, Exception failure);
}

using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Registers.PrivilegedAccess.Ssh;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Akashi.Server.Web.Privileges;

/// <summary>What was signed under one grant, and signing.</summary>
public sealed partial class PrivilegeCertificates(DbFactory databases, IServiceProvider services, ActorOfCircuit who)
{
    private IReadOnlyList<SshCertificate> _certificates = [];
    private string _key = "";
    private bool _busy;
    private Refusal? _refused;

    [Parameter, EditorRequired]
    public PrivilegeRequest Request { get; set; } = null!;

    /// <summary>True for the holder while the grant holds, or before it begins.</summary>
    [Parameter]
    public bool Signable { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await using var db = databases.Open((await who.GetAsync()).Organisation);
        _certificates = await db.SshCertificates.Where(c => c.Request == Request.Id).OrderByDescending(c => c.Serial).ToListAsync();
    }

    private async Task SignAsync()
    {
        (_busy, _refused) = (true, null);
        var outcome = await services.GetRequiredService<SshSigning>().SignAsync(Request.Key, _key, await who.GetAsync(), CancellationToken.None);
        (_busy, _refused) = (false, outcome.Refusal);
        if (!outcome.Done) return;
        _key = "";
        await Changed.InvokeAsync();
    }
}

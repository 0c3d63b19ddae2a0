using Akashi.Server.Kernel;
using Akashi.Server.Registers.PrivilegedAccess;
using Akashi.Server.Web.Shared;
using Microsoft.AspNetCore.Components;
using W = Akashi.Server.Web.Privileges.PrivilegeWords;

namespace Akashi.Server.Web.Privileges;

/// <summary>Who asked for which privilege, what waits for me, what holds now, and whether somebody broke the glass.</summary>
public sealed partial class PrivilegesPage
{
    private bool _may;
    private int _waiting;
    private int _live;
    private int _overdue;
    private DateTimeOffset _now;
    private IReadOnlyList<PrivilegeRequest> _requests = [];
    private IReadOnlyList<RuleBody> _rules = [];
    private IReadOnlyList<Notice> _alarms = [];
    private People _people = People.Nobody;

    [Inject]
    private PrivilegesReading Reading { get; set; } = null!;

    [Inject]
    private NoticesReading Notices { get; set; } = null!;

    [Inject]
    private PrivilegePeople Names { get; set; } = null!;

    [Inject]
    private Desk Desk { get; set; } = null!;

    /// <summary>all, waiting, mine, live or review.</summary>
    [SupplyParameterFromQuery]
    private string? Show { get; set; }

    private PrivilegeShow Chosen => Paths.Read<PrivilegeShow>(Show) ?? (_waiting > 0 ? PrivilegeShow.Waiting : PrivilegeShow.All);

    protected override async Task LoadAsync()
    {
        _may = await Desk.PermitsAsync(PrivilegesReading.List, Actor);
        if (!_may) return;
        _now = Reading.Now;
        _waiting = (await Reading.ListAsync(Actor, PrivilegeShow.Waiting, null, Gone)).Count;
        _live = (await Reading.ListAsync(Actor, PrivilegeShow.Live, null, Gone)).Count;
        _overdue = (await Reading.ListAsync(Actor, PrivilegeShow.Review, null, Gone)).Count(r => r.StandAt(_now) is PrivilegeStand.ReviewOverdue);
        _requests = await Reading.ListAsync(Actor, Chosen, null, Gone);
        _rules = await Reading.RulesAsync(Actor.Organisation, Gone);
        _alarms = [.. (await Notices.OfAsync(Actor, unseen: true, Gone)).Where(n => n.Urgent && n.Register == nameof(PrivilegeRequest))];
        _people = await Names.OfAsync(Actor.Organisation, Gone);
    }

    private async Task SeeAsync(Notice notice)
    {
        await Desk.ActAsync(Notice.See, notice.Key, notice.Version, new NoBody(), Actor, Gone);
        await LoadAsync();
    }

    private static string Here(PrivilegeShow show) => Paths.Privileges + Paths.Query(("show", show));

    private static Text Name(PrivilegeShow show) => show switch
    {
        PrivilegeShow.Waiting => W.ShowWaiting,
        PrivilegeShow.Mine => W.ShowMine,
        PrivilegeShow.Live => W.ShowLive,
        PrivilegeShow.Review => W.ShowReview,
        _ => Words.All,
    };
}

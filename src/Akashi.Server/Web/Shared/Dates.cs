using System.Globalization;
using Akashi.Server.Kernel;

namespace Akashi.Server.Web.Shared;

/// <summary>Days and moments as people read them here. Times are stored in UTC and shown in Japan's.</summary>
public static class Dates
{
    private static readonly CultureInfo Ja = CultureInfo.GetCultureInfo("ja-JP");
    private static readonly CultureInfo En = CultureInfo.GetCultureInfo("en-GB");

    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Clock.Japan);

    public static string Day(DateOnly day) => Text.English ? day.ToString("ddd d MMM yyyy", En) : day.ToString("yyyy年M月d日(ddd)", Ja);

    public static string Moment(DateTimeOffset at) => Text.English ? Local(at).ToString("ddd d MMM yyyy HH:mm", En) : Local(at).ToString("yyyy年M月d日(ddd) HH:mm", Ja);
}

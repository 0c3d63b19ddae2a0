using System.CommandLine;
using Akashi.Cli.Connecting;

namespace Akashi.Cli.Commands;

/// <summary><c>--service</c>, and the service that is meant when it is left out.</summary>
internal static class ServiceOption
{
    public static Option<string?> Create() => new("--service")
    {
        Description = new Words("サービスの識別名（既定: 提供事業者の最初のサービス）", "Short name of the service (default: the first service of a provider)"), HelpName = "SLUG",
    };

    public static async Task<string> SlugAsync(this Session session, Option<string?> option)
    {
        if (session.Parsed.GetValue(option) is { Length: > 0 } said) return Uri.EscapeDataString(said);
        var api = await session.ApiAsync();
        var providers = Api.Read(await api.GetAsync("api/parties", session.Ct), Answers.Default.ListPartyAnswer).Where(p => p.Kind == "provider").Select(p => p.Id).ToHashSet();
        var services = Api.Read(await api.GetAsync("api/services", session.Ct), Answers.Default.ListServiceAnswer);
        return (services.Find(s => providers.Contains(s.Party)) ?? services.FirstOrDefault())?.Slug
            ?? throw new CommandFailedException(ExitCode.No, new("サービスがまだ登録されていません。", "No service is registered yet."));
    }
}

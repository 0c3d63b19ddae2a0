using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Akashi.Server.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Akashi.Server.Tests.Web;

/// <summary>The component library speaks the reader's language, whatever version of it stands in the packages.</summary>
public sealed partial class MudWordsTests(ServerWorld server) : IClassFixture<ServerWorld>
{
    private static Dictionary<string, string> Library()
    {
        var assembly = typeof(MudLocalizer).Assembly;
        using var reader = new ResourceReader(assembly.GetManifestResourceStream("MudBlazor.Resources.LanguageResource.resources")!);
        return reader.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    [Fact]
    public void Localizer_EveryWordOfTheLibrary_HasItsJapaneseWithTheSamePlaces()
    {
        var library = Library();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        var words = server.Services.GetRequiredService<MudLocalizer>();

        Assert.True(library.Count > 100);
        Assert.All(library, word =>
        {
            var ja = words[word.Key];
            Assert.False(ja.ResourceNotFound, $"{word.Key} has no Japanese: {word.Value}");
            Assert.False(Latin().IsMatch(ja.Value.Replace("GUID", "", StringComparison.Ordinal)), $"{word.Key}: {ja.Value}");
            Assert.Equal(Places(word.Value), Places(ja.Value));
        });
    }

    [Fact]
    public void Localizer_InEnglish_LeavesTheLibraryItsOwnWords()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        Assert.True(server.Services.GetRequiredService<MudLocalizer>()["MudDialog_Close"].ResourceNotFound);
    }

    [Fact]
    public void Interceptor_AsComponentsAskIt_GivesJapaneseAndEnglish()
    {
        var asked = server.Services.CreateScope().ServiceProvider.GetRequiredService<ILocalizationInterceptor>();

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        Assert.Equal("3ページ", asked.Handle("MudPagination_PageIndex", 3).Value);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal("Page 3", asked.Handle("MudPagination_PageIndex", 3).Value);
    }

    private static IEnumerable<string> Places(string words) => Place().Matches(words).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}

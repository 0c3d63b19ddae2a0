using MudBlazor;

namespace Akashi.Server.Web.Layout;

/// <summary>The component library in the colours of css/tokens.css, which says where they come from.</summary>
internal static class Theme
{
    private static readonly string[] Fonts = ["Noto Sans JP Variable", "Noto Sans JP", "sans-serif"];

    public static readonly MudTheme Akashi = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0017c1", PrimaryContrastText = "#ffffff", Secondary = "#4d4d4d", Tertiary = "#006f83",
            Info = "#0031d8", Success = "#197a4b", Warning = "#c74700", Error = "#ce0000", Dark = "#1a1a1a",
            TextPrimary = "#1a1a1a", TextSecondary = "#4d4d4d", TextDisabled = "#767676", ActionDefault = "#4d4d4d", ActionDisabled = "#949494",
            Background = "#ffffff", BackgroundGray = "#f8f9fb", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1a1a1a",
            DrawerBackground = "#f8f9fb", DrawerText = "#1a1a1a", LinesDefault = "#d8dbe0", LinesInputs = "#767676", TableLines = "#d8dbe0", Divider = "#d8dbe0",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#9db7f9", PrimaryContrastText = "#000060", Secondary = "#cccccc", Tertiary = "#79e2f2",
            Info = "#9db7f9", Success = "#51b883", Warning = "#ffa66d", Error = "#ff9696", Dark = "#f0f1f3",
            TextPrimary = "#f0f1f3", TextSecondary = "#cccccc", TextDisabled = "#949494", ActionDefault = "#cccccc", ActionDisabled = "#767676",
            Background = "#16181d", BackgroundGray = "#1d2026", Surface = "#1d2026", AppbarBackground = "#16181d", AppbarText = "#f0f1f3",
            DrawerBackground = "#1d2026", DrawerText = "#f0f1f3", LinesDefault = "#3a3f49", LinesInputs = "#949494", TableLines = "#3a3f49", Divider = "#3a3f49",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.6", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.875rem", LetterSpacing = "normal", TextTransform = "none", FontWeight = "500" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1rem", FontWeight = "700", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
    };
}

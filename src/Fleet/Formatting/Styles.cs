using Spectre.Console;

namespace Fleet.Formatting;

/// <summary>The colours that mean something, the same in all commands.</summary>
internal static class Styles
{
    public static Style Good { get; } = new(Color.Green);

    public static Style Bad { get; } = new(Color.Red);

    public static Style Warning { get; } = new(Color.Yellow);

    public static Style Active { get; } = new(Color.Aqua);

    public static Style Quiet { get; } = new(Color.Grey);

    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>A style for what is to catch the eye, as long as there is any of it.</summary>
    public static Style IfAny(int count, Style style) => count > 0 ? style : Style.Plain;
}

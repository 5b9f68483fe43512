using System.Globalization;

namespace Fleet.Collection.Permits.Limits;

/// <summary>How many sessions at once somebody wants: a number, or as many as bring the most.</summary>
/// <param name="Sessions">The number, at least 1; <see langword="null"/>: found automatically.</param>
public readonly record struct Parallelism(int? Sessions)
{
    /// <summary>The largest number.</summary>
    public const int Most = 10_000;

    /// <summary>The word for <see cref="Auto"/>.</summary>
    public const string AutoWord = "auto";

    /// <summary>Found automatically.</summary>
    public static Parallelism Auto { get; }

    /// <summary>Reads <c>auto</c> or a number from 1 to <see cref="Most"/>; <see langword="null"/> for anything else.</summary>
    public static Parallelism? Parse(string text) =>
        text == AutoWord
            ? Auto
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sessions) && sessions is >= 1 and <= Most
                ? new Parallelism(sessions)
                : null;

    /// <inheritdoc/>
    public override string ToString() => Sessions?.ToString(CultureInfo.InvariantCulture) ?? AutoWord;
}

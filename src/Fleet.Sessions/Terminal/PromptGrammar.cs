using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Terminal;

/// <summary>A prompt that was recognised at the end of what arrived.</summary>
/// <param name="Text">The prompt, with the lines above the last that belong to it.</param>
/// <param name="LinesAbove">How many lines above the last one belong to it.</param>
/// <param name="Mode">The mode that the prompt stands for; <see langword="null"/> when it is none of the platform's.</param>
internal sealed record PromptMatch(string Text, int LinesAbove, PlatformMode? Mode);

/// <summary>The prompts of a platform: recognises them and tells the modes apart. Shared by all of its sessions.</summary>
internal sealed class PromptGrammar
{
    /// <summary>Longest line that can be a prompt, in bytes.</summary>
    internal const int LongestLine = 512;

    /// <summary>A prompt is at most this many lines above its last.</summary>
    private const int MostLinesAbove = 3;

    private static readonly ConditionalWeakTable<PlatformDefinition, PromptGrammar> Known = [];

    private readonly Regex _any;
    private readonly IReadOnlyList<string> _excludes;
    private readonly (PlatformMode Mode, Regex? Pattern)[] _modes;
    private readonly byte[][] _exact;

    private PromptGrammar(PlatformDefinition platform)
    {
        _any = PromptPattern.Compile(platform.PromptPattern);
        _excludes = platform.PromptExcludes;
        _modes = [.. platform.Modes.Select(m => (m, m.PromptPattern is { } p ? PromptPattern.Compile(p) : null))];
        _exact = [.. platform.Modes.Select(m => m.PromptExact).OfType<string>().Select(Encoding.UTF8.GetBytes)];
        IEnumerable<string> patterns = platform.Modes.Select(m => m.PromptPattern ?? m.PromptExact ?? "");
        LinesAbove = Math.Min(MostLinesAbove, patterns.Append(platform.PromptPattern).Max(LineEnds));
    }

    /// <summary>Most lines above the last that a prompt of this platform has.</summary>
    public int LinesAbove { get; }

    /// <summary>The grammar of a platform, compiled once.</summary>
    public static PromptGrammar Of(PlatformDefinition platform) => Known.GetValue(platform, p => new PromptGrammar(p));

    /// <summary>Whether a line is literally the prompt of one of the modes.</summary>
    public bool IsExact(ReadOnlySpan<byte> line)
    {
        foreach (byte[] exact in _exact)
        {
            if (line.SequenceEqual(exact))
                return true;
        }

        return false;
    }

    /// <summary>The prompt that the last line, with finished lines above it, is; the longest there is.</summary>
    public PromptMatch? Match(ReadOnlySpan<byte> above, ReadOnlySpan<byte> line, Patience patience)
    {
        if (line.IsEmpty || line.Length > LongestLine)
            return null;
        for (int count = LinesAbove; count >= 0; count--)
        {
            int start = StartOfLast(above, count);
            if (start < 0 || above.Length - start > LongestLine)
                continue;
            string text = Encoding.UTF8.GetString(above[start..]) + Encoding.UTF8.GetString(line);
            PlatformMode? mode = ModeOf(text, patience);
            if ((mode?.PromptExact is not null || IsWhole(_any, text, patience)) && !ContainsAny(text, _excludes))
                return new PromptMatch(text, count, mode ?? ModeOf(LastLine(text), patience));
        }

        return null;
    }

    /// <summary>
    /// Whether two prompts are of the same device: without what a mode adds to it (<c>&gt;</c>, <c>#</c>,
    /// <c>(config)#</c>), one is the other, or the start of the other because the device cut its name short.
    /// </summary>
    public static bool SameDevice(string prompt, string other)
    {
        ReadOnlySpan<char> one = Stem(prompt);
        ReadOnlySpan<char> two = Stem(other);
        return !one.IsEmpty && !two.IsEmpty
            && (one.StartsWith(two, StringComparison.Ordinal) || two.StartsWith(one, StringComparison.Ordinal));
    }

    /// <summary>The last line of a prompt.</summary>
    public static string LastLine(string prompt) => prompt[(prompt.LastIndexOf('\n') + 1)..];

    /// <summary>Where the last <paramref name="count"/> finished lines begin; -1 when there are fewer.</summary>
    public static int StartOfLast(ReadOnlySpan<byte> lines, int count)
    {
        int start = lines.Length;
        for (; count > 0; count--)
        {
            if (start == 0)
                return -1;
            start = lines[..(start - 1)].LastIndexOf((byte)'\n') + 1;
        }

        return start;
    }

    /// <summary>Whether a prompt is one of a mode, if need be by its last line alone.</summary>
    public bool IsOf(PlatformMode mode, string prompt, Patience patience)
    {
        foreach ((PlatformMode candidate, Regex? pattern) in _modes)
        {
            if (candidate == mode)
                return Fits(mode, pattern, prompt, patience) || Fits(mode, pattern, LastLine(prompt), patience);
        }

        return false;
    }

    private PlatformMode? ModeOf(string prompt, Patience patience)
    {
        foreach ((PlatformMode mode, Regex? pattern) in _modes)
        {
            if (Fits(mode, pattern, prompt, patience))
                return mode;
        }

        return null;
    }

    private static bool Fits(PlatformMode mode, Regex? pattern, string prompt, Patience patience) =>
        (pattern is null ? prompt == mode.PromptExact : IsWhole(pattern, prompt, patience))
        && !ContainsAny(prompt, mode.PromptExcludes);

    /// <summary>Whether the first match is the whole text, blanks at its end aside.</summary>
    private static bool IsWhole(Regex pattern, string text, Patience patience)
    {
        try
        {
            foreach (ValueMatch match in pattern.EnumerateMatches(text))
                return match.Index == 0 && match.Length >= text.AsSpan().TrimEnd().Length;
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            patience.Lose();
            return false; // A line on which the pattern runs away is no prompt.
        }
    }

    private static bool ContainsAny(string text, IReadOnlyList<string> parts)
    {
        foreach (string part in parts)
        {
            if (text.Contains(part, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> Stem(string prompt)
    {
        ReadOnlySpan<char> stem = LastLine(prompt).AsSpan().Trim().TrimEnd(">#$%");
        while (stem.EndsWith(")") && stem.LastIndexOf('(') is var open and >= 0)
            stem = stem[..open];
        return stem;
    }

    /// <summary>How many line ends a pattern asks for; those in a character class only say what is not matched.</summary>
    private static int LineEnds(string pattern)
    {
        int count = 0;
        bool inClass = false;
        for (int at = 0; at < pattern.Length; at++)
        {
            char next = pattern[at];
            if (next == '\\' && at + 1 < pattern.Length)
                next = pattern[++at] == 'n' ? '\n' : '\0';
            if (next == '\n' && !inClass)
                count++;
            else if (next is '[' or ']')
                inClass = next == '[';
        }

        return count;
    }
}

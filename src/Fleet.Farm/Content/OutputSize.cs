using Fleet.Farm.Fleets;

namespace Fleet.Farm.Content;

/// <summary>How large an output shall be.</summary>
/// <param name="Target">The size to come near, in bytes.</param>
/// <param name="Largest">The size never to exceed, in bytes.</param>
internal readonly record struct OutputSize(int Target, int Largest)
{
    /// <summary>No output with rows is smaller, in bytes.</summary>
    public const int Smallest = 200;

    /// <summary>The size of one command's output on one device: log-normal, within bounds.</summary>
    public static OutputSize Draw(OutputShape shape, ulong seed)
    {
        int largest = Math.Max(shape.Largest, Smallest);
        double size = shape.Median * Math.Exp(shape.Spread * new SplitMix(seed).Normal());
        return new OutputSize((int)Math.Clamp(size, Smallest, largest), largest);
    }

    /// <summary>Takes off what is too much, at the line end that is nearest to a size.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the output begins.</param>
    /// <param name="end">The size to cut it to, in bytes; 0 and up.</param>
    public void Cut(TextBuffer text, int start, int end)
    {
        ReadOnlySpan<byte> output = text.Written.Span[start..];
        if (output.Length <= end)
            return;
        int before = output[..end].LastIndexOf((byte)'\n') + 1;
        int after = end + output[end..].IndexOf((byte)'\n') + 1;
        bool isLess = before >= Smallest && (end - before < after - end || after > Largest);
        text.Truncate(start + (isLess ? before : after));
    }
}

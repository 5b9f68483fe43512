using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content;

/// <summary>Writes a row of an output; a row may have several lines.</summary>
internal delegate void RowWriter(Report report, int index);

/// <summary>An output while it is written: whose it is, how large it shall be, how often it has changed.</summary>
/// <param name="text">What it is written to.</param>
/// <param name="device">Whose output it is.</param>
/// <param name="seed">What everything that only this command shows grows from.</param>
/// <param name="size">How large it shall be, in bytes.</param>
/// <param name="revision">How often it has changed since the first epoch.</param>
internal sealed class Report(TextBuffer text, DeviceFacts device, ulong seed, OutputSize size, int revision)
{
    private readonly int _start = text.Length;

    /// <summary>What the output is written to.</summary>
    public TextBuffer Text { get; } = text;

    /// <summary>Whose output it is.</summary>
    public DeviceFacts Device { get; } = device;

    /// <summary>How often the output has changed since the first epoch.</summary>
    public int Revision { get; } = revision;

    /// <summary>The size to reach, in bytes.</summary>
    public int Target { get; } = size.Target;

    /// <summary>The device's clock when the output is printed.</summary>
    public Moment Now => Device.Started.Plus(Device.UptimeSeconds(Revision));

    /// <summary>The random choices of a row that only this command shows. They do not depend on the revision.</summary>
    public SplitMix Row(int index) => SplitMix.At(seed, index);

    /// <summary>
    /// How often a row has changed since the first epoch. Row 0 changes with every revision, row 1 with every second, row
    /// 99 with every hundredth: so a revision touches few rows of an output, however many it has.
    /// </summary>
    public int Touches(int row) => (Revision + (int)((uint)(row * 0x9E3779B1) >> 8) % (row + 1)) / (row + 1);

    /// <summary>A number that only grows, and does so whenever its row changes.</summary>
    /// <param name="random">The row's choices.</param>
    /// <param name="bits">About how many bits the number has.</param>
    /// <param name="touches">How often the row has changed.</param>
    public static ulong Counter(ref SplitMix random, int bits, int touches)
    {
        ulong choice = random.Next();
        return (choice >> (64 - bits)) + (ulong)touches * (1 + (choice & 0xFFFF) >> Math.Max(0, 18 - bits));
    }

    /// <summary>For how long something has been so; never longer than the device has been running.</summary>
    public Duration Age(ref SplitMix random, int touches) =>
        new(random.Below((int)Math.Min(Device.UptimeSeconds(0), 30_000_000)) + touches * 61L);

    /// <summary>The address of a host behind a port; another one when its row has changed.</summary>
    public MacAddress Host(ref SplitMix random, int row) =>
        new((random.Next() + (ulong)Touches(row) * 0x1_0001) & 0xFCFF_FFFF_FFFF);

    /// <summary>When a line was logged. They are numbered from the first one that was ever logged.</summary>
    public Moment LogTime(int line, uint jitter) => Device.HasRebooted
        ? Device.Started.Plus(line / 8)
        : Moment.Zero.Plus(-3_000_000L + line * 307L + jitter % 300);

    /// <summary>The number of the oldest line in the log: with each revision some lines come, and as many go.</summary>
    public int FirstLogLine => Revision * 2;

    /// <summary>Writes rows from index 0 on until the output has its size.</summary>
    /// <param name="row">Writes a row.</param>
    /// <param name="after">Bytes that the caller is going to write behind the rows.</param>
    /// <returns>How many rows it has, one that is cut among them.</returns>
    public int Fill(RowWriter row, int after = 0) => FillTo(Target - after, row);

    /// <summary>Writes rows until the output has a part of its size.</summary>
    /// <param name="percent">The part, counted from the start of the output.</param>
    /// <param name="row">Writes a row.</param>
    public int FillPart(int percent, RowWriter row) => FillTo((int)(Target * (long)percent / 100), row);

    private int FillTo(int end, RowWriter row)
    {
        end = Math.Max(end, OutputSize.Smallest);
        int count = 0;
        int last = Text.Length;
        while (Text.Length - _start < end || count == 0)
        {
            last = Text.Length;
            row(this, count++);
        }
        size.Cut(Text, _start, end);
        return Text.Length <= last ? count - 1 : count;
    }
}

using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Commands;

/// <summary>The one output that is larger than all others: the device's other commands over and over.</summary>
internal static class TechSupport
{
    /// <summary>About how large it is, in bytes.</summary>
    public const int Size = 20_000_000;

    private const int LargestSection = 48_000;

    /// <summary>Its sections, one a part: each has a heading, and the same section says more in the next round.</summary>
    public static IEnumerable<OutputPart> Parts(DeviceFacts device, ulong seed, int revision)
    {
        IReadOnlyList<Command> sections = DeviceContent.Table(device.Style).Sections;
        int left = Size;
        for (int i = 0; left > 0; i++)
        {
            var random = SplitMix.At(seed, i);
            Command command = sections[i % sections.Count];
            var size = new OutputSize(random.Between(LargestSection / 3, LargestSection), LargestSection);
            int round = i / sections.Count;
            yield return text => WriteSection(text, command, device, size, revision + round);
            left -= command.NominalSize(size);
        }
    }

    private static void WriteSection(
        TextBuffer text, Command command, DeviceFacts device, OutputSize size, int revision)
    {
        Heading(text, device.Style, command.Name);
        command.Write(text, device, size, revision);
        text.Line();
    }

    private static void Heading(TextBuffer text, PortStyle style, string command)
    {
        switch (style)
        {
            case PortStyle.NxOs:
                text.Line($"`{command}`");
                break;
            case PortStyle.Eos:
                text.Line($"\n------------- {command} -------------\n");
                break;
            case PortStyle.Junos:
                text.Line($"\n{command} no-forwarding\n");
                break;
            default:
                text.Line($"\n------------------ {command} ------------------\n");
                break;
        }
    }
}

using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Commands;

/// <summary>Writes an output.</summary>
internal delegate void ReportWriter(Report report);

/// <summary>A command of a platform as its table names it.</summary>
/// <param name="Syntax">
/// Its words. <c>&lt;number&gt;</c> and <c>&lt;word&gt;</c> stand for arguments, and <c>interface|interfaces</c> for two
/// spellings of which the first is the true one.
/// </param>
/// <param name="Write">Writes its output.</param>
/// <param name="Extent">What its size follows from.</param>
internal sealed record CommandSpec(string Syntax, ReportWriter Write, Extent Extent = Extent.Rows);

/// <summary>What the size of an output follows from.</summary>
internal enum Extent
{
    /// <summary>It has as many rows as the device's output shape asks for.</summary>
    Rows,

    /// <summary>It says what there is to say.</summary>
    Natural,

    /// <summary>All other commands over and over, up to about 20 MB.</summary>
    Everything,
}

/// <summary>A command with its arguments.</summary>
/// <param name="name">The command in full.</param>
/// <param name="spec">Its place in the table.</param>
/// <param name="style">The platform.</param>
internal sealed class Command(string name, CommandSpec spec, PortStyle style) : ICommandContent
{
    private readonly ulong _hash = SplitMix.Hash(name);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IEnumerable<OutputPart> Parts(OutputContext context)
    {
        var device = new DeviceFacts(context.Device, style, context.Boots);
        ulong seed = SeedOn(device);
        int revision = Revisions.At(seed, context.Epoch, context.Device.Outputs.Changing);
        return spec.Extent == Extent.Everything
            ? TechSupport.Parts(device, seed, revision)
            : [text => Write(text, device, OutputSize.Draw(context.Device.Outputs, seed), revision)];
    }

    /// <summary>Writes the output, or one of its repetitions in a larger one.</summary>
    internal void Write(TextBuffer text, DeviceFacts device, OutputSize size, int revision)
    {
        int start = text.Length;
        spec.Write(new Report(text, device, SeedOn(device), size, revision));
        // What has a fixed part that is larger than the output is meant to be.
        int most = spec.Extent == Extent.Rows ? Math.Min(size.Target + size.Target / 25, size.Largest) : size.Largest;
        if (text.Length - start > most)
            size.Cut(text, start, spec.Extent == Extent.Rows ? size.Target : size.Largest);
    }

    /// <summary>About how large an output of that size is, in bytes.</summary>
    internal int NominalSize(OutputSize size) => spec.Extent == Extent.Rows ? size.Target : 1_000;

    /// <summary>Whether its output is one of many sections of a larger one.</summary>
    internal bool IsSection => spec.Extent != Extent.Everything && !spec.Syntax.Contains('<', StringComparison.Ordinal);

    private ulong SeedOn(DeviceFacts device) => SplitMix.Mix(device.Seed ^ _hash);
}

using Fleet.Farm.Recording;

namespace Fleet.Farm;

/// <summary>How a farm is run.</summary>
public sealed record FarmOptions
{
    /// <summary>The port, up to <see cref="FarmPorts.Highest"/>; 0 takes a free one.</summary>
    public int Port { get; init; } = FarmPorts.Default;

    /// <summary>The epoch at the start, 0 and up.</summary>
    public int Epoch { get; init; }

    /// <summary>Takes down what is sent and played; the farm does not dispose of it.</summary>
    public IRecorder? Recorder { get; init; }

    /// <summary>Whether connections may come from or go to other than loopback addresses.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

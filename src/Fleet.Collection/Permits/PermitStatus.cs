namespace Fleet.Collection.Permits;

/// <summary>Who may hold sessions at this moment, and who may not and why; for displays.</summary>
public sealed record PermitStatus
{
    /// <summary>Sessions that may be held at once; moves when it is found automatically.</summary>
    public int Limit { get; init; }

    /// <summary>Whether <see cref="Limit"/> is found automatically.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Sessions that count against <see cref="Limit"/>.</summary>
    public int Held { get; init; }

    /// <summary>Sessions that have heard nothing for a while, or take much longer than usual, and count no longer.</summary>
    public int Stalled { get; init; }

    /// <summary>Devices that wait for a permit.</summary>
    public int Waiting { get; init; }

    /// <summary>One line for each thing that holds sessions back, such as a store that cannot be written or a paused credential.</summary>
    public IReadOnlyList<string> Holdups { get; init; } = [];
}

/// <summary>The latest status of the permits, written by the router and read by displays.</summary>
public sealed class PermitBoard
{
    private volatile PermitStatus _current = new();

    /// <summary>How it stands.</summary>
    public PermitStatus Current
    {
        get => _current;
        set => _current = value;
    }
}

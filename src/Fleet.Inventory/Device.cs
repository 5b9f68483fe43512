namespace Fleet.Inventory;

/// <summary>One device with everything a collection needs to know of it, groups and defaults already applied.</summary>
public sealed record Device
{
    /// <summary>The site of devices of which the inventory names none.</summary>
    public const string NoSite = "default";

    /// <summary>The device's unique name, compared without regard to case; it names the device in the store for ever.</summary>
    public required string Name { get; init; }

    /// <summary>Host name or IP address to connect to.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port of the SSH server, 1 to 65535.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Name of the platform definition, such as <c>cisco_iosxe</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The site that the device stands at; <see cref="NoSite"/> where the inventory names none.</summary>
    public string Site { get; init; } = NoSite;

    /// <summary>Name of the credential to log in with.</summary>
    public required string Credential { get; init; }

    /// <summary>The commands to collect, in order, without repeats.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>What is said of trying it again; the rest is the configuration's.</summary>
    public RetryBudget Retry { get; init; } = RetryBudget.Unsaid;

    /// <summary>Free labels to select devices by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The groups that the device is a member of, nearest first.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}

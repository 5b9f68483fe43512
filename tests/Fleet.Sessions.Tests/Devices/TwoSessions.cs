using System.Text;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>A session that types ahead and, if that fails, another that asks one by one for what is missing.</summary>
internal sealed record TwoSessions(Collected First, Collected? Second)
{
    public string this[string command] => Encoding.UTF8.GetString(Bytes(command));

    /// <summary>The results of both.</summary>
    public IReadOnlyList<CommandResult> Commands => [.. First.Result.Commands, .. Second?.Result.Commands ?? []];

    public byte[] Bytes(string command) => (First.Outputs.ContainsKey(command) ? First : Second!).Outputs[command];

    public static async Task<TwoSessions> FromAsync(
        Func<ISshTransport> device,
        PlatformDefinition platform,
        IReadOnlyList<string> commands,
        SessionLimits? limits = null,
        QuietTimes? quiet = null)
    {
        Collected first = await Collected.FromAsync(device(), platform, commands, limits, quiet: quiet);
        if (first.Result.Failure is null)
            return new(first, null);
        Assert.True(first.Result.Failure == FailureClass.TypeAheadFailed, first.Result.Reason);
        string[] missing = [.. commands.Except(first.Result.Commands.Select(c => c.Command))];
        Collected second = await Collected.FromAsync(device(), platform, missing, limits, typesAhead: false);
        Assert.Null(second.Result.Reason);
        return new(first, second);
    }
}

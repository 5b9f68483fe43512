using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>A device in memory: a script plays its shell, and another each <c>exec</c> channel.</summary>
internal sealed class ScriptedDevice(Func<FakeTerminal, Task> shell) : ISshTransport, ISshConnection
{
    public ScriptedDevice(FakeCli cli)
        : this(cli.RunAsync)
    {
    }

    public FakeTerminal Terminal { get; } = new();

    /// <summary>Ends when the script of the shell does.</summary>
    public Task Played { get; private set; } = Task.CompletedTask;

    public Func<string, FakeTerminal, Task>? Exec { get; init; }

    /// <summary>What connecting does before it succeeds.</summary>
    public Func<CancellationToken, Task> Connecting { get; init; } = _ => Task.CompletedTask;

    public bool Disposed { get; private set; }

    public Func<Task> Disposing { get; init; } = () => Task.CompletedTask;

    public (int Columns, int Rows) Size { get; private set; }

    public async Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellation)
    {
        await Connecting(cancellation);
        return this;
    }

    public Task<ISshChannel> OpenShellAsync(int columns, int rows, CancellationToken cancellation)
    {
        Size = (columns, rows);
        Played = Start(Terminal, shell);
        return Task.FromResult<ISshChannel>(Terminal);
    }

    public Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation)
    {
        var terminal = new FakeTerminal();
        _ = Start(terminal, t => Exec!(command, t));
        return Task.FromResult<ISshChannel>(terminal);
    }

    public async ValueTask DisposeAsync()
    {
        Disposed = true;
        await Disposing();
    }

    private static Task Start(FakeTerminal terminal, Func<FakeTerminal, Task> script) => Task.Run(async () =>
    {
        try
        {
            await script(terminal);
        }
        catch (Exception e)
        {
            terminal.Break(new InvalidOperationException("The device's script failed.", e));
        }
    });
}

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
        return Start(Terminal, shell);
    }

    public Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation) =>
        Start(new FakeTerminal(), t => Exec!(command, t));

    public async ValueTask DisposeAsync()
    {
        Disposed = true;
        await Disposing();
    }

    private static Task<ISshChannel> Start(FakeTerminal terminal, Func<FakeTerminal, Task> script)
    {
        _ = Task.Run(async () =>
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
        return Task.FromResult<ISshChannel>(terminal);
    }
}

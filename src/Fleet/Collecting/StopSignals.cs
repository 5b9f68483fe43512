using System.Runtime.InteropServices;
using Fleet.CommandLine;

namespace Fleet.Collecting;

/// <summary>
/// What the signals of the system mean to a run. SIGINT (Ctrl-C): first, no more sessions start; second, those in flight
/// are abandoned; third, the process ends at once. SIGTERM and SIGHUP: all three, with a grace time before the second, and
/// the third only if the process does not end by itself.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>
    /// How long the end may take after the sessions are abandoned. Each of its steps has its own limit, so that only a
    /// disk that hangs takes so long.
    /// </summary>
    private static readonly TimeSpan LastResort = TimeSpan.FromSeconds(45);

    private readonly CancellationTokenSource _interrupt = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TimeSpan _grace;
    private readonly Action _exit;
    private int _count;

    /// <summary>Without signals of the system, which <see cref="Register"/> adds.</summary>
    /// <param name="grace">How long sessions in flight may go on after SIGTERM.</param>
    /// <param name="exit">Ends the process.</param>
    public StopSignals(TimeSpan grace, Action exit)
    {
        _grace = grace;
        _exit = exit;
    }

    /// <summary>Start no more sessions.</summary>
    public CancellationToken Interrupt => _interrupt.Token;

    /// <summary>Abandon the sessions in flight.</summary>
    public CancellationToken Abandon => _abandon.Token;

    /// <summary>What is happening, for people; <see langword="null"/> until somebody asked to stop.</summary>
    public string? Notice { get; private set; }

    /// <summary>Listens to the signals of the system until disposed.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="grace">How long sessions in flight may go on after SIGTERM.</param>
    public static StopSignals Register(Terminal terminal, TimeSpan grace)
    {
        var signals = new StopSignals(grace, () =>
        {
            if (terminal.IsTerminal)
            {
                // The live display hides the cursor, and nobody else is left to show it again.
                terminal.Output.Write("\e[?25h\r\n"u8);
            }

            Environment.Exit(ExitCode.Interrupted);
        });
        signals.Listen(PosixSignal.SIGINT, signals.OnInterrupt);
        signals.Listen(PosixSignal.SIGTERM, signals.OnTerminate);
        signals.Listen(PosixSignal.SIGHUP, signals.OnTerminate);
        return signals;
    }

    /// <summary>Somebody pressed Ctrl-C.</summary>
    internal void OnInterrupt()
    {
        switch (Interlocked.Increment(ref _count))
        {
            case 1:
                Notice = "Stopping: the sessions in flight may finish. Ctrl-C again abandons them.";
                _interrupt.Cancel();
                break;
            case 2:
                Notice = "Abandoning the sessions in flight; what they have collected is kept. Ctrl-C again exits at once.";
                _interrupt.Cancel();
                _abandon.Cancel();
                break;
            default:
                _exit();
                break;
        }
    }

    /// <summary>The system wants the process to end.</summary>
    internal void OnTerminate()
    {
        Notice = $"Stopping: the sessions in flight may finish within {_grace.TotalSeconds:0} s.";
        _abandon.CancelAfter(_grace);
        _ = ExitAsync();

        // Last, as whoever hears of it may be through, and dispose of this, before the call returns.
        _interrupt.Cancel();

        async Task ExitAsync()
        {
            await Task.Delay(_grace + LastResort).ConfigureAwait(false);
            _exit();
        }
    }

    /// <summary>Leaves the signals to the system again.</summary>
    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _interrupt.Dispose();
        _abandon.Dispose();
    }

    private void Listen(PosixSignal signal, Action handler) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            try
            {
                handler();
            }
            catch (ObjectDisposedException)
            {
                // It came when all was over.
            }
        }));
}

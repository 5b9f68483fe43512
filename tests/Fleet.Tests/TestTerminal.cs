using System.Text;
using Fleet.CommandLine;

namespace Fleet.Tests;

/// <summary>A terminal whose output can be looked at, and the command line on it.</summary>
internal sealed class TestTerminal
{
    private readonly MemoryStream _output = new();
    private readonly StringWriter _error = new();

    public TestTerminal(bool isTerminal = false, int columns = 100)
    {
        Terminal = new Terminal(_output, _error, isTerminal) { Size = () => (columns, 30), UseColour = isTerminal };
    }

    public Terminal Terminal { get; }

    public byte[] OutputBytes
    {
        get
        {
            Terminal.Flush();
            return _output.ToArray();
        }
    }

    public string Output => Encoding.UTF8.GetString(OutputBytes);

    public string Error => _error.ToString();

    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs <c>fleet</c> in this process.</summary>
    public Task<int> RunAsync(params string[] arguments) => FleetCommandLine.RunAsync(arguments, Terminal);
}

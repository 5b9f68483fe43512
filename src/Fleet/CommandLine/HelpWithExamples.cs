using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fleet.CommandLine;

/// <summary>The usual help, followed by the command's notes and examples.</summary>
/// <param name="usual">The usual help.</param>
/// <param name="first">Where to start, for the help of the whole.</param>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<Example> first) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => usual.ClearsParseErrors;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as FleetCommand;
        foreach (var note in command?.Notes ?? [])
        {
            output.WriteLine(note);
            output.WriteLine();
        }

        var examples = command?.Examples ?? first;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  # {example.Does}");
            output.WriteLine($"  {example.CommandLine}");
        }

        return ExitCode.Success;
    }
}

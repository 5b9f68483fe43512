using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fleet.CommandLine;

/// <summary>The usual help, followed by the command's notes and examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => usual.ClearsParseErrors;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is FleetCommand command)
        {
            foreach (var note in command.Notes)
            {
                output.WriteLine(note);
                output.WriteLine();
            }

            output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  # {example.Does}");
                output.WriteLine($"  {example.CommandLine}");
            }
        }

        return ExitCode.Success;
    }
}

using System.Text;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Shell;

/// <summary>Goes from mode to mode, and carries out the instructions that a platform gives for it.</summary>
/// <param name="shell">The command line.</param>
/// <param name="platform">The platform.</param>
/// <param name="login">Where responses look up their secrets.</param>
/// <param name="text">Quotes the device.</param>
/// <param name="limit">For each instruction.</param>
internal sealed class ModeNavigator(
    DeviceShell shell,
    PlatformDefinition platform,
    Login login,
    DeviceText text,
    TimeSpan limit)
{
    private const string Lookup = "__lookup::";

    /// <summary>What the answer to an instruction may be at most; it is dropped anyway.</summary>
    private const long AnswerBytes = 1 << 20;

    /// <summary>Transitions may enter modes in turn, but not for ever.</summary>
    private const int Deepest = 8;

    private int _depth;

    /// <summary>Goes to a mode by the fewest transitions.</summary>
    /// <exception cref="SessionException">
    /// <see cref="FailureClass.PrivilegeDenied"/>: there is no way, the device refused, or a secret is missing.
    /// </exception>
    public async Task EnterAsync(string target)
    {
        PlatformMode? wanted = platform.Modes.FirstOrDefault(m => m.Name == target);
        if (wanted is not null && shell.IsIn(wanted))
            return;
        string prompt = text.Quote(Encoding.UTF8.GetBytes(PromptGrammar.LastLine(shell.Prompt)));
        PlatformMode from = shell.Mode ?? throw new SessionException(
            FailureClass.PromptNotFound, $"the prompt \"{prompt}\" is of no mode of platform {platform.Name}");
        foreach ((PlatformMode mode, IReadOnlyList<Instruction> instructions) in Path(from, wanted, target))
        {
            CommandOutput? answer = await RunAsync(instructions);
            if (!shell.IsIn(mode))
                throw Denied($"the device did not enter mode {mode.Name}{Said(answer)}");
        }
    }

    /// <summary>Carries out instructions in order.</summary>
    /// <returns>What the device said to the last one.</returns>
    /// <exception cref="SessionException">One failed.</exception>
    public async Task<CommandOutput?> RunAsync(IReadOnlyList<Instruction> instructions)
    {
        if (++_depth > Deepest)
            throw Denied($"the transitions of platform {platform.Name} enter each other without end");
        CommandOutput? answer = null;
        foreach (Instruction instruction in instructions)
            answer = await RunAsync(instruction);
        _depth--;
        return answer;
    }

    private async Task<CommandOutput?> RunAsync(Instruction instruction)
    {
        var answer = new CommandOutput(null, AnswerBytes);
        switch (instruction)
        {
            case Instruction.EnterMode enter:
                await EnterAsync(enter.Mode);
                return null;
            case Instruction.Write write:
                await shell.WriteAsync(write.Input, After(write.Input));
                return null;
            case Instruction.SendInput send:
                if (await shell.SendAsync(send.Input, answer, After(send.Input)) == Stop.TooLarge)
                    throw After(send.Input).Drowned(AnswerBytes);
                return answer;
            case Instruction.SendPromptedInput prompted:
                await RunAsync(prompted, answer);
                return answer;
            default:
                throw new InvalidOperationException($"Unknown instruction {instruction.GetType().Name}.");
        }
    }

    private async Task RunAsync(Instruction.SendPromptedInput prompted, CommandOutput answer)
    {
        var question = new Question(prompted);
        Deadline deadline = After(prompted.Input);
        Stop stop = await shell.AskAsync(prompted.Input, question, answer, deadline);
        if (stop == Stop.TooLarge)
            throw deadline.Drowned(AnswerBytes);
        if (stop != Stop.Question)
            return; // Nothing was asked: the device does not want the answer, or has refused already.
        string response = Response(prompted);
        // Asked again, the response was wrong. A second try could only lock the account.
        if (await shell.AnswerAsync(response, question, answer, deadline) == Stop.Question)
            throw Denied($"the device refused the answer to \"{prompted.Input}\"{Said(answer)}");
    }

    private string Response(Instruction.SendPromptedInput prompted)
    {
        if (!prompted.Response.StartsWith(Lookup, StringComparison.Ordinal))
            return prompted.Response;
        string name = prompted.Response[Lookup.Length..];
        return login.Secrets.TryGetValue(name, out string? secret)
            ? secret
            : throw Denied(
                $"the device asks for the secret \"{name}\" after \"{prompted.Input}\", "
                + "and the credential has none of that name");
    }

    /// <summary>The shortest way from one mode to another, by breadth-first search.</summary>
    private List<(PlatformMode Mode, IReadOnlyList<Instruction> Instructions)> Path(
        PlatformMode from,
        PlatformMode? to,
        string target)
    {
        var steps = new Dictionary<string, (PlatformMode Previous, PlatformMode Mode, ModeTransition Transition)>();
        var queue = new Queue<PlatformMode>([from]);
        while (to is not null && !steps.ContainsKey(to.Name) && queue.TryDequeue(out PlatformMode? mode))
        {
            foreach (ModeTransition transition in mode.AccessibleModes)
            {
                PlatformMode? next = platform.Modes.FirstOrDefault(m => m.Name == transition.Name);
                if (next is not null && next.Name != from.Name && steps.TryAdd(next.Name, (mode, next, transition)))
                    queue.Enqueue(next);
            }
        }

        if (to is null || !steps.ContainsKey(to.Name))
            throw Denied($"platform {platform.Name} has no way from mode {from.Name} to {target}");
        var path = new List<(PlatformMode, IReadOnlyList<Instruction>)>();
        for (string name = to.Name; name != from.Name; name = steps[name].Previous.Name)
            path.Insert(0, (steps[name].Mode, steps[name].Transition.Instructions));
        return path;
    }

    private static SessionException Denied(string message) => new(FailureClass.PrivilegeDenied, message);

    private string Said(CommandOutput? answer) =>
        answer is not null && text.Quote(answer.FirstLine) is { Length: > 0 } line ? $": \"{line}\"" : "";

    private Deadline After(string input) =>
        Deadline.In(limit, FailureClass.PromptNotFound, $"no prompt came after \"{input.Trim()}\"");
}

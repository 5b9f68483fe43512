using Fleet.Sessions.Platforms;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Shell;

/// <summary>The commands on a shell: one by one, or typed ahead where the platform allows it.</summary>
internal sealed partial class Collection
{
    /// <summary>What the answer to a line that prepares the session may be at most; it is dropped anyway.</summary>
    private const long AnswerBytes = 1 << 20;

    private async Task CollectOnShellAsync(DeviceShell shell, ModeNavigator navigator)
    {
        PlatformDefinition platform = request.Platform;
        TypeAheadWindow? window = _typeAhead is null ? null : new(_typeAhead, Columns);
        // What comes last, such as "terminal length 0", can be typed ahead, too: unless prompts have lines above them, which the
        // first prompt of a session may lack (Junos), and which are to be known as they belong to no output.
        int head = platform.OnOpen.Count;
        while (window is not null && !shell.HasLinesAbovePrompts && head > 0 && platform.OnOpen[head - 1] is Instruction.SendInput)
            head--;
        await navigator.RunAsync([.. platform.OnOpen.Take(head)]);
        List<Instruction.SendInput> left = [.. platform.OnOpen.Skip(head).Cast<Instruction.SendInput>()];
        if (!platform.Modes.Any(m => m.Name == platform.DefaultMode && shell.IsIn(m)))
            await RunLeftAsync();

        for (int next = 0; next < request.Commands.Count;)
        {
            Phase = FailureClass.PromptNotFound;
            await navigator.EnterAsync(platform.DefaultMode);
            string[] before = [.. left.Select(l => l.Input)];
            int count = window?.Count(before, request.Commands, next, PromptGrammar.LastLine(shell.Prompt)) ?? 0;
            if (count > 0)
            {
                await CollectAheadAsync(shell, window!, before, [.. request.Commands.Skip(next).Take(count)]);
                next += count;
                left.Clear();
                continue;
            }

            await RunLeftAsync();
            string command = request.Commands[next++];
            Phase = FailureClass.CommandTimedOut;
            if (await CollectAsync(command, o => shell.SendAsync(command, o, Ending(command))) == Stop.TooLarge)
                await shell.InterruptAsync(Stopping(command));
        }

        async Task RunLeftAsync()
        {
            await navigator.RunAsync(left);
            left.Clear();
        }
    }

    /// <summary>Types commands ahead, behind lines that prepare the session, and collects them.</summary>
    private async Task CollectAheadAsync(DeviceShell shell, TypeAheadWindow window, string[] before, string[] commands)
    {
        Phase = FailureClass.CommandTimedOut;
        Deadline deadline = Ending(commands[0]);
        await shell.TypeAheadAsync([.. before.Concat(commands).Select(line => (line, window.NewComment()))], deadline);
        await shell.ReadAheadAsync(null, deadline);
        foreach (string line in before)
            await shell.ReadAheadAsync(new CommandOutput(null, AnswerBytes), Ending(line));
        foreach (string command in commands)
            await CollectAsync(command, output => shell.ReadAheadAsync(output, Ending(command)));
        await shell.EndAheadAsync(Ending(commands[^1]));
    }
}

using System.Text;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>A command line in the way of network devices: a banner, a prompt per mode, an echo, and canned outputs.</summary>
internal sealed class FakeCli
{
    private readonly Dictionary<string, Func<FakeTerminal, Task>> _commands = [];

    public string Banner { get; init; } = "";

    /// <summary>The prompt that is shown; commands may change it.</summary>
    public required string Prompt { get; set; }

    /// <summary>What a typed line comes back as.</summary>
    public Func<string, string> Echo { get; init; } = line => line + "\r\n";

    /// <summary>What an unknown command is answered with.</summary>
    public string Unknown { get; init; } = "% Invalid input detected at '^' marker.\r\n";

    /// <summary>How the platform <c>linux</c> sets its prompt.</summary>
    public const string SetPs1 =
        "unset PROMPT_COMMAND HISTFILE; export PS1='[fleet]$ ' PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER=cat";

    /// <summary>Every line that was typed, but for answers to questions.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Answers a command with a text in which LF stands for CR LF.</summary>
    public FakeCli On(string command, string output)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(output.Replace("\n", "\r\n"));
        return On(command, t => t.Send(bytes));
    }

    public FakeCli On(string command, Action<FakeTerminal> answer) => On(command, t =>
    {
        answer(t);
        return Task.CompletedTask;
    });

    public FakeCli On(string command, Func<FakeTerminal, Task> answer)
    {
        _commands[command] = answer;
        return this;
    }

    /// <summary>A command that changes the prompt and prints nothing.</summary>
    public FakeCli Enters(string command, string prompt) => On(command, _ => Prompt = prompt);

    /// <summary>A command that asks for a password as IOS does: three tries.</summary>
    public FakeCli Asks(string command, string password, string prompt) => On(command, async t =>
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            t.Send("Password: ");
            string? answer = await t.ReadLineAsync(_ => "\r\n");
            if (answer == password)
            {
                Prompt = prompt;
                return;
            }
        }

        t.Send("% Bad secrets\r\n\r\n");
    });

    public async Task RunAsync(FakeTerminal terminal)
    {
        terminal.Send(Banner.Replace("\n", "\r\n") + Prompt);
        while (await terminal.ReadLineAsync(Echo) is { } line)
        {
            Lines.Add(line);
            if (line == "exit")
            {
                terminal.Close();
                return;
            }

            if (_commands.TryGetValue(line.Trim(), out Func<FakeTerminal, Task>? answer))
                await answer(terminal);
            else if (line.Trim() is not ([] or ['!' or '#', ..]))
                terminal.Send(Unknown);
            terminal.Send(Prompt);
        }
    }
}

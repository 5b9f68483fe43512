using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Personalities;
using Fleet.Farm.Server;

namespace Fleet.Farm.Shell;

/// <summary>The program on one session channel: a shell with its prompt, or one command.</summary>
internal sealed class ShellSession
{
    /// <summary>Rows of a page where the terminal does not say.</summary>
    private const int UsualRows = 24;

    private static readonly byte[] LatinBanner = Encoding.Latin1.GetBytes(
        "\x1b[2J\x1b[H\x1b[1mZugang nur für Befugte / accès réservé\x1b[0m\r\n");

    private readonly ContentFinder _find;
    private readonly Personality _personality;
    private readonly TimeProvider _time;
    private readonly bool _runsCommand;

    public ShellSession(
        SimulatedDevice device,
        IFarm farm,
        ConnectionFaults faults,
        ContentFinder find,
        TimeProvider time,
        ISessionChannel channel,
        bool runsCommand,
        CancellationToken cancellation)
    {
        (Device, Farm, Faults, _find, _time, _runsCommand) = (device, farm, faults, find, time, runsCommand);
        bool isLinux = device.Platform == "linux";
        IsInteractive = !runsCommand && (!isLinux || channel.Terminal is not null);
        Terminal = new Terminal(channel, IsInteractive || device.Platform == "cisco_iosxe", time, cancellation);
        HostName = device.Name;
        _personality = Personality.Of(this);
        Editor = new LineEditor(Terminal, _personality.Editing);
        Player = new CommandPlayer(Terminal, device, farm, faults, runsCommand, time);
        PageRows = runsCommand || isLinux ? 0 : Or(channel.Terminal?.Rows, UsualRows);
        Columns = Or(channel.Terminal?.Columns, 80);

        static int Or(int? said, int usual) => said is null or 0 ? usual : said.Value;
    }

    /// <summary>The device.</summary>
    public SimulatedDevice Device { get; }

    /// <summary>Where it stands.</summary>
    public IFarm Farm { get; }

    /// <summary>What is wrong with it.</summary>
    public ConnectionFaults Faults { get; }

    /// <summary>The channel.</summary>
    public Terminal Terminal { get; }

    /// <summary>Reads lines.</summary>
    public LineEditor Editor { get; }

    /// <summary>Prints outputs.</summary>
    public CommandPlayer Player { get; }

    /// <summary>The host name that prompts carry.</summary>
    public string HostName { get; set; }

    /// <summary>Whether there are prompts and echoes.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether one command is run, with no one to type.</summary>
    public bool RunsCommand => _runsCommand;

    /// <summary>Rows of a page; 0: outputs are not paged.</summary>
    public int PageRows { get; set; }

    /// <summary>Columns of a row; 0: rows have no end.</summary>
    public int Columns
    {
        get => Editor.Columns;
        set => Editor.Columns = value;
    }

    /// <summary>Looks a command of the device's platform up.</summary>
    public CommandMatch Find(string command) => _find(Device.Platform, command);

    /// <summary>The pager of the next output; <see langword="null"/>: it is not paged.</summary>
    public Pager? Page()
    {
        if (!_runsCommand && Faults.IsOn(FaultKind.PagingStays))
            return new Pager(Terminal, _personality.Paging, UsualRows, Columns);
        return PageRows == 0 ? null : new Pager(Terminal, _personality.Paging, PageRows, Columns);
    }

    /// <summary>Runs the shell until the user or the client ends it.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunShellAsync()
    {
        try
        {
            foreach (var kind in Hostility.OfShells)
            {
                if (Faults.Plays(kind))
                    await new Hostility(Terminal, "", _time).PlayAsync(kind);
            }

            if (Faults.Plays(FaultKind.NoPrompt))
                await SayNothingAsync();
            else
                await TalkAsync();
            await Terminal.FlushAsync();
            return _personality.ExitStatus;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Runs one command.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunCommandAsync(string command)
    {
        try
        {
            await _personality.ExecuteAsync(command);
            await Terminal.FlushAsync();
            Player.Report(promptSent: true);
            return _personality.ExitStatus;
        }
        finally
        {
            End();
        }
    }

    private async Task TalkAsync()
    {
        if (IsInteractive)
            WriteGreeting();
        Editor.LeavesEchoToDriver = IsInteractive && Faults.Plays(FaultKind.EarlyEcho);
        while (true)
        {
            string prompt = IsInteractive ? _personality.Prompt : "";
            Terminal.WriteText(prompt);
            await Terminal.FlushAsync();
            Player.Report(promptSent: true);
            TypedLine line = await Editor.ReadAsync(_personality.PromptColumns, IsInteractive);
            switch (line.End)
            {
                case LineEnd.Closed:
                    return;
                case LineEnd.Entered:
                    if (!await _personality.ExecuteAsync(line.Text))
                        return;
                    if (Faults.Hits(FaultKind.PromptChanges, line.Text))
                        Rename();
                    break;
                default:
                    if (!_personality.Press(line.End))
                        return;
                    break;
            }
        }
    }

    private void WriteGreeting()
    {
        if (Faults.IsOn(FaultKind.ControlSequences))
            Terminal.Write(LatinBanner);
        Terminal.WriteText(_personality.Greeting);
    }

    private async Task SayNothingAsync()
    {
        while (await Terminal.WaitForKeysAsync())
            Terminal.Take(Terminal.Keys.Length);
    }

    private void Rename()
    {
        if (HostName != Device.Name)
            return;
        // Never one that ends in the old one: no reader could tell such a prompt from the old one behind other text.
        HostName = Device.Seed % 2 == 0 ? $"{Device.Name}-new" : $"spare-{Device.Index}";
        if (FaultExpectation.CanShow(FaultKind.PromptChanges, Device.Platform))
            Faults.CountPlayed(FaultKind.PromptChanges);
    }

    private void End()
    {
        Player.Report(promptSent: false);
        Terminal.Drop();
    }
}

using Fleet.Farm.Content.Facts;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>How a system talks to its user: one object for each shell, with the state of its command line.</summary>
internal abstract class Personality(ShellSession session)
{
    /// <summary>The shell that it talks on.</summary>
    protected ShellSession Session { get; } = session;

    /// <summary>How lines are edited.</summary>
    public abstract LineEditing Editing { get; }

    /// <summary>How the pager asks.</summary>
    public abstract PagerStyle Paging { get; }

    /// <summary>What is shown when the shell begins, up to the first prompt.</summary>
    public abstract string Greeting { get; }

    /// <summary>The prompt, with the lines and control sequences that go before it.</summary>
    public abstract string Prompt { get; }

    /// <summary>How wide the prompt's line is.</summary>
    public virtual int PromptColumns => PromptLine.Length;

    /// <summary>The status to end the shell or the command with.</summary>
    public int ExitStatus { get; protected set; }

    /// <summary>The prompt's own line as a reader sees it.</summary>
    protected virtual string PromptLine => Prompt[(Prompt.LastIndexOf('\n') + 1)..];

    /// <summary>What the device's outputs say about it.</summary>
    protected DeviceFacts Facts(Platform style) => new(Session.Device, style, Session.Farm.Boots(Session.Device));

    /// <summary>The personality of a session's device.</summary>
    public static Personality Of(ShellSession session) => session.Device.Platform switch
    {
        "cisco_iosxe" => new CiscoIosXe(session),
        "cisco_nxos" => new CiscoNxOs(session),
        "cisco_iosxr" => new CiscoIosXr(session),
        "arista_eos" => new AristaEos(session),
        "juniper_junos" => new JuniperJunos(session),
        _ => new Bash(session),
    };

    /// <summary>Carries a line out.</summary>
    /// <returns><see langword="false"/> when the session ends with it.</returns>
    public abstract ValueTask<bool> ExecuteAsync(string line);

    /// <summary>Answers a key that ends a line without entering it.</summary>
    /// <returns><see langword="false"/> when the session ends with it.</returns>
    public virtual bool Press(LineEnd key)
    {
        if (key == LineEnd.Interrupted)
            Session.Terminal.WriteText("^C\n");
        return true;
    }
}

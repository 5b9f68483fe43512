using System.Text;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Expands bash's prompt string.</summary>
internal static class BashPrompt
{
    private const string Plain = @"\u@\h:\w\$ ";
    private const string Title = @"\[\e]0;\u@\h: \w\a\]";
    private const string Coloured = @"\[\e[01;32m\]\u@\h\[\e[00m\]:\[\e[01;34m\]\w\[\e[00m\]\$ ";

    /// <summary>What Debian's start-up files make of a terminal.</summary>
    public static string UsualOn(string terminal) =>
        (terminal.StartsWith("xterm", StringComparison.Ordinal) ? Title : "")
        + (terminal.EndsWith("color", StringComparison.Ordinal) ? Coloured : Plain);

    /// <summary>The prompt as it is sent.</summary>
    /// <param name="prompt">PS1.</param>
    /// <param name="session">Whose.</param>
    /// <param name="visibleOnly">Without what stands between <c>\[</c> and <c>\]</c>.</param>
    public static string Expand(string prompt, ShellSession session, bool visibleOnly = false)
    {
        if (!prompt.Contains('\\', StringComparison.Ordinal))
            return prompt;
        string user = session.Device.Credential.Username;
        var text = new StringBuilder();
        bool isHidden = false;
        for (int at = 0; at < prompt.Length; at++)
        {
            if (prompt[at] != '\\' || at + 1 == prompt.Length)
            {
                if (!isHidden)
                    text.Append(prompt[at]);
                continue;
            }

            char escape = prompt[++at];
            if (escape is '[' or ']')
                isHidden = visibleOnly && escape == '[';
            else if (!isHidden)
                text.Append(Expansion(escape, user, session.HostName));
        }

        return text.ToString();
    }

    private static string Expansion(char escape, string user, string host) => escape switch
    {
        'u' => user,
        'h' => host.Split('.')[0],
        'H' => host,
        'w' or 'W' => "~",
        's' => "bash",
        '$' => user == "root" ? "#" : "$",
        'e' => "\x1b",
        'a' => "\a",
        'n' => "\n",
        'r' => "\r",
        '\\' => "\\",
        _ => "\\" + escape,
    };
}

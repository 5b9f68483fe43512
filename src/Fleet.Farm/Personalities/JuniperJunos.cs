using System.Globalization;
using Fleet.Farm.Content.Facts;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>Juniper Junos. Each prompt has a blank line before it.</summary>
internal sealed class JuniperJunos : NetworkOs
{
    private static readonly PagerStyle Pages = new("---(more)---", 12, "\r                                        \r");

    private static readonly FilterWords Words = new(
        [
            ("match", FilterKind.Include), ("except", FilterKind.Exclude), ("find", FilterKind.Begin),
            ("count", FilterKind.Count), ("no-more", FilterKind.NoMore),
        ],
        Chain: true,
        IgnoreCase: true);

    private static readonly CommandTree Operational = new(
        ("show ...", Verb.Show),
        ("set cli screen-length #", Verb.Rows),
        ("set cli screen-width #", Verb.Columns),
        ("set cli complete-on-space *", Verb.CompleteOnSpace),
        ("set cli idle-timeout #", Verb.Nothing),
        ("clear ...", Verb.Nothing),
        ("configure", Verb.Configure),
        ("configure exclusive", Verb.Configure),
        ("configure private", Verb.Configure),
        ("edit", Verb.Configure),
        ("exit", Verb.Exit),
        ("quit", Verb.Logout));

    private static readonly CommandTree Configuration = new(
        ("set ...", Verb.Nothing),
        ("delete ...", Verb.Nothing),
        ("run ...", Verb.Run),
        ("show ...", Verb.Nothing),
        ("show", Verb.Nothing),
        ("rollback", Verb.Nothing),
        ("rollback #", Verb.Nothing),
        ("top", Verb.Nothing),
        ("up", Verb.Nothing),
        ("exit", Verb.End),
        ("exit configuration-mode", Verb.End),
        ("quit", Verb.End));

    /// <summary>On a session.</summary>
    public JuniperJunos(ShellSession session)
        : base(session) => Mode = CliMode.Privileged;

    /// <inheritdoc/>
    public override LineEditing Editing => LineEditing.Plain;

    /// <inheritdoc/>
    public override PagerStyle Paging => Pages;

    // The line end behind it is the blank line's of the prompt.
    /// <inheritdoc/>
    public override string Greeting
    {
        get
        {
            Session.Editor.EndsWithBlank = true;
            return $"{DeviceClock.LastLogin(Session.Device, Session.Farm.Epoch)}\n"
                + $"--- JUNOS {Facts(Platform.Junos).Model.Version} Kernel 64-bit  JNPR-12.1-20220915.9c2a1e3_buil";
        }
    }

    /// <inheritdoc/>
    public override string Prompt => (Mode >= CliMode.Configuration ? "\n[edit]\n" : "\n") + PromptLine;

    /// <inheritdoc/>
    public override int PromptColumns => PromptLine.Length;

    /// <inheritdoc/>
    protected override string PromptLine =>
        $"{Session.Device.Credential.Username}@{Session.HostName}{(Mode >= CliMode.Configuration ? '#' : '>')} ";

    /// <inheritdoc/>
    protected override CommandTree Commands => Mode <= CliMode.Privileged ? Operational : Configuration;

    /// <inheritdoc/>
    protected override FilterWords Filters => Words;

    /// <inheritdoc/>
    protected override int MostRows => 10_000;

    /// <inheritdoc/>
    protected override int MostColumns => 1024;

    /// <inheritdoc/>
    protected override void Special(ParsedLine command)
    {
        if (command.Verb == Verb.CompleteOnSpace)
            Session.Editor.EndsWithBlank = command.Argument == "on";
    }

    /// <inheritdoc/>
    protected override string Confirm(ParsedLine command) => command.Verb switch
    {
        Verb.Rows => $"Screen length set to {command.Argument}\n",
        Verb.Columns => $"Screen width set to {command.Argument}\n",
        Verb.CompleteOnSpace when command.Argument == "on" => "Enabling complete-on-space\n",
        Verb.CompleteOnSpace => "Disabling complete-on-space\n",
        Verb.Configure => "Entering configuration mode\n",
        Verb.End => "Exiting configuration mode\n",
        _ => "",
    };

    /// <inheritdoc/>
    protected override string CountText(int lines) =>
        string.Create(CultureInfo.InvariantCulture, $"Count: {lines} lines");

    /// <inheritdoc/>
    protected override string Explain(string line, ParsedLine problem, int token)
    {
        int at = problem.As == Understanding.Incomplete ? line.Length : StartOfWord(line, problem.Offset);
        return Caret(at) + problem.As switch
        {
            Understanding.Ambiguous => $"'{WordAt(line, problem.Offset)}' is ambiguous.\n",
            Understanding.Invalid when token == 0 => "unknown command.\n",
            _ => "syntax error, expecting <command>.\n",
        };
    }
}

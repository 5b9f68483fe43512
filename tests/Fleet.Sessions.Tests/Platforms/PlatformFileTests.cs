using CsCheck;
using Fleet.Inventory.Yaml;
using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Tests.Platforms;

public class PlatformFileTests
{
    private const string Whole = """
        ---
        prompt_pattern: '^\S{1,63}[>#$]\s?+$'
        default_mode: 'privileged_exec'
        modes:
          - name: 'exec'
            prompt_pattern: '^[\w.\-@/:]{1,63}>\s?+$'
            accessible_modes:
              - name: 'privileged_exec'
                instructions:
                  - send_prompted_input:
                      input: 'enable'
                      prompt_exact: 'Password:'
                      response: '__lookup::enable'
          - name: 'privileged_exec'
            prompt_exact: 'r1#'
            prompt_excludes: ['tcl)', '(config']
            accessible_modes:
              - name: 'exec'
                instructions:
                  - send_input: { input: 'disable' }
                  - send_prompted_input: { input: '', prompt_pattern: '^sure\s?+', response: "y\n" }
        prompt_excludes: ['[V200']
        failure_indicators:
          - '% Invalid input'
        on_open_instructions:
          - enter_mode: { requested_mode: 'privileged_exec' }
          - send_input: { input: 'term len 0' }
        on_close_instructions:
          - write: { input: 'exit' }
        channel: exec
        type_ahead: { most: 16, commands: '^show ', comment: '!' }
        ntc_templates_platform: 'cisco_iosxe'
        genie_platform: 'iosxe'
        force_in_session_auth: true
        bypass_in_session_auth: false
        """;

    [Fact]
    public void Every_field_of_a_definition_is_read()
    {
        var errors = new ErrorList("whole.yaml");

        var platform = PlatformFile.Parse(Whole, "whole", errors)!;

        Assert.Empty(errors.ToSortedList());
        Assert.Equal(("whole", "privileged_exec", ChannelKind.Exec), (platform.Name, platform.DefaultMode, platform.Channel));
        Assert.Equal(new TypeAhead(16, "^show ", "!"), platform.TypeAhead);
        Assert.Equal(@"^\S{1,63}[>#$]\s?+$", platform.PromptPattern);
        Assert.Equal(["[V200"], platform.PromptExcludes);
        Assert.Equal(["% Invalid input"], platform.FailureIndicators);
        Assert.Equal(
            [new Instruction.EnterMode("privileged_exec"), new Instruction.SendInput("term len 0")], platform.OnOpen);
        Assert.Equal([new Instruction.Write("exit")], platform.OnClose);
        Assert.Equal(["exec", "privileged_exec"], platform.Modes.Select(m => m.Name));
        Assert.Equal(@"^[\w.\-@/:]{1,63}>\s?+$", platform.Modes[0].PromptPattern);
        Assert.Null(platform.Modes[0].PromptExact);
        Assert.Equal("r1#", platform.Modes[1].PromptExact);
        Assert.Equal(["tcl)", "(config"], platform.Modes[1].PromptExcludes);
        var up = Assert.Single(platform.Modes[0].AccessibleModes);
        Assert.Equal("privileged_exec", up.Name);
        Assert.Equal(
            [new Instruction.SendPromptedInput("enable", "Password:", null, "__lookup::enable")], up.Instructions);
        Assert.Equal(
            [new Instruction.SendInput("disable"), new Instruction.SendPromptedInput("", null, @"^sure\s?+", "y\n")],
            platform.Modes[1].AccessibleModes[0].Instructions);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "default_mode: 'privileged_exec'", "default_mode: 'privileged'",
            "p.yaml:3:15: unknown mode 'privileged'; the modes are exec, privileged_exec" },
        { "default_mode: 'privileged_exec'", "defaultmode: 'privileged_exec'",
            "p.yaml:2:1: a platform needs a 'default_mode'\np.yaml:3:1: unknown key 'defaultmode', did you mean 'default_mode'?" },
        { "default_mode: 'privileged_exec'", "default_mode:", "p.yaml:3:1: 'default_mode' has no value" },
        { "default_mode: 'privileged_exec'\n", "", "p.yaml:2:1: a platform needs a 'default_mode'" },
        { "default_mode: 'privileged_exec'", "default_mode: [a]", "p.yaml:3:15: default_mode is one text, not a list" },
        { @"prompt_pattern: '^\S{1,63}[>#$]\s?+$'", "prompt_pattern: '(a'",
            "p.yaml:2:17: prompt_pattern is not a regular expression: Invalid pattern '(a' at offset 2. Not enough )'s" },
        { @"prompt_pattern: '^\S{1,63}[>#$]\s?+$'", "prompt_pattern: ''", "p.yaml:2:17: prompt_pattern is empty" },
        { "  - name: 'exec'\n    prompt_pattern", "  - name: 'privileged_exec'\n    prompt_pattern",
            "p.yaml:14:5: mode 'privileged_exec' is already described in line 5\n"
                + "p.yaml:18:15: unknown mode 'exec'; the modes are privileged_exec" },
        { "    prompt_exact: 'r1#'\n", "", "p.yaml:14:5: a mode needs either a 'prompt_pattern' or a 'prompt_exact'" },
        { "prompt_exact: 'r1#'", "prompt_exact: 'r1#'\n    prompt_pattern: a",
            "p.yaml:14:5: a mode needs either a 'prompt_pattern' or a 'prompt_exact'" },
        { "      - name: 'exec'\n", "      - name: 'exce'\n", "p.yaml:18:15: unknown mode 'exce', did you mean 'exec'?" },
        { "requested_mode: 'privileged_exec'", "requested_mode: nowhere",
            "p.yaml:26:35: unknown mode 'nowhere'; the modes are exec, privileged_exec" },
        { "requested_mode: 'privileged_exec'", "", "p.yaml:26:17: enter_mode needs a 'requested_mode'" },
        { "  - write: { input: 'exit' }", "  - wriet: { input: 'exit' }",
            "p.yaml:29:5: unknown key 'wriet', did you mean 'write'?" },
        { "  - write: { input: 'exit' }", "  - write: { input: 'exit' }\n    send_input: { input: a }",
            "p.yaml:29:5: an instruction is exactly one of enter_mode, write, send_input, send_prompted_input" },
        { "  - write: { input: 'exit' }", "  - {}",
            "p.yaml:29:5: an instruction is exactly one of enter_mode, write, send_input, send_prompted_input" },
        { "  - write: { input: 'exit' }", "  - write: exit", "p.yaml:29:12: write is a map of keys and values, not text" },
        { "  - write: { input: 'exit' }", "  write: { input: 'exit' }",
            "p.yaml:29:3: on_close_instructions is a list, not a map: begin each item with '- '" },
        { "              prompt_exact: 'Password:'\n", "",
            "p.yaml:11:15: send_prompted_input needs either a 'prompt_exact' or a 'prompt_pattern'" },
        { @"prompt_pattern: '^sure\s?+'", "prompt_pattern: '*'",
            "p.yaml:21:63: prompt_pattern is not a regular expression: Invalid pattern '*' at offset 1. Quantifier '*' following nothing" },
        { "response: '__lookup::enable'", "", "p.yaml:11:15: send_prompted_input needs a 'response'" },
        { "- '% Invalid input'", "- ''", "p.yaml:24:5: an item of failure_indicators is empty" },
        { "channel: exec", "channel: pty", "p.yaml:30:10: channel is shell or exec, not 'pty'" },
        { "most: 16, ", "", "p.yaml:31:13: type_ahead needs a 'most'" },
        { "most: 16", "most: 1", "p.yaml:31:21: most is a whole number from 2 to 32, not '1'" },
        { " commands: '^show ',", "", "p.yaml:31:13: type_ahead needs a 'commands'" },
        { ", comment: '!'", "", "p.yaml:31:13: type_ahead needs a 'comment'" },
        { "comment: '!'", "comment: ' '", "p.yaml:31:54: comment is empty" },
        { "'^show '", "'*'",
            "p.yaml:31:35: commands is not a regular expression: Invalid pattern '*' at offset 1. Quantifier '*' following nothing" },
        { "type_ahead: { most: 16, commands: '^show ', comment: '!' }", "type_ahead: 16",
            "p.yaml:31:13: type_ahead is a map of keys and values, not text" },
        { "modes:\n", "modes: &m\n", "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_place_and_what_would_be_right(string right, string wrong, string expected)
    {
        var errors = new ErrorList("p.yaml");
        string text = Whole.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Whole, text);

        var platform = PlatformFile.Parse(text, "p", errors);

        Assert.Equal(expected, string.Join('\n', errors.ToSortedList()));
        Assert.Equal(expected.Length == 0, platform is not null);
    }

    [Fact]
    public void Any_text_ends_in_errors_or_a_platform() =>
        Gen.Select(Gen.Int[0, Whole.Length], Gen.Int[0, 40], Gen.String[Gen.Char["-:'\"[]{}#&*!|>% \n\tab~"], 0, 6]).Sample(
            (at, cut, insert) =>
            {
                string text = Whole[..at] + insert + Whole[Math.Min(Whole.Length, at + cut)..];
                var errors = new ErrorList("p.yaml");

                var platform = PlatformFile.Parse(text, "p", errors);

                Assert.Equal(platform is null, errors.Count > 0);
            },
            iter: 2_000);
}

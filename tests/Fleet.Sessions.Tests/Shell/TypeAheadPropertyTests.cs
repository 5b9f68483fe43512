using CsCheck;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>Whatever outputs hold, and whatever happens to lines that are typed ahead, it changes no output.</summary>
public class TypeAheadPropertyTests
{
    private static readonly QuietTimes Hasty =
        new(TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(160));

    private static readonly string[] Commands = [.. Enumerable.Range(1, 6).Select(i => $"show {i}")];

    private static readonly Gen<string> Line = Gen.Frequency(
        (4, Gen.String[Gen.Char["ab #>\t-é"], 0, 12]),
        (1, OneOf("r1#", "r1#show 2", "r1#show 3", "r1#show 6", "show 6", "alias of show 6", "r1>", "r2#", "--More--")));

    /// <summary>Ends in a line end: one that does not is ambiguous where it looks like a prompt.</summary>
    private static readonly Gen<string> Output = Line.Array[0, 6].Select(lines => string.Concat(lines.Select(l => l + "\n")));

    /// <summary>What happens while a command runs: mostly nothing.</summary>
    private static readonly Gen<string> Mishap = Gen.Frequency(
        (30, Gen.Const("")), (1, OneOf("drops", "eats a key", "eats a line", "echoes")));

    private static readonly Gen<Script> Scripts = Gen.Select(
        Output.Array[Commands.Length],
        Mishap.Array[Commands.Length],
        Gen.Int[1, 40],
        Gen.Int[2, 8],
        OneOf("editor", "editor", "editor", "driver", "none"),
        // Without echoes, an output that shows one is ambiguous however it is asked for.
        (outputs, mishaps, piece, most, echo) => new Script(
            echo == "none" ? [.. outputs.Select(o => o.Replace("r1#", "r3#").Replace("show", "shown"))] : outputs, mishaps, piece, most, echo));

    [Fact]
    public async Task Outputs_are_those_that_the_device_printed() =>
        await Scripts.SampleAsync(
            async script =>
            {
                PlatformDefinition platform = Known.Iosxe with { TypeAhead = new(script.Most, "^show ") };
                Collected collected = await Collected.FromAsync(script.Device(), platform, Commands, quiet: Hasty);
                Assert.Null(collected.Result.Reason);
                Assert.Equal(Commands, collected.Result.Commands.Select(c => c.Command));
                Assert.Equal(script.Outputs, Commands.Select(c => collected[c]));
            },
            iter: 100,
            threads: 16);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private sealed record Script(string[] Outputs, string[] Mishaps, int Piece, int Most, string Echo)
    {
        public ScriptedDevice Device()
        {
            var cli = new FakeCli
            {
                Prompt = "r1#",
                Echo = line => Echo switch { "editor" => line + "\r\n", "driver" => "", _ => "\r\n" },
            };
            cli.On("terminal width 511", "").On("terminal length 0", "");
            var mishaps = (string[])Mishaps.Clone();
            for (int i = 0; i < Commands.Length; i++)
            {
                int at = i;
                string output = Outputs[i].Replace("\n", "\r\n");
                cli.On(Commands[i], t =>
                {
                    Play(mishaps[at], t);
                    mishaps[at] = "";
                    t.Send(output);
                });
            }

            return new ScriptedDevice(t =>
            {
                t.DriverEchoes = Echo == "driver";
                return cli.RunAsync(t);
            })
            { Terminal = { PieceSize = () => Piece } };
        }

        private static void Play(string mishap, FakeTerminal terminal)
        {
            switch (mishap)
            {
                case "drops":
                    terminal.Flush();
                    break;
                case "eats a key":
                    terminal.TryReadKey();
                    break;
                case "eats a line":
                    while (terminal.TryReadKey() is >= 0 and not '\n')
                        continue;
                    break;
                // What the driver echoes comes at once, so the last command is among it.
                case "echoes" when !terminal.DriverEchoes && terminal.Waiting().Contains("show"):
                    terminal.Send(terminal.Waiting().Replace("\n", "\r\n"));
                    break;
            }
        }

        public override string ToString() =>
            $"most {Most}, piece {Piece}, echo {Echo}\n" + string.Join('\n', Outputs.Zip(Mishaps, (o, m) => $"[{m}] {o.Replace("\n", "\\n")}"));
    }
}

using System.CommandLine;
using Fleet.Chaos;
using Fleet.Chaos.Rounds;

var rounds = new Option<int>("--rounds")
{
    Description = "How many rounds; each kind gets its share",
    HelpName = "N",
    DefaultValueFactory = _ => Campaign.DefaultRounds,
};
var seed = new Option<int>("--seed")
{
    Description = "What every choice grows from",
    HelpName = "S",
    DefaultValueFactory = _ => 1,
};
var only = new Option<string?>("--only") { Description = "Rounds of one kind", HelpName = "KIND" };
only.AcceptOnlyFromAmong([.. Kind.All.Select(k => k.Name)]);
var round = new Option<int?>("--round") { Description = "Just the round of this number, to repeat it", HelpName = "N" };
var notes = new Option<bool>("--notes")
{
    Description = "Print what is no fault, too: healthy devices that failed by their short time limits",
};
foreach (var number in new Option[] { rounds, round })
{
    number.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < 1)
            result.AddError($"{number.Name} takes a number from 1");
    });
}

var command = new RootCommand(
    "Kills, freezes and starves a collector again and again, and looks whether anything that it had acknowledged is lost, "
    + "wrong or there twice.\n\nKinds of rounds:\n"
    + string.Join('\n', Kind.All.Select(k => $"  {k.Name,-22}{k.What}")))
{
    rounds, seed, only, round, notes,
};
command.SetAction((arguments, cancellation) =>
    new Campaign(Console.Out, arguments.GetValue(seed), arguments.GetValue(only), arguments.GetValue(notes)).RunAsync(
        arguments.GetValue(round) is { } n ? [n] : Enumerable.Range(1, arguments.GetValue(rounds)), cancellation));
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;

namespace Fleet.Commands;

/// <summary><c>fleet events</c>: what the journal says of a device.</summary>
internal static class EventsCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's name" };
        var command = new FleetCommand("events", "Lists the events of a device as they stand in the journal, the oldest first")
        {
            Examples = [new("how the sessions with a device went", "fleet events sw1")],
        };
        command.Add(device);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) => RunAsync(
            terminal, arguments.GetValue(common.Data)!, arguments.GetValue(device)!, arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, string name, bool json)
    {
        await using var store = StoreReader.Open(data);
        var events = Composition.Events(store.Folder, store.Device(name))
            .Select(e => new EventJson(e.SequenceNumber, e.Written, e.Type, e.Description)).ToList();
        if (json)
        {
            terminal.PrintJson<IReadOnlyList<EventJson>>(events, Json.Default.IReadOnlyListEventJson);
            return ExitCode.Success;
        }

        var table = Tables.Create(">#", "WRITTEN", "EVENT", "WHAT HAPPENED");
        foreach (var e in events)
        {
            table.Add(Figures.Count(e.SequenceNumber), Figures.Moment(e.Written), e.Type, e.Description);
        }

        terminal.Print(table);
        return ExitCode.Success;
    }
}

using Fleet.CommandLine;
using Fleet.Inventory;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Reading;

/// <summary>A data folder opened for reading, with names looked up as people type them.</summary>
internal sealed class StoreReader : IAsyncDisposable
{
    private readonly Lazy<OutputStore> _outputs;

    private StoreReader(DataFolder folder)
    {
        Folder = folder;
        Tables = ReadTables.Open(folder);
        _outputs = new(() => OutputStore.Open(folder));
    }

    /// <summary>The data folder.</summary>
    public DataFolder Folder { get; }

    /// <summary>The read tables.</summary>
    public ReadTables Tables { get; }

    /// <summary>Opens a data folder; what a killed collector left undone in its read tables is done first.</summary>
    /// <exception cref="DataFolderException">No such folder, of a newer format, or damaged.</exception>
    public static StoreReader Open(string path)
    {
        Composition.BringUpToDate(path);
        return new StoreReader(DataFolder.OpenForReading(path));
    }

    /// <summary>A run by its id, the beginning of it, or <c>latest</c>.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public RunRow Run(string id) =>
        Tables.FindRun(id) ?? throw new CommandException(
            $"there is no run '{id}' in {Folder.Path}, or several begin so; 'fleet runs' lists them, and 'latest' is the newest"
            + Spelling.DidYouMean(id, Tables.Runs().Select(r => r.Id)));

    /// <summary>The name of a device as the store has it.</summary>
    /// <exception cref="CommandException">No device of that name was ever collected.</exception>
    public string Device(string name)
    {
        var names = Tables.Devices().Select(d => d.Name).ToList();
        return names.Find(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(
                $"there is no device '{name}' in {Folder.Path}; 'fleet devices' lists them{Spelling.DidYouMean(name, names)}");
    }

    /// <summary>A command of a device as the store has it.</summary>
    /// <param name="device">The device's name as the store has it.</param>
    /// <param name="command">The command as it was typed.</param>
    /// <exception cref="CommandException">There is no output of that command.</exception>
    public string Command(string device, string command)
    {
        var commands = Tables.Commands(device);
        return commands.FirstOrDefault(c => c == command)
            ?? commands.FirstOrDefault(c => string.Equals(c, command, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException($"{device} has no output of '{command}'"
                + (commands.Count > 0 ? $"; it has {string.Join(", ", commands.Select(c => $"'{c}'"))}" : "")
                + Spelling.DidYouMean(command, commands));
    }

    /// <summary>All bytes of an output.</summary>
    /// <exception cref="CommandException">The store does not have it though an event names it.</exception>
    public byte[] Bytes(OutputVersion version)
    {
        using var bytes = new MemoryStream();
        CopyTo(version.Output, bytes);
        return bytes.ToArray();
    }

    /// <summary>Copies an output to a stream.</summary>
    /// <exception cref="CommandException">The store does not have it though an event names it.</exception>
    public void CopyTo(OutputHash hash, Stream destination)
    {
        if (!_outputs.Value.TryCopyTo(hash, destination))
        {
            throw new CommandException($"output {hash} is missing from the store; 'fleet verify' says what else is");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_outputs.IsValueCreated)
        {
            await _outputs.Value.DisposeAsync();
        }

        Tables.Dispose();
        Folder.Dispose();
    }
}

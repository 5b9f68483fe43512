using System.Net.Sockets;
using Fleet.CommandLine;
using Fleet.Farm;
using Fleet.Farm.Fleets;
using Fleet.Farm.Recording;

namespace Fleet.Farming;

/// <summary>Starts farms and records, and says what is wrong in the words of the command line.</summary>
internal static class FarmStart
{
    /// <summary>Starts a farm.</summary>
    /// <exception cref="CommandException">Its port cannot be had.</exception>
    public static async Task<DeviceFarm> FarmAsync(SimulatedFleet fleet, FarmOptions options)
    {
        try
        {
            return await DeviceFarm.StartAsync(fleet, options);
        }
        catch (SocketException e)
        {
            throw new CommandException(e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"port {options.Port} is in use, or one of the two above it, which faulty devices need: choose another one with --port",
                SocketError.AccessDenied => $"port {options.Port} is not for this user: choose one from 1024 with --port",
                _ => $"port {options.Port} cannot be had: {e.Message}",
            });
        }
    }

    /// <summary>Opens a record and writes its beginning.</summary>
    /// <exception cref="CommandException">The file cannot be written to, or is something else.</exception>
    public static RecordFile Record(string path, SimulatedFleet fleet, int epoch)
    {
        try
        {
            var record = RecordFile.Open(path);
            record.Start(fleet, epoch);
            return record;
        }
        catch (Exception e) when (e is RecordException)
        {
            throw new CommandException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: the record cannot be written: {e.Message}");
        }
    }

    /// <summary>Writes a record to its end.</summary>
    /// <exception cref="CommandException">The file could not be written to.</exception>
    public static async Task CloseAsync(RecordFile? record, string? path)
    {
        try
        {
            await using (record)
            {
            }
        }
        catch (IOException e)
        {
            throw new CommandException($"{path}: the record could not be written to its end: {e.Message}");
        }
    }
}

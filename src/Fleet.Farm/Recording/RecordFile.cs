using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Recording;

/// <summary>
/// Writes the record of a farm: a JSON line for each thing that happens, appended to a file. Sessions leave their lines in
/// a queue and go on; one writer empties it several times a second, and to the last line at the end.
/// </summary>
public sealed class RecordFile : IRecorder, IAsyncDisposable
{
    /// <summary>Version of the format.</summary>
    public const int Format = 1;

    private const int WriteAtOnce = 256 << 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<RecordLine> _lines = Channel.CreateUnbounded<RecordLine>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    private RecordFile(FileStream file)
    {
        _file = file;
        _json = new Utf8JsonWriter(_buffer);
        Completion = WriteAsync();
    }

    /// <summary>Ends when the file is closed; faulted when it cannot be written to, after which lines are dropped.</summary>
    public Task Completion { get; }

    /// <summary>Opens a file for appending. A last line that another farm was killed in the middle of is cut off.</summary>
    /// <exception cref="IOException">The file cannot be opened or is another farm's.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    /// <exception cref="RecordException">The file is something else.</exception>
    public static RecordFile Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            if (file.Length > 0)
            {
                RecordReader.CheckIsRecord(file, path);
                CutTornLine(file);
            }

            return new RecordFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes that a farm starts, and what is wrong with its devices; comes before everything else.</summary>
    public void Start(SimulatedFleet fleet, int epoch)
    {
        var profile = fleet.Profile;
        Add(new RecordLine.Started(Format, profile.Name, profile.Seed, fleet.Count, epoch, DateTimeOffset.UtcNow));
        foreach (var (index, faults) in fleet.Faulty)
        {
            foreach (var fault in faults)
            {
                Add(new RecordLine.Faulty(
                    fleet.NameOf(index),
                    FaultNames.Of(fault.Kind),
                    fault.From.TotalSeconds,
                    FaultExpectation.Of(fault.Kind).Failures,
                    (fault.Until - fault.From)?.TotalSeconds));
            }
        }
    }

    /// <inheritdoc/>
    public void Sent(SentOutput output) => Add(new RecordLine.Sent(
        output.Device.Name,
        output.Command,
        output.Epoch,
        Convert.ToHexStringLower(output.Sha256.Span),
        output.Bytes,
        output.Whole,
        output.Rejected,
        output.Started,
        output.Ended));

    /// <inheritdoc/>
    public void Played(SimulatedDevice device, FaultKind fault) =>
        Add(new RecordLine.Played(device.Name, FaultNames.Of(fault), DateTimeOffset.UtcNow));

    /// <summary>Writes what is left in the queue, says that it is the end, and closes the file.</summary>
    /// <exception cref="IOException">The file cannot be written to.</exception>
    public async ValueTask DisposeAsync()
    {
        Add(new RecordLine.Stopped(DateTimeOffset.UtcNow));
        _lines.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await Completion.ConfigureAwait(false);
        }
        finally
        {
            await _json.DisposeAsync().ConfigureAwait(false);
            await _file.DisposeAsync().ConfigureAwait(false);
            _stop.Dispose();
        }
    }

    private void Add(RecordLine line) => _lines.Writer.TryWrite(line);

    private async Task WriteAsync()
    {
        try
        {
            while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (_lines.Reader.TryRead(out var line))
                {
                    Append(line);
                    if (_buffer.WrittenCount >= WriteAtOnce)
                    {
                        await FlushAsync().ConfigureAwait(false);
                    }
                }

                await FlushAsync().ConfigureAwait(false);
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e)
        {
            // Nothing may pile up that nobody will write.
            _lines.Writer.TryComplete(e);
            throw;
        }
    }

    private void Append(RecordLine line)
    {
        _json.Reset(_buffer);
        JsonSerializer.Serialize(_json, line, RecordJson.Default.RecordLine);
        _json.Flush();
        _buffer.Write("\n"u8);
    }

    private async Task FlushAsync()
    {
        await _file.WriteAsync(_buffer.WrittenMemory).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    private static void CutTornLine(FileStream file)
    {
        var end = file.Length;
        var last = new byte[1];
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            file.ReadExactly(last);
            if (last[0] == '\n')
            {
                break;
            }
        }

        file.SetLength(end);
        file.Position = end;
    }
}

using Fleet.CommandLine;
using Fleet.Farm.Faults;
using Fleet.Farm.Profiles;
using Fleet.Farm.Recording;
using Fleet.Storage;

namespace Fleet.Farming;

/// <summary>The record of a farm as a store is compared with it: every output that was sent, by device and command.</summary>
internal sealed class FarmRecord
{
    private static readonly string AaaRefused = FaultNames.Of(FaultKind.AaaRefused);

    private readonly Dictionary<(string Device, string Command), List<SentOutput>> _sent = [];
    private readonly Dictionary<string, List<RecordLine.Faulty>> _faulty = new(StringComparer.OrdinalIgnoreCase);

    private FarmRecord()
    {
    }

    /// <summary>When the first farm of the record started.</summary>
    public DateTimeOffset FirstStart { get; private set; }

    /// <summary>When the last farm of the record started; <see cref="Faults"/> are of this one.</summary>
    public DateTimeOffset LastStart { get; private set; }

    /// <summary>
    /// When the last farm stopped; <see langword="null"/>: it still runs, or was killed, and what it did last may be missing.
    /// </summary>
    public DateTimeOffset? Stopped { get; private set; }

    /// <summary>Reads a record.</summary>
    /// <exception cref="CommandException">The file is no record, or damaged.</exception>
    public static FarmRecord Load(string path)
    {
        var record = new FarmRecord();
        try
        {
            foreach (var line in RecordReader.Read(path))
            {
                record.Add(line);
            }
        }
        catch (RecordException e)
        {
            throw new CommandException(e.Message);
        }

        return record;
    }

    /// <summary>What was sent of a pair, in no particular order.</summary>
    public IReadOnlyList<SentOutput> Sent(string device, string command) => _sent.GetValueOrDefault((device, command), []);

    /// <summary>What is wrong with a device; nothing with a healthy one.</summary>
    public IReadOnlyList<RecordLine.Faulty> Faults(string device) => _faulty.GetValueOrDefault(device, []);

    private void Add(RecordLine line)
    {
        switch (line)
        {
            case RecordLine.Started started:
                FirstStart = FirstStart == default ? started.At : FirstStart;
                LastStart = started.At;
                Stopped = null;
                _faulty.Clear();
                break;
            case RecordLine.Stopped stopped:
                Stopped = stopped.At;
                break;
            case RecordLine.Faulty faulty:
                ListOf(_faulty, faulty.Device).Add(faulty);
                break;
            case RecordLine.Played { Fault: var fault } refused when fault == AaaRefused:
                ListOf(_faulty, refused.Device).Add(
                    new(refused.Device, fault, From: (refused.At - LastStart).TotalSeconds, FaultExpectation.Of(FaultKind.AaaRefused).Failures));
                break;
            case RecordLine.Sent sent:
                var hash = sent.Whole ? new OutputHash(Convert.FromHexString(sent.Sha256)) : default;
                ListOf(_sent, (sent.Device, sent.Command)).Add(
                    new SentOutput(hash, sent.Bytes, sent.Whole, sent.Rejected, sent.Began, sent.Ended));
                break;
        }
    }

    private static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = new(1));
        }

        return list;
    }
}

/// <summary>An output that was sent.</summary>
/// <param name="Hash">Its hash, if it was sent whole.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Whole">Whether all of it was sent.</param>
/// <param name="Rejected">Whether it says that the device does not take the command.</param>
/// <param name="Began">When the command was understood.</param>
/// <param name="Ended">When the last byte was sent.</param>
internal readonly record struct SentOutput(
    OutputHash Hash, long Bytes, bool Whole, bool Rejected, DateTimeOffset Began, DateTimeOffset Ended);

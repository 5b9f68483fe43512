using System.Security.Cryptography;
using Fleet.Collection.Devices;
using Fleet.Collection.Projection;
using Fleet.Collection.Runs;
using Fleet.Storage;
using Fleet.Storage.Journal;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Inspection;

/// <summary>
/// Checks a whole data folder: the journal against itself, the outputs against their hashes, and the read tables against
/// both. Reads everything and changes nothing.
/// </summary>
public sealed class StoreVerification
{
    private readonly Check _sequences = new("the sequence numbers of every actor are contiguous");
    private readonly Check _events = new("every event can be read");
    private readonly Check _references = new("every output that an event names is stored");
    private readonly Check _hashes = new("every stored output has the hash that it is stored under");

    private readonly HashSet<OutputHash> _named = [];
    private readonly OutputStore _outputs;
    private readonly RunVerification _runs;
    private readonly QuarantineVerification _quarantines;

    private StoreVerification(OutputStore outputs, ReadTables tables)
    {
        _outputs = outputs;
        _runs = new RunVerification(outputs, tables);
        _quarantines = new QuarantineVerification(tables, _runs.Offset);
    }

    /// <summary>Verifies a data folder.</summary>
    /// <param name="folder">The folder; its read tables should be up to date.</param>
    /// <exception cref="DataFolderException">A file cannot be opened at all.</exception>
    public static VerificationReport Run(DataFolder folder)
    {
        using var journal = JournalReader.Open(folder);
        using var tables = ReadTables.Open(folder);
        var outputs = OutputStore.Open(folder);
        try
        {
            var verification = new StoreVerification(outputs, tables);
            verification.ReadJournal(journal);
            verification.CheckReferences(verification.ReadOutputs());
            return new VerificationReport(
            [
                verification._sequences.ToResult(),
                verification._events.ToResult(),
                verification._references.ToResult(),
                verification._hashes.ToResult(),
                .. verification._runs.ToResults(),
                verification._quarantines.ToResult(),
            ]);
        }
        finally
        {
            outputs.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void ReadJournal(JournalReader journal)
    {
        foreach (var problem in journal.FindBrokenSequences())
        {
            _sequences.Fail(problem);
        }

        foreach (var row in journal.ReadAll().TakeWhile(row => row.Ordering <= _runs.Offset))
        {
            _sequences.Count++;
            _events.Count++;
            try
            {
                Note(ReadModelCatchUp.Decode(row));
            }
            catch (DataFolderException e)
            {
                _events.Fail(e.Message);
            }
        }

        _runs.Finish(journal.LastOrdering);
        _quarantines.Finish();
    }

    private void Note(object e)
    {
        switch (e)
        {
            case RunStarted started:
                _named.Add(started.Plan);
                break;
            case IDeviceEvent session:
                _named.UnionWith(session.Commands.Where(c => c.Output is not null).Select(c => c.Output!.Value));
                break;
        }

        _runs.Note(e);
        _quarantines.Note(e);
    }

    private HashSet<OutputHash> ReadOutputs()
    {
        var stored = new HashSet<OutputHash>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var output in _outputs.List())
        {
            stored.Add(output.Hash);
            _hashes.Count++;
            using var hashing = new HashingStream(hash);
            try
            {
                if (!_outputs.TryCopyTo(output.Hash, hashing))
                {
                    _hashes.Fail($"output {output.Hash} vanished while it was read");
                    continue;
                }
            }
            catch (StoreUnavailableException e)
            {
                hash.GetHashAndReset();
                _hashes.Fail($"output {output.Hash}: {e.Message}");
                continue;
            }

            if (new OutputHash(hash.GetHashAndReset()) != output.Hash || hashing.Written != output.Bytes)
            {
                _hashes.Fail($"output {output.Hash}: the stored bytes have another hash or length");
            }
        }

        return stored;
    }

    private void CheckReferences(HashSet<OutputHash> stored)
    {
        foreach (var hash in _named)
        {
            _references.Count++;
            if (!stored.Contains(hash))
            {
                _references.Fail($"output {hash} is named by an event and not stored");
            }
        }
    }
}

using Fleet.Storage;

namespace Fleet.LoadTests.Benchmarks.Inputs;

/// <summary>A data folder of its own, deleted in the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("fleet-benchmarks-").FullName;

    public TemporaryFolder() => Data = DataFolder.OpenForWriting(PathOf("data"));

    public DataFolder Data { get; }

    public string PathOf(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        Data.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}

namespace Fleet.Storage.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fleet-storage-").FullName;

    /// <summary>A data folder that is not there yet.</summary>
    public string Data => Path.Combine(_root, "data");

    public string File(string name) => Path.Combine(Data, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

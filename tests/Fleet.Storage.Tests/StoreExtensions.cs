using Fleet.Storage.Outputs;

namespace Fleet.Storage.Tests;

internal static class StoreExtensions
{
    public static SpooledOutput Spool(
        this OutputSpool spool, ReadOnlySpan<byte> content, int part = int.MaxValue, Func<OutputHash?>? findEarlier = null)
    {
        using var writer = spool.Begin(findEarlier);
        while (content.Length > 0)
        {
            var n = Math.Min(part, content.Length);
            writer.Write(content[..n]);
            content = content[n..];
        }

        return writer.Complete();
    }

    public static Task<OutputHash> StoreAsync(this OutputStore store, ReadOnlySpan<byte> content) =>
        store.StoreAsync(content, () => null);

    public static Task<OutputHash> StoreAsync(this OutputStore store, ReadOnlySpan<byte> content, Func<OutputHash?> findEarlier)
    {
        var spool = store.CreateSpool();
        var output = spool.Spool(content, findEarlier: findEarlier);
        return Commit();

        async Task<OutputHash> Commit()
        {
            using (spool)
            {
                await store.CommitAsync(spool.Outputs, CancellationToken.None);
            }

            return output.Hash;
        }
    }

    /// <summary>The bytes of an output that is stored.</summary>
    public static byte[] Load(this OutputStore store, OutputHash hash)
    {
        using var stream = new MemoryStream();
        Assert.True(store.TryCopyTo(hash, stream), $"There is no output {hash}.");
        return stream.ToArray();
    }
}

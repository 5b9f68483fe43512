using System.Buffers.Binary;

namespace Fleet.Farm.Tests.Server.Fuzz;

/// <summary>Makes wrong bytes of right ones; the same seed makes the same.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly uint[] Lengths =
        [0, 1, 4, 5, 255, 256, 32_768, 35_000, 65_536, 262_144, 262_145, int.MaxValue, 0x8000_0000, uint.MaxValue - 3, uint.MaxValue];

    private readonly Random _random = new(seed);

    public int Next(int most) => _random.Next(most);

    public bool OneIn(int times) => _random.Next(times) == 0;

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>One or a few mutations.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        for (int left = 1 + _random.Next(3); left > 0; left--)
            bytes = MutateOnce(bytes);
        return bytes;
    }

    /// <summary>Drops, repeats, swaps and mutates some of a list.</summary>
    public List<byte[]> Mutate(IEnumerable<byte[]> pieces, Func<byte[], byte[]> mutate)
    {
        var result = pieces.ToList();
        for (int left = 1 + _random.Next(4); left > 0 && result.Count > 0; left--)
        {
            int at = _random.Next(result.Count);
            int other = _random.Next(result.Count);
            switch (_random.Next(6))
            {
                case 0:
                    result.RemoveAt(at);
                    break;
                case 1:
                    result.Insert(other, result[at]);
                    break;
                case 2:
                    (result[at], result[other]) = (result[other], result[at]);
                    break;
                default:
                    result[at] = mutate(result[at]);
                    break;
            }
        }

        return result;
    }

    private byte[] MutateOnce(byte[] bytes)
    {
        int at = _random.Next(bytes.Length + 1);
        var copy = bytes.ToArray();
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Length:
                copy[at] ^= (byte)(1 << _random.Next(8));
                return copy;
            case 1 when at < bytes.Length:
                copy[at] = (byte)_random.Next(256);
                return copy;
            case 2 or 3 when at + 4 <= bytes.Length:
                BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(at), Lengths[_random.Next(Lengths.Length)]);
                return copy;
            case 4:
                return bytes[..at];
            case 5:
                return [.. bytes[..at], .. Bytes(_random.Next(64)), .. bytes[at..]];
            default:
                int end = at + _random.Next(bytes.Length - at + 1);
                return [.. bytes[..end], .. bytes[at..]];
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MicroCare.Local.Programs;

/// <summary>Draws that depend on nothing but the words they were made of, so that the same rehearsal comes out the same.</summary>
internal sealed class SeededDraws(string words)
{
    private ulong _state = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(words)));

    /// <summary>A fraction, 0 inclusive to 1 exclusive.</summary>
    public double Next()
    {
        // SplitMix64 (Steele, Lea and Flood, 2014).
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
    }

    /// <summary>True with that probability.</summary>
    public bool Chance(double probability) => Next() < probability;

    /// <summary>A whole number, both ends inclusive.</summary>
    public int Between(int least, int most) => least + (int)(Next() * (most - least + 1));

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];
}

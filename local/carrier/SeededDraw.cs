using System.Security.Cryptography;
using System.Text;

namespace MicroCare.Local.Carriers;

/// <summary>
/// Draws that depend on the seed, a phone and how many texts it had before, and on nothing else: not on the order in which
/// requests to different phones arrive, so a run with the same seed is the same run.
/// </summary>
internal sealed class SeededDraw(int seed)
{
    /// <summary>A fraction, 0 inclusive to 1 exclusive.</summary>
    public double Fraction(string phone, int before) => BitConverter.ToUInt32(Hash("fraction", phone, before)) / (uint.MaxValue + 1.0);

    /// <summary>An id, different for each text of a phone.</summary>
    public Guid Id(string phone, int before) => new(Hash("id", phone, before).AsSpan(0, 16));

    private byte[] Hash(string purpose, string phone, int before) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{purpose}|{phone}|{before}"));
}

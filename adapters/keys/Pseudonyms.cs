using System.Security.Cryptography;
using System.Text;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.Keys;

/// <summary>
/// Names that stand for people and tell nothing of them: HMAC-SHA-256 under the secret pepper, cut to 130 bits (80 for studies), in base 32. The
/// same person always gets the same name, which is what makes an enrollment that is posted twice one enrollment.
/// </summary>
public sealed class Pseudonyms(KeyRing keys)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int LongName = 26;
    private const int ShortName = 16;

    /// <summary>The patient of that clinic and external id. Begins with one of 32 characters, evenly: shares of all patients are cut by it.</summary>
    public PatientId PatientOf(Enrollment enrollment)
    {
        ArgumentNullException.ThrowIfNull(enrollment);
        return new PatientId(Name("patient", $"{enrollment.Clinic}\n{enrollment.ExternalId.Words}", LongName));
    }

    /// <summary>The key under which a phone number is looked up.</summary>
    public string PhoneKey(PatientText phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return Name("phone", phone.Words, LongName);
    }

    /// <summary>The person as research data name them.</summary>
    public StudyId StudyOf(PatientId patient) => new("s" + Name("study", patient.Value, ShortName));

    /// <summary>The key under which a request is remembered; callers may put anything into theirs.</summary>
    public string RequestKey(string subject) => Name("request", subject, LongName);

    /// <summary>What a body is recognized by. A plain hash would let names and numbers be guessed.</summary>
    public string Fingerprint(ReadOnlySpan<byte> body) => Name("body", Convert.ToBase64String(body), LongName);

    /// <summary>The characters that a patient's id can begin with, in ordinal order.</summary>
    internal static string FirstCharacters { get; } = string.Concat(Alphabet.Order());

    private string Name(string purpose, string subject, int length)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Pepper, Encoding.UTF8.GetBytes($"{purpose}\n{subject}"), hash);
        return string.Create(length, new Bits(hash), static (name, bits) =>
        {
            for (var i = 0; i < name.Length; i++)
            {
                name[i] = Alphabet[bits.Five(i)];
            }
        });
    }

    private readonly ref struct Bits(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int Five(int index)
        {
            var bit = index * 5;
            var pair = (_bytes[bit / 8] << 8) | _bytes[(bit / 8) + 1];
            return (pair >> (11 - (bit % 8))) & 31;
        }
    }
}

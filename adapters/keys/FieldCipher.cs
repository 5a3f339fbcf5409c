using System.Security.Cryptography;
using System.Text;
using MicroCare.Core.Privacy;

namespace MicroCare.Adapters.Keys;

/// <summary>
/// Encrypts one field at a time with AES-256-GCM. The result is <c>keyId.base64(nonce tag ciphertext)</c>; it is bound to a label (whose
/// field it is), so that a ciphertext moved to another row does not decrypt there.
/// </summary>
public sealed class FieldCipher(KeyRing keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Encrypts the words.</summary>
    public string Encrypt(PatientText text, string label)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Encoding.UTF8.GetBytes(text.Words);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var current = keys.Current;
        using var aes = new AesGcm(keys.Find(current), TagBytes);
        aes.Encrypt(
            nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(label));
        return $"{current}.{Convert.ToBase64String(sealedBytes)}";
    }

    /// <summary>Whether the ciphertext was made with the key that encrypts now.</summary>
    public bool IsCurrent(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan(0, Math.Max(text.IndexOf('.', StringComparison.Ordinal), 0)).SequenceEqual(keys.Current);
    }

    /// <summary>The same words under the same label, encrypted with the key that encrypts now.</summary>
    public string Renew(string text, string label) => Encrypt(Decrypt(text, label), label);

    /// <summary>Decrypts what <see cref="Encrypt"/> made under the same label.</summary>
    /// <exception cref="DamagedFieldException">It was changed, cut or emptied, or belongs to another label.</exception>
    /// <exception cref="KeyMissingException">Its key is not known in this process.</exception>
    public PatientText Decrypt(string text, string label)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !FieldKey.IsId(text[..dot]))
        {
            throw new DamagedFieldException("it begins with no key id");
        }

        var sealedBytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[(dot + 1)..], sealedBytes, out var length) || length < NonceBytes + TagBytes)
        {
            throw new DamagedFieldException("it is no base 64, or too short");
        }

        var plain = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(keys.Find(text[..dot]), TagBytes);
        try
        {
            aes.Decrypt(
                sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes, plain.Length), sealedBytes.AsSpan(NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(label));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new DamagedFieldException("it was changed, or belongs elsewhere");
        }

        return new PatientText(Encoding.UTF8.GetString(plain));
    }
}

/// <summary>An encrypted field is not what was once written there. No key and no retry will read it.</summary>
public sealed class DamagedFieldException(string damage) : Exception($"An encrypted field is damaged: {damage}.")
{
    /// <summary>What is wrong with it; nothing of its content.</summary>
    public string Damage { get; } = damage;
}

using System.Collections.Immutable;

namespace MicroCare.Adapters.Keys;

/// <summary>A key for fields.</summary>
/// <param name="Id">Stands beside each ciphertext: lower-case letters, digits and hyphens.</param>
/// <param name="Bytes">32 bytes.</param>
/// <param name="ActiveFrom">When it may begin to encrypt; it decrypts before, too.</param>
public sealed record FieldKey(string Id, byte[] Bytes, DateTimeOffset ActiveFrom)
{
    /// <summary>The size of a key and of the pepper.</summary>
    public const int Size = 32;

    /// <summary>Whether that can be a key's id.</summary>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }

    /// <summary>Says nothing of the bytes.</summary>
    public override string ToString() => $"field key {Id}";
}

/// <summary>What a key source holds just now.</summary>
/// <param name="Keys">At least one; each id once.</param>
/// <param name="Pepper">32 bytes; never changes, because every pseudonym depends on it.</param>
public sealed record KeyMaterial(ImmutableArray<FieldKey> Keys, byte[] Pepper)
{
    /// <summary>The key that encrypts at that moment: the last to become active.</summary>
    /// <exception cref="InvalidOperationException">None is active yet.</exception>
    public FieldKey CurrentAt(DateTimeOffset now) => Keys.Where(key => key.ActiveFrom <= now).MaxBy(key => (key.ActiveFrom, key.Id))
        ?? throw new InvalidOperationException("No field key is active yet.");

    /// <summary>The key that will encrypt once its time has come: the last of all.</summary>
    public FieldKey Newest => Keys.MaxBy(key => (key.ActiveFrom, key.Id))!;

    /// <summary>Says nothing of the bytes.</summary>
    public override string ToString() => $"{Keys.Length} field keys and a pepper";
}

using System.Text.Json;

namespace MicroCare.Adapters.Keys;

/// <summary>The secrets that protect personal data: data keys for fields, and the pepper that makes pseudonyms.</summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly Dictionary<string, byte[]> _keys;

    /// <summary>Takes the secrets.</summary>
    /// <param name="current">The id of the key that encrypts from now on.</param>
    /// <param name="keys">All keys that may still have to decrypt, by id; 32 bytes each.</param>
    /// <param name="pepper">32 bytes; never changes, because every pseudonym depends on it.</param>
    public KeyRing(string current, IReadOnlyDictionary<string, byte[]> keys, byte[] pepper)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pepper);
        if (!keys.ContainsKey(current) || pepper.Length != KeyBytes || keys.Values.Any(key => key.Length != KeyBytes))
        {
            throw new ArgumentException($"A key ring needs its current key and a pepper, {KeyBytes} bytes each.", nameof(keys));
        }

        Current = current;
        _keys = keys.ToDictionary(StringComparer.Ordinal);
        Pepper = pepper;
    }

    /// <summary>The id of the key that encrypts.</summary>
    public string Current { get; }

    /// <summary>The secret behind all pseudonyms.</summary>
    internal byte[] Pepper { get; }

    /// <summary>Reads the ring from a file as <see cref="Create"/> writes it.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or is no key file; says what to do.</exception>
    public static KeyRing Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllText(path), JsonSerializerOptions.Web);
            return new KeyRing(
                file?.Current ?? "",
                file?.Keys?.ToDictionary(key => key.Key, key => Convert.FromBase64String(key.Value), StringComparer.Ordinal) ?? [],
                Convert.FromBase64String(file?.Pepper ?? ""));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"MicroCare__KeyFile names '{path}', which cannot be read as a key file ({fault.GetType().Name}). "
                + "Give the file that encrypted the data. On a machine without data, MicroCare__CreateKeyFile=true makes one; a lost one cannot be made again.", fault);
        }
    }

    /// <summary>Reads the file, after making one with fresh random keys where there is none; only its owner may read it.</summary>
    public static KeyRing ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    internal byte[] Find(string id) =>
        _keys.TryGetValue(id, out var key) ? key : throw new InvalidOperationException($"The key '{id}' is not in the key ring.");

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new KeyFile("k1", new Dictionary<string, string> { ["k1"] = NewSecret() }, NewSecret());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        JsonSerializer.Serialize(stream, file, JsonSerializerOptions.Web);
    }

    private static string NewSecret() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyBytes));

    private sealed record KeyFile(string Current, Dictionary<string, string> Keys, string Pepper);
}

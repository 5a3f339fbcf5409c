using System.Collections.Immutable;
using System.Security.Cryptography;

namespace MicroCare.Adapters.Keys;

/// <summary>
/// The secrets that protect personal data, as this process knows them: data keys for fields, and the pepper that makes pseudonyms. New keys come in while it
/// is used; one that it ever knew stays for as long as the process lives. Safe for use by several threads.
/// </summary>
public sealed class KeyRing
{
    private volatile Snapshot? _snapshot;

    /// <summary>An empty ring: nothing can be encrypted or decrypted before <see cref="Take"/>.</summary>
    public KeyRing()
    {
    }

    /// <summary>A ring of fixed keys.</summary>
    /// <param name="current">The id of the key that encrypts.</param>
    /// <param name="keys">All keys that may have to decrypt, by id; 32 bytes each.</param>
    /// <param name="pepper">32 bytes.</param>
    public KeyRing(string current, IReadOnlyDictionary<string, byte[]> keys, byte[] pepper)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pepper);
        if (!keys.ContainsKey(current) || pepper.Length != FieldKey.Size || keys.Values.Any(key => key.Length != FieldKey.Size))
        {
            throw new ArgumentException($"A key ring needs its current key and a pepper, {FieldKey.Size} bytes each.", nameof(keys));
        }

        _snapshot = new Snapshot(keys.ToImmutableDictionary(StringComparer.Ordinal), current, current, DateTimeOffset.MinValue, pepper);
    }

    /// <summary>Somebody asked for a key that is not here.</summary>
    public event Action? Missed;

    /// <summary>The id of the key that encrypts.</summary>
    public string Current => Loaded.Current;

    /// <summary>The id of the key that will encrypt once its time has come, and that time.</summary>
    public (string Id, DateTimeOffset ActiveFrom) Newest => (Loaded.Newest, Loaded.NewestActiveFrom);

    /// <summary>Whether there is anything in it.</summary>
    public bool IsLoaded => _snapshot is not null;

    /// <summary>The secret behind all pseudonyms.</summary>
    internal byte[] Pepper => Loaded.Pepper;

    private Snapshot Loaded => _snapshot ?? throw new InvalidOperationException("The keys have not been read yet.");

    /// <summary>Takes what the source holds now. Nothing that was known gets lost or changed: what is odd is told instead.</summary>
    public KeyChange Take(KeyMaterial material, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(material);
        var current = material.CurrentAt(now).Id;
        var (newest, known) = (material.Newest, _snapshot);
        if (known is null)
        {
            _snapshot = new Snapshot(
                material.Keys.ToImmutableDictionary(key => key.Id, key => key.Bytes, StringComparer.Ordinal), current, newest.Id, newest.ActiveFrom, material.Pepper);
            return new KeyChange([.. material.Keys.Select(key => key.Id)], [], [], PepperDiffers: false);
        }

        var offered = material.Keys.ToDictionary(key => key.Id, key => key.Bytes, StringComparer.Ordinal);
        var added = offered.Keys.Where(id => !known.Keys.ContainsKey(id)).ToImmutableArray();
        _snapshot = known with
        {
            Keys = known.Keys.AddRange(added.Select(id => KeyValuePair.Create(id, offered[id]))),
            Current = current,
            Newest = newest.Id,
            NewestActiveFrom = newest.ActiveFrom,
        };
        return new KeyChange(
            added,
            [.. known.Keys.Keys.Where(id => !offered.ContainsKey(id))],
            [.. known.Keys.Where(key => offered.TryGetValue(key.Key, out var bytes) && !CryptographicOperations.FixedTimeEquals(bytes, key.Value)).Select(key => key.Key)],
            !CryptographicOperations.FixedTimeEquals(known.Pepper, material.Pepper));
    }

    internal byte[] Find(string id)
    {
        if (Loaded.Keys.TryGetValue(id, out var key))
        {
            return key;
        }

        Missed?.Invoke();
        throw new KeyMissingException(id);
    }

    private sealed record Snapshot(ImmutableDictionary<string, byte[]> Keys, string Current, string Newest, DateTimeOffset NewestActiveFrom, byte[] Pepper);
}

/// <summary>How what a source holds differs from what was known.</summary>
/// <param name="Added">Keys that were not known.</param>
/// <param name="Gone">Known keys that the source no longer has; they go on serving here, and no other process can ever learn them.</param>
/// <param name="Altered">Keys whose bytes are others under the same id; the known bytes go on serving.</param>
/// <param name="PepperDiffers">The pepper is another one; the known one goes on serving.</param>
public sealed record KeyChange(ImmutableArray<string> Added, ImmutableArray<string> Gone, ImmutableArray<string> Altered, bool PepperDiffers);

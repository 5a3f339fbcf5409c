using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using MicroCare.Adapters.Storage;

namespace MicroCare.Adapters.Keys;

/// <summary>Keys in a file that only its owner may read: for development.</summary>
/// <param name="path">The file.</param>
/// <param name="create">Whether to make one with fresh random keys where there is none.</param>
public sealed class KeyFile(string path, bool create) : IKeySource
{
    /// <inheritdoc />
    public string Name => path;

    /// <inheritdoc />
    public TimeSpan Spread => TimeSpan.Zero; // One process uses it, and reads it again before it begins to re-encrypt.

    /// <inheritdoc />
    public Task<KeyMaterial> ReadAsync(CancellationToken cancellationToken)
    {
        if (create && !File.Exists(path))
        {
            Write(new Content([new Entry("k1", NewSecret(), DateTimeOffset.UnixEpoch)], NewSecret()), overwrite: false);
        }

        var content = Read();
        return Task.FromResult(new KeyMaterial(
            [.. content.Keys.Select(key => new FieldKey(key.Id, Convert.FromBase64String(key.Secret), key.ActiveFrom))], Convert.FromBase64String(content.Pepper)));
    }

    /// <summary>Adds a fresh key, which encrypts from the next reading on, whatever clock the service runs on; returns its id.</summary>
    public string Add()
    {
        var content = Read();
        var id = NextId(content.Keys.Select(key => key.Id));
        Write(content with { Keys = content.Keys.Add(new Entry(id, NewSecret(), content.Keys.Max(key => key.ActiveFrom).AddSeconds(1))) }, overwrite: true);
        return id;
    }

    /// <summary>Removes a key for ever.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or is the last one.</exception>
    public void Remove(string id)
    {
        var content = Read();
        var left = content.Keys.RemoveAll(key => key.Id == id);
        if (left.Length == content.Keys.Length || left.IsEmpty)
        {
            throw new InvalidOperationException($"The key '{id}' is not in {path}, or is its last one.");
        }

        Write(content with { Keys = left }, overwrite: true);
    }

    /// <summary>The next of <c>k1</c>, <c>k2</c>, …</summary>
    public static string NextId(IEnumerable<string> ids) =>
        $"k{ids.Select(id => id.StartsWith('k') && int.TryParse(id.AsSpan(1), out var number) ? number : 0).DefaultIfEmpty().Max() + 1}";

    /// <summary>32 fresh random bytes in base64.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(FieldKey.Size));

    private Content Read()
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), JsonSerializerOptions.Web);
            return content is { Keys: { IsDefaultOrEmpty: false } keys, Pepper: not null }
                && keys.All(key => key.Id is not null && FieldKey.IsId(key.Id) && IsSecret(key.Secret)) && keys.DistinctBy(key => key.Id).Count() == keys.Length
                && IsSecret(content.Pepper)
                ? content
                : throw new FormatException();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new KeySourceException(
                path,
                $"it is no key file that can be read ({fault.GetType().Name}). MicroCare__KeyFile must name the file that encrypted the data. On a machine without "
                + "data, MicroCare__CreateKeyFile=true makes one; a lost one cannot be made again.");
        }
    }

    private static bool IsSecret(string? text)
    {
        Span<byte> bytes = stackalloc byte[FieldKey.Size + 2];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var written) && written == FieldKey.Size;
    }

    // Where two processes make one at the same moment, the first one counts.
    private void Write(Content content, bool overwrite) =>
        PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web), overwrite);

    private sealed record Content(ImmutableArray<Entry> Keys, string Pepper);

    private sealed record Entry(string Id, string Secret, DateTimeOffset ActiveFrom);
}

namespace MicroCare.Adapters.Keys;

/// <summary>Where the keys come from.</summary>
public interface IKeySource
{
    /// <summary>What to call it in a log: the vault's host, or the file.</summary>
    string Name { get; }

    /// <summary>How long after a change every process that uses the source knows of it, at the latest.</summary>
    TimeSpan Spread { get; }

    /// <summary>Reads what is there now.</summary>
    /// <exception cref="KeySourceException">It cannot be read, or does not hold what it should.</exception>
    Task<KeyMaterial> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The keys cannot be read. Holds names and kinds of failure, never a secret.</summary>
public sealed class KeySourceException(string source, string cause) : Exception($"The keys cannot be read from {source}: {cause}")
{
    /// <summary>Where they should come from.</summary>
    public string KeySource { get; } = source;

    /// <summary>What is wrong, and what to do.</summary>
    public string Cause { get; } = cause;
}

/// <summary>A field is encrypted with a key that this process has never seen. Retrying is right: the keys are being fetched anew.</summary>
public sealed class KeyMissingException(string keyId) : Exception($"The field key '{keyId}' is not known here.")
{
    /// <summary>The key's id.</summary>
    public string KeyId { get; } = keyId;
}

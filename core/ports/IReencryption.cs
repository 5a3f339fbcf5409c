namespace MicroCare.Core.Ports;

/// <summary>Brings every field that is kept under an older key under the newest one, a share at a time, while the service works.</summary>
public interface IReencryption
{
    /// <summary>How many shares there are; share numbers go from 0 to one less.</summary>
    int Shares { get; }

    /// <summary>
    /// Learns what the key source holds now; the id of the newest key, and when every instance will encrypt with it. Null while the source cannot be read.
    /// </summary>
    Task<NewestKey?> FindNewestAsync(CancellationToken cancellationToken);

    /// <summary>Works on a share for about a minute at most; what was done before is skipped, so it may be called any number of times.</summary>
    /// <param name="key">The key that must be the one that encrypts here.</param>
    /// <param name="share">Which share.</param>
    /// <param name="after">Where the last page ended; null at the beginning.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <exception cref="InvalidOperationException">This instance does not encrypt with that key yet: try again later.</exception>
    Task<ReencryptedPage> ReencryptAsync(string key, int share, string? after, CancellationToken cancellationToken);
}

/// <summary>The key that re-encryption leads to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EverywhereAt">From then on every instance encrypts with it: what is found after that moment is all there is.</param>
public sealed record NewestKey(string Id, DateTimeOffset EverywhereAt);

/// <summary>What was done.</summary>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Fields">Fields that were under an older key and are under the newest now.</param>
/// <param name="Unreadable">Rows with a field that no key here decrypts: damaged, or its key is lost. They stay as they are.</param>
/// <param name="After">Where to go on; null when the share is done. Opaque ids only.</param>
public sealed record ReencryptedPage(int Rows, int Fields, int Unreadable, string? After);

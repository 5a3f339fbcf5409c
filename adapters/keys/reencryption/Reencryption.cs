using MicroCare.Core.Ports;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Keys;

/// <summary>Re-encrypts the shares of every store that keeps encrypted fields, one store's after another's.</summary>
public sealed class Reencryption(IEnumerable<IEncryptedRows> stores, KeyRing ring, KeyKeeper keeper, TimeProvider time, ILogger<Reencryption> log) : IReencryption
{
    private static readonly TimeSpan LongestPage = TimeSpan.FromMinutes(1);
    private readonly List<(IEncryptedRows Store, int Share)> _shares =
        [.. stores.SelectMany(store => Enumerable.Range(0, store.Shares).Select(share => (store, share)))];

    /// <inheritdoc />
    public int Shares => _shares.Count;

    /// <inheritdoc />
    public async Task<NewestKey?> FindNewestAsync(CancellationToken cancellationToken)
    {
        if (!await keeper.RefreshAsync(cancellationToken))
        {
            return null;
        }

        var (id, activeFrom) = ring.Newest;
        var now = time.GetUtcNow();
        return new NewestKey(id, (activeFrom > now ? activeFrom : now) + keeper.Spread);
    }

    /// <inheritdoc />
    public async Task<ReencryptedPage> ReencryptAsync(string key, int share, string? after, CancellationToken cancellationToken)
    {
        if (ring.Current != key)
        {
            await keeper.RefreshAsync(cancellationToken);
            if (ring.Current != key)
            {
                throw new InvalidOperationException($"This instance encrypts with key '{ring.Current}', not with '{key}'.");
            }
        }

        var started = time.GetTimestamp();
        var (store, itsShare) = _shares[share];
        var page = await store.ReencryptAsync(itsShare, after, () => time.GetElapsedTime(started) > LongestPage, cancellationToken);
        AdapterLog.Reencrypted(log, page.Fields, page.Rows, share, key);
        if (page.Unreadable > 0)
        {
            AdapterLog.Unreadable(log, page.Unreadable, share);
        }

        return page;
    }
}

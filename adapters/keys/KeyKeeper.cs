using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Keys;

/// <summary>
/// Keeps the key ring up to date. The start waits for the keys, and fails without them: no message is taken that could not be encrypted. Later the ring is
/// renewed every five minutes, and at once when somebody asks for a key that is not in it; while the source is away, the keys in memory go on serving, and an
/// alarm is logged, again every hour; so it is while secrets have other bytes than before. A key that is gone is told once.
/// </summary>
public sealed class KeyKeeper(KeyRing ring, IKeySource source, IKeyMarks marks, TimeProvider time, ILogger<KeyKeeper> log) : BackgroundService
{
    /// <summary>How often the ring is renewed.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private const int Attempts = 5;
    private static readonly TimeSpan AtMostOnceIn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AlarmAgain = TimeSpan.FromHours(1);
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset? _awaySince;
    private DateTimeOffset _alarmedAt;
    private DateTimeOffset? _alteredAlarmedAt;
    private ImmutableArray<string> _gone = [];

    /// <summary>How long after a change in the source every instance knows of it, at the latest.</summary>
    public TimeSpan Spread => source.Spread;

    /// <summary>Reads the keys for the first time; must be called before any work is taken.</summary>
    /// <exception cref="KeySourceException">The source stays away, or does not hold what it should.</exception>
    /// <exception cref="InvalidOperationException">The pepper is not the one that the data were made with.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (ring.IsLoaded)
        {
            return; // Fixed keys, put in by a test or a simulation.
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                ring.Take(await source.ReadAsync(cancellationToken), time.GetUtcNow());
                break;
            }
            catch (KeySourceException fault) when (attempt < Attempts)
            {
                AdapterLog.KeysAwait(log, source.Name, fault.Cause);
                await Task.Delay(TimeSpan.FromSeconds(1 << (attempt - 1)), time, cancellationToken);
            }
        }

        var mark = Convert.ToHexStringLower(HMACSHA256.HashData(ring.Pepper, Encoding.ASCII.GetBytes("microcare pepper")).AsSpan(0, 16));
        if (await marks.KeepFirstAsync("pepper", mark, cancellationToken) != mark)
        {
            throw new InvalidOperationException(
                $"The pepper in {source.Name} is not the one that this data was made with: every person would become a stranger. Restore the old pepper (docs/keys.md).");
        }
    }

    /// <summary>Renews the ring now; false when the source is away.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Tell(ring.Take(await source.ReadAsync(cancellationToken), time.GetUtcNow()));
            if (_awaySince is not null)
            {
                AdapterLog.KeysBack(log, source.Name);
                _awaySince = null;
            }

            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: the keys in memory serve, and an exception that left this service would end the process.
            Alarm((fault as KeySourceException)?.Cause ?? fault.GetType().Name);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ring.Missed += Want;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(AtMostOnceIn, time, stoppingToken);
                await WantedOrDueAsync(stoppingToken);
                await RefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            ring.Missed -= Want;
        }
    }

    private void Want() => _wanted.Writer.TryWrite(true);

    private async Task WantedOrDueAsync(CancellationToken cancellationToken)
    {
        using var alarm = new CancellationTokenSource(Every - AtMostOnceIn, time);
        using var due = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alarm.Token);
        try
        {
            await _wanted.Reader.ReadAsync(due.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody asked; it is time all the same.
        }
    }

    private void Tell(KeyChange change)
    {
        foreach (var key in change.Added)
        {
            AdapterLog.KeyCame(log, key, source.Name);
        }

        foreach (var key in change.Gone.Except(_gone))
        {
            AdapterLog.KeyGone(log, key, source.Name); // Once: it is what retiring a key looks like, too.
        }

        _gone = change.Gone;
        if (change is { Altered: [], PepperDiffers: false })
        {
            _alteredAlarmedAt = null;
            return;
        }

        var now = time.GetUtcNow();
        if (_alteredAlarmedAt is { } before && now - before < AlarmAgain)
        {
            return;
        }

        _alteredAlarmedAt = now;
        foreach (var key in change.Altered)
        {
            AdapterLog.KeyAltered(log, key, source.Name);
        }

        if (change.PepperDiffers)
        {
            AdapterLog.PepperAltered(log, source.Name);
        }
    }

    private void Alarm(string cause)
    {
        var now = time.GetUtcNow();
        if (_awaySince is null || now - _alarmedAt >= AlarmAgain)
        {
            _awaySince ??= now;
            _alarmedAt = now;
            AdapterLog.KeysAway(log, source.Name, _awaySince.Value, cause);
        }
    }
}

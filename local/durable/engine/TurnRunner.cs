namespace MicroCare.Local.Durable;

/// <summary>Carries an instance's mail through one committed turn, however often the storage fails.</summary>
internal sealed class TurnRunner(
    InstanceArchive archive, IDurableStore store, TurnSettings settings, TimeProvider time, Action<string, string, string> leftThread)
{
    private static readonly string s_engine = Guid.NewGuid().ToString("N")[..8];

    private long _commits;

    /// <summary>
    /// Takes the seat's mail to the storage. Returns the plan that was committed (or needed no commit); the seat then holds the
    /// new state, and the plan's answers may be given.
    /// </summary>
    public async Task<TurnPlan> RunAsync(Seat seat, IReadOnlyList<Mail> mails, CancellationToken ct)
    {
        TurnPlan? committed = null;
        for (var attempt = 1; ; attempt++)
        {
            TurnPlan? plan = null;
            string? commit = null;
            try
            {
                if (!seat.IsLoaded)
                {
                    seat.State = await archive.LoadAsync(seat.InstanceId, ct);
                    seat.IsLoaded = true;
                }

                if (committed is null)
                {
                    plan = Plan(seat, mails);
                    if (plan is { Changed: true, Next: { } next })
                    {
                        commit = next.Commit = $"{s_engine}-{Interlocked.Increment(ref _commits):x}";
                        await archive.SaveAsync(next, ct);
                        seat.State = next;
                    }

                    committed = plan;
                }

                await PurgeAsync(seat, committed, ct);
                return committed;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                settings.Log.StorageFailed(seat.InstanceId, e.GetType().Name, attempt);
                seat.IsLoaded = false;
                if (await TookPlaceAsync(seat, commit, attempt, ct))
                    committed ??= plan;
            }
        }
    }

    private TurnPlan Plan(Seat seat, IReadOnlyList<Mail> mails)
    {
        try
        {
            return TurnPlan.Make(
                seat.State, seat.InstanceId, mails, time.GetUtcNow().UtcDateTime, settings,
                (execution, what) => leftThread(seat.InstanceId, execution, what));
        }
        catch (Exception e)
        {
            settings.Log.TurnBroke(seat.InstanceId, e.GetType().Name, e);
            throw;
        }
    }

    /// <summary>
    /// After a failure: reads what is stored, as often as that takes. Whether it is our commit after all, whose answer was lost.
    /// </summary>
    private async Task<bool> TookPlaceAsync(Seat seat, string? commit, int attempt, CancellationToken ct)
    {
        for (; ; attempt++)
        {
            // At once after the first failure, then slower and slower.
            if (attempt > 1)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 25 * Math.Pow(2, Math.Min(attempt, 10)))), time, ct);

            try
            {
                seat.State = await archive.LoadAsync(seat.InstanceId, ct);
                seat.IsLoaded = true;
                return commit is not null && seat.State?.Commit == commit;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                settings.Log.StorageFailed(seat.InstanceId, e.GetType().Name, attempt);
            }
        }
    }

    private async Task PurgeAsync(Seat seat, TurnPlan plan, CancellationToken ct)
    {
        foreach (var purge in plan.Purges)
        {
            if (!purge.Purged && seat.State is { HasEnded: true, Outbox.Count: 0 })
            {
                await store.DeleteAsync(seat.InstanceId, ct);
                seat.State = null;
                purge.Purged = true;
            }
        }

        plan.Answers.AddRange(plan.Purges.Select(purge => (purge.Reply, (Exception?)null)));
        plan.Purges.Clear();
    }
}

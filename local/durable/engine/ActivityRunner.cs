using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.DurableTask;

namespace MicroCare.Local.Durable;

/// <summary>Runs activities, a bounded number at once, each call once at a time in this process.</summary>
internal sealed class ActivityRunner(TurnSettings settings, DurableEngineOptions options, Action<string, Mail> post)
{
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>();
    private readonly ConcurrentDictionary<(string Instance, string Execution, int Task), bool> _underWay = [];
    private long _ended;

    public long Ended => Interlocked.Read(ref _ended);

    /// <summary>Queues a call whose scheduling is stored; one that is queued or running already is left alone.</summary>
    public void Dispatch(InstanceState state, HistoryEvent scheduled)
    {
        if (_underWay.TryAdd((state.Id, state.ExecutionId, scheduled.TaskId), true))
            _queue.Writer.TryWrite(new(state.Id, state.ExecutionId, scheduled, options.Gauge?.Begin()));
    }

    /// <summary>Forgets a call whose end is stored; before that a turn could still see it open, and call it again.</summary>
    public void Forget(string instanceId, Mail.ActivityEnded ended) => _underWay.TryRemove((instanceId, ended.ExecutionId, ended.TaskId), out _);

    public async Task WorkAsync(CancellationToken ct)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(ct))
        {
            try
            {
                var ended = await RunAsync(work, ct);
                if (ct.IsCancellationRequested)
                    return;

                Interlocked.Increment(ref _ended);
                post(work.InstanceId, ended);
            }
            finally
            {
                work.Piece?.Dispose();
            }
        }
    }

    /// <summary>Drops what is queued; it is taken up again when the next engine starts.</summary>
    public void Close()
    {
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var work))
            work.Piece?.Dispose();
    }

    private async Task<Mail.ActivityEnded> RunAsync(Work work, CancellationToken ct)
    {
        var (name, id) = (work.Scheduled.Name!, work.Scheduled.TaskId);
        if (settings.Catalog.Activity(name) is not { } run)
            return Failed(new(UnknownTask.Activity, $"No activity is registered under the name '{name}'.", null, null, null));

        try
        {
            var result = await run(new(name, work.InstanceId, id, work.Scheduled.Data, settings.Converter), ct);
            return new(work.ExecutionId, id, settings.Converter.Serialize(result), null);
        }
#pragma warning disable CA1031 // Whatever an activity throws is its result.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(TaskFailureDetails.FromException(e));
        }

        Mail.ActivityEnded Failed(TaskFailureDetails failure)
        {
            settings.Log.ActivityFailed(work.InstanceId, name, id, failure.ErrorType);
            return new(work.ExecutionId, id, null, failure);
        }
    }

    private sealed record Work(string InstanceId, string ExecutionId, HistoryEvent Scheduled, IDisposable? Piece);
}

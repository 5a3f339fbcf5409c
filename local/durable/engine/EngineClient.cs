using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>The client of one engine in the same process.</summary>
internal sealed class EngineClient(string name, DurableEngine engine) : DurableTaskClient(name)
{
    private static readonly OrchestrationRuntimeStatus[] s_live =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private static readonly OrchestrationRuntimeStatus[] s_ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    private DataConverter Converter => engine.Options.Converter;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Require(id);
        var dedupe = options?.DedupeStatuses is { } statuses ? [.. statuses.Select(Status)] : s_live;
        await SendAsync(id, reply => new Mail.Start(
            orchestratorName.Name,
            Converter.Serialize(input),
            options?.StartAt?.UtcDateTime ?? default,
            options?.Version?.Version ?? "",
            options?.Tags is { Count: > 0 } tags ? tags : null,
            dedupe,
            reply), cancellation);
        return id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, reply => new Mail.Raise(eventName, Converter.Serialize(eventPayload), reply), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
        => ControlAsync(instanceId, EventKind.Terminated, Converter.Serialize(options?.Output), options?.Recursive ?? false, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => ControlAsync(instanceId, EventKind.Suspended, reason, false, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => ControlAsync(instanceId, EventKind.Resumed, reason, false, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, getInputsAndOutputs, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, getInputsAndOutputs, found => found.IsCompleted, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        engine.RequireRunning();
        if (!engine.TryPeek(instanceId, out var state))
            state = await ReadAsync(instanceId, cancellation);
        return state is null ? null : Describe(state, getInputsAndOutputs);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        filter ??= new();
        return Pageable.Create<OrchestrationMetadata>(async (token, size, cancellation) =>
        {
            engine.RequireRunning();
            InstanceQuery query = new(
                filter.CreatedFrom?.UtcDateTime,
                filter.CreatedTo?.UtcDateTime,
                filter.Statuses?.ToList() is { Count: > 0 } statuses ? statuses : null,
                filter.InstanceIdPrefix,
                size ?? filter.PageSize,
                filter.FetchInputsAndOutputs);
            var page = await Retried.ReadAsync(
                () => engine.Store.QueryAsync(query, token ?? filter.ContinuationToken, cancellation), engine.Time, cancellation);
            List<OrchestrationMetadata> found = new(page.Instances.Count);
            foreach (var stored in page.Instances)
            {
                if (!query.WithBody)
                    found.Add(Describe(stored.Header));
                else if (await OpenAsync(stored, cancellation) is { } state)
                    found.Add(Describe(state, true));
            }

            return new Page<OrchestrationMetadata>(found, page.ContinuationToken);
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Mail.Purge? purge = null;
        await SendAsync(instanceId, reply => purge = new Mail.Purge(reply), cancellation);
        return new(purge!.Purged ? 1 : 0, true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");

        var began = engine.Time.GetTimestamp();
        var statuses = filter.Statuses?.Intersect(s_ended).ToList() is { Count: > 0 } given ? given : [.. s_ended];
        if (filter.Statuses?.Any() == true && !filter.Statuses.Intersect(s_ended).Any())
            return new(0, true);

        var purged = 0;
        OrchestrationQuery query = new(filter.CreatedFrom, filter.CreatedTo, statuses, PageSize: 500);
        await foreach (var found in GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (engine.Time.GetElapsedTime(began) > filter.Timeout)
                return new(purged, false);
            purged += (await PurgeInstanceAsync(found.InstanceId, options, cancellation)).PurgedInstanceCount;
        }

        return new(purged, true);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OrchestrationRuntimeStatus Status(string text)
        => Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status)
            ? status
            : throw new ArgumentException($"Invalid orchestration runtime status: '{text}' for deduplication.");

    private static OrchestrationMetadata Describe(InstanceHeader header) => new(header.Name, header.InstanceId)
    {
        RuntimeStatus = header.Status,
        CreatedAt = header.CreatedAt,
        LastUpdatedAt = header.UpdatedAt,
    };

    private OrchestrationMetadata Describe(InstanceState state, bool full) => new(state.Name, state.Id)
    {
        RuntimeStatus = state.Status,
        CreatedAt = state.CreatedAt,
        LastUpdatedAt = state.UpdatedAt,
        Tags = state.Tags ?? ImmutableDictionary<string, string>.Empty,
        DataConverter = full ? Converter : null,
        SerializedInput = full ? state.History.Find(e => e.Kind == EventKind.ExecutionStarted)?.Data : null,
        SerializedOutput = full && state.HasEnded ? state.History[^1].Data : null,
        SerializedCustomStatus = full ? state.CustomStatus : null,
        FailureDetails = full && state.HasEnded ? state.History[^1].Failure : null,
    };

    private Task<InstanceState?> ReadAsync(string instanceId, CancellationToken cancellation)
        => Retried.ReadAsync(() => engine.Archive.LoadAsync(instanceId, cancellation), engine.Time, cancellation);

    /// <summary>Opens a row of a query; if its pieces are gone the instance has moved on, and is read anew.</summary>
    private async Task<InstanceState?> OpenAsync(StoredInstance stored, CancellationToken cancellation)
    {
        try
        {
            return await engine.Archive.OpenAsync(stored, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return await ReadAsync(stored.Header.InstanceId, cancellation);
        }
    }

    private Task ControlAsync(string instanceId, EventKind kind, string? data, bool recursive, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return SendAsync(instanceId, reply => new Mail.Control(kind, data, recursive, reply), cancellation);
    }

    private async Task SendAsync(string instanceId, Func<Reply, Mail> mail, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        engine.RequireRunning();
        Reply reply = new();
        engine.Post(instanceId, mail(reply));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, engine.Stopped);
        await reply.Task.WaitAsync(either.Token);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool full, Func<OrchestrationMetadata, bool> enough, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, engine.Stopped);
        while (true)
        {
            var change = engine.Waiters.NextChange(instanceId);
            if (await GetInstancesAsync(instanceId, full, either.Token) is { } found && enough(found))
                return found;
            await change.WaitAsync(either.Token);
        }
    }
}

using Microsoft.DurableTask.Client;

namespace MicroCare.Local.Durable;

/// <summary>What a store can query of an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last written.</param>
/// <param name="Wake">When an engine must look at it, in UTC ticks: 0 = never, 1 = as soon as an engine starts.</param>
public sealed record InstanceHeader(
    string InstanceId, string Name, OrchestrationRuntimeStatus Status, DateTime CreatedAt, DateTime UpdatedAt, long Wake);

/// <summary>An instance as it is stored.</summary>
/// <param name="Header">What can be queried.</param>
/// <param name="Body">The rest, in the engine's own format; empty if it was not asked for.</param>
/// <param name="ETag">The row's version.</param>
public sealed record StoredInstance(InstanceHeader Header, ReadOnlyMemory<byte> Body, string ETag);

/// <summary>One commit.</summary>
/// <param name="Header">What can be queried.</param>
/// <param name="Body">The rest, in the engine's own format.</param>
/// <param name="NewChunks">Pieces of the history that leave the body; each at most 256 KiB, at most 8 together.</param>
/// <param name="ExpectedETag">The version that the row must have; <c>null</c>: there must be no row.</param>
public sealed record InstanceWrite(
    InstanceHeader Header, ReadOnlyMemory<byte> Body, IReadOnlyList<HistoryChunk> NewChunks, string? ExpectedETag);

/// <summary>A sealed piece of a history.</summary>
/// <param name="Name">Its name, unique within the instance.</param>
/// <param name="Data">Its bytes, in the engine's own format.</param>
public sealed record HistoryChunk(string Name, ReadOnlyMemory<byte> Data);

/// <summary>A sleeping or interrupted instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Wake">See <see cref="InstanceHeader.Wake"/>.</param>
public readonly record struct WakeRow(string InstanceId, long Wake);

/// <summary>Which instances to list. A missing condition matches everything.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">In one of these statuses.</param>
/// <param name="InstanceIdPrefix">The id begins so.</param>
/// <param name="PageSize">At most so many in a page.</param>
/// <param name="WithBody">Whether bodies come along.</param>
public sealed record InstanceQuery(
    DateTime? CreatedFrom,
    DateTime? CreatedTo,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses,
    string? InstanceIdPrefix,
    int PageSize,
    bool WithBody);

/// <summary>One page of a query.</summary>
/// <param name="Instances">The instances; may be empty even when more pages follow.</param>
/// <param name="ContinuationToken">Where the next page begins; <c>null</c> on the last.</param>
public sealed record StoredPage(IReadOnlyList<StoredInstance> Instances, string? ContinuationToken);

using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>Remembers, over restarts, when timers last ran and should run next.</summary>
internal interface ITimerMonitor
{
    Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken);

    Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken);
}

/// <summary>In blobs, where the real host keeps them too.</summary>
internal sealed class BlobTimerMonitor(BlobServiceClient blobs, string host) : ITimerMonitor
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient("azure-webjobs-hosts");

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    public async Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await Blob(function).UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(status)), overwrite: true, cancellationToken);
    }

    private BlobClient Blob(string function) => _container.GetBlobClient($"timers/{host}/{function}/status");
}

/// <summary>In memory.</summary>
internal sealed class InMemoryTimerMonitor : ITimerMonitor
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> _statuses = new(StringComparer.Ordinal);

    public Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken) =>
        Task.FromResult(_statuses.GetValueOrDefault(function));

    public Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        _statuses[function] = status;
        return Task.CompletedTask;
    }
}

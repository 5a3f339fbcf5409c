using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace MicroCare.Local.Worker;

/// <summary>In blobs, where the real host keeps them too: <c>azure-webjobs-hosts/timers/{host}/{function}/status</c>.</summary>
internal sealed class BlobTimerMonitor(BlobServiceClient blobs, string host) : ITimerMonitor
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient("azure-webjobs-hosts");
    private bool _isThere;

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (Exception fault) when (fault is RequestFailedException { Status: 404 } or JsonException)
        {
            return null;
        }
    }

    public async Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        if (!_isThere)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _isThere = true;
        }

        await Blob(function).UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(status)), overwrite: true, cancellationToken);
    }

    private BlobClient Blob(string function) => _container.GetBlobClient($"timers/{host}/{function}/status");
}

using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace MicroCare.Local.Durable;

/// <summary>What is too long for a row, as blobs named <c>{instance}/{piece}</c>.</summary>
internal sealed class BlobPieces(BlobContainerClient container)
{
    public Task PrepareAsync(CancellationToken ct) => container.CreateIfNotExistsAsync(cancellationToken: ct);

    public Task WriteAsync(string instanceId, string name, ReadOnlyMemory<byte> data, CancellationToken ct)
        => Blob(instanceId, name).UploadAsync(BinaryData.FromBytes(data), overwrite: true, ct);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string instanceId, string name, CancellationToken ct)
        => (await Blob(instanceId, name).DownloadContentAsync(ct)).Value.Content.ToMemory();

    public Task DeleteAsync(string instanceId, string name, CancellationToken ct)
        => Blob(instanceId, name).DeleteIfExistsAsync(cancellationToken: ct);

    public async Task DeleteAllAsync(string instanceId, CancellationToken ct)
    {
        GetBlobsOptions all = new() { Prefix = instanceId + "/" };
        await foreach (var blob in container.GetBlobsAsync(all, ct))
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: ct);
    }

    private BlobClient Blob(string instanceId, string name) => container.GetBlobClient($"{instanceId}/{name}");
}

using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace MicroCare.Adapters.Storage;

/// <summary>Makes the clients of a storage account.</summary>
internal static class StorageClients
{
    public static TableServiceClient Tables(StorageConnection storage, TokenCredential credential) => storage.ConnectionString is { } connection
        ? new TableServiceClient(connection, StorageFaults.Tables())
        : new TableServiceClient(storage.Tables, credential, StorageFaults.Tables());

    public static QueueServiceClient Queues(StorageConnection storage, TokenCredential credential)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return storage.ConnectionString is { } connection
            ? new QueueServiceClient(connection, options)
            : new QueueServiceClient(storage.Queues, credential, options);
    }

    public static BlobServiceClient Blobs(StorageConnection storage, TokenCredential credential) => storage.ConnectionString is { } connection
        ? new BlobServiceClient(connection)
        : new BlobServiceClient(storage.Blobs, credential);
}

using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MicroCare.Local.Storage;

namespace MicroCare.Tests.Local.Durable;

/// <summary>An Azurite of its own, on disk, on free ports, in a temporary folder; ends with the fixture.</summary>
public sealed class TempAzurite : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private Azurite? _azurite;

    public string ConnectionString => _azurite?.ConnectionString ?? throw new InvalidOperationException("The fixture has not started.");

    public TableServiceClient Tables(HttpPipelinePolicy? policy = null)
    {
        TableClientOptions options = new();
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new(ConnectionString, options);
    }

    public BlobServiceClient Blobs(HttpPipelinePolicy? policy = null)
    {
        BlobClientOptions options = new(BlobClientOptions.ServiceVersion.V2024_11_04);
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return new(ConnectionString, options);
    }

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync(_folder, inMemory: false, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

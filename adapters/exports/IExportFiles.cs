using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace MicroCare.Adapters.Exports;

/// <summary>Where export files lie.</summary>
public interface IExportFiles
{
    /// <summary>Writes a file, in place of an older one of the same name.</summary>
    Task WriteAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>Reads a file; null when there is none.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes a file; one that is not there stays so.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>The files whose names begin so; empty: all.</summary>
    IAsyncEnumerable<ExportFile> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <summary>A file that is there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WrittenAt">When it was last written.</param>
public sealed record ExportFile(string Name, DateTimeOffset WrittenAt);

/// <summary>Export files as blobs.</summary>
public sealed class BlobExportFiles(BlobContainerClient container) : IExportFiles
{
    /// <inheritdoc />
    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) =>
        container.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<ExportFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            yield return new ExportFile(blob.Name, blob.Properties.LastModified ?? DateTimeOffset.MaxValue);
        }
    }
}

/// <summary>Export files in memory.</summary>
public sealed class InMemoryExportFiles(TimeProvider time) : IExportFiles
{
    private readonly ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> _files = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        _files[name] = (copy.ToArray(), time.GetUtcNow());
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(_files.TryGetValue(name, out var file) ? new MemoryStream(file.Content, writable: false) : null);

    /// <inheritdoc />
    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        _files.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ExportFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (name, file) in _files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return new ExportFile(name, file.At);
            }
        }
    }
}

using MicroCare.Local.Storage;

namespace MicroCare.Tests;

/// <summary>
/// One in-memory Azurite for the whole test run. A test class joins with <c>[Collection("azurite")]</c> and takes the fixture in its
/// constructor; each test makes names of its own with <see cref="Name"/>, because the classes share the storage.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"microcare-azurite-{Environment.ProcessId}");
    private static int _names;
    private Azurite? _azurite;

    public string ConnectionString => _azurite?.ConnectionString ?? throw new InvalidOperationException("The fixture has not started.");

    /// <summary>A name that no other test uses, legal for tables, queues and containers: lower-case letters and digits.</summary>
    public static string Name(string prefix) => $"{prefix}x{Interlocked.Increment(ref _names)}";

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync(_folder, inMemory: true, CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition("azurite")]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>;

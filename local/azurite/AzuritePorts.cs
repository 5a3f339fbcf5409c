using System.Text.Json;

namespace MicroCare.Local.Storage;

/// <summary>The TCP ports of the three services on 127.0.0.1; 0 asks for any free port.</summary>
internal sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    // The emulator's account and key are public: the same on every machine, and in its own documentation.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static AzuritePorts Any { get; } = new(0, 0, 0);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{Blob}/{Account};" +
        $"QueueEndpoint=http://127.0.0.1:{Queue}/{Account};TableEndpoint=http://127.0.0.1:{Table}/{Account};";

    /// <summary>The ports that the last run on this folder recorded, or <see cref="Any"/>.</summary>
    public static AzuritePorts Recorded(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<AzuritePorts>(File.ReadAllText(PathIn(dataFolder))) ?? Any;
        }
        catch (Exception reason) when (reason is FileNotFoundException or JsonException)
        {
            return Any;
        }
    }

    public void Record(string dataFolder) => File.WriteAllText(PathIn(dataFolder), JsonSerializer.Serialize(this));

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "azurite-ports.json");
}

namespace Azure.Communication.Sms;

/// <summary>
/// A Communication Services connection string: <c>endpoint=https://name.communication.azure.com/;accesskey=base64</c>, keys in any
/// case and order. Messages name the missing part and never quote the string: it holds a secret.
/// </summary>
internal sealed record ResourceConnection(Uri Endpoint, AzureKeyCredential Key)
{
    /// <exception cref="ArgumentException">The string is empty.</exception>
    /// <exception cref="InvalidOperationException">A part is missing or malformed.</exception>
    public static ResourceConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = part.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
                throw new InvalidOperationException("A connection string has a part that is not of the form name=value.");
            parts[part[..split]] = part[(split + 1)..];
        }
        if (!Uri.TryCreate(Required(parts, "endpoint"), UriKind.Absolute, out var endpoint))
            throw new InvalidOperationException("The connection string's endpoint is not an absolute URI.");
        return new ResourceConnection(endpoint, new AzureKeyCredential(Required(parts, "accesskey")));
    }

    private static string Required(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new InvalidOperationException($"The connection string has no '{name}'.");
}

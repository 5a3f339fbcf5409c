using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;

namespace MicroCare.Tests.Adapters.Keys;

/// <summary>An answer of a service, made up.</summary>
internal sealed class FakeResponse(int status, JsonObject? body) : Response
{
    private Stream? _content = new MemoryStream(Encoding.UTF8.GetBytes(body?.ToJsonString() ?? ""));

    public string? Challenge { get; init; }

    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream
    {
        get => _content;
        set => _content = value;
    }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => _content?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        Challenge is null ? [new HttpHeader("Content-Type", "application/json")] : [new HttpHeader("WWW-Authenticate", Challenge)];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = EnumerateHeaders().Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

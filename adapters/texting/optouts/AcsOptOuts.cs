using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using Microsoft.Extensions.Logging;

namespace MicroCare.Adapters.Texting.OptOuts;

/// <summary>
/// The opt-out list of Azure Communication Services, over its REST API of 2026-01-23, the first stable one that has the list. The client library has it in previews
/// only, and the texts go through the stable one.
/// </summary>
public sealed class AcsOptOuts : ICarrierOptOuts
{
    private const string Version = "2026-01-23";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HttpPipeline _pipeline;
    private readonly string _root;
    private readonly string _from;
    private readonly ILogger<AcsOptOuts> _log;

    /// <summary>Takes the resource and the number that texts come from, in E.164.</summary>
    public AcsOptOuts(CarrierResource resource, string from, ILogger<AcsOptOuts> log, HttpPipelineTransport? transport = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(from);
        var options = new Options();
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Transport = transport ?? options.Transport;
        _pipeline = HttpPipelineBuilder.Build(options, resource.Authentication);
        _root = $"{resource.Endpoint.AbsoluteUri.TrimEnd('/')}/sms/optouts:";
        _from = from;
        _log = log;
    }

    /// <inheritdoc />
    public Task AddAsync(PatientText phone, CancellationToken cancellationToken) => CallAsync("add", phone, cancellationToken);

    /// <inheritdoc />
    public Task RemoveAsync(PatientText phone, CancellationToken cancellationToken) => CallAsync("remove", phone, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsOptedOutAsync(PatientText phone, CancellationToken cancellationToken) =>
        await CallAsync("check", phone, cancellationToken) is { IsOptedOut: true };

    /// <summary>The list's word on the phone; null when the carrier keeps none for our number or for the phone, which no later try would change.</summary>
    private async Task<Item?> CallAsync(string operation, PatientText phone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phone);
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{_root}{operation}?api-version={Version}"));
        message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Request(_from, [new(phone.Words)]), Web));
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OptOutListException("no connection");
        }

        return message.Response.Status == 200 ? Read(operation, message.Response) : Refused<Item>(operation, message.Response.Status);
    }

    private Item? Read(string operation, Response response)
    {
        try
        {
            var item = JsonSerializer.Deserialize<Answer>(response.Content, Web)?.Value is [var first, ..] ? first : throw new OptOutListException("an empty answer");
            return item.HttpStatusCode == 200 ? item : Refused<Item>(operation, item.HttpStatusCode);
        }
        catch (JsonException)
        {
            throw new OptOutListException("an answer that is no JSON");
        }
    }

    // 400 and its like are about the number or the phone. Everything else is about our identity, the resource or the moment.
    private T? Refused<T>(string operation, int status)
        where T : class
    {
        if (status is 401 or 403 or 404 or 408 or 429 or < 400 or >= 500)
        {
            throw new OptOutListException($"HTTP {status}");
        }

        AdapterLog.OptOutRefused(_log, operation, status);
        return null;
    }

    private sealed class Options : ClientOptions;

    private sealed record Request(string From, IReadOnlyList<Recipient> Recipients);

    private sealed record Recipient(string To);

    private sealed record Answer(IReadOnlyList<Item>? Value);

    private sealed record Item(int HttpStatusCode, bool? IsOptedOut);
}

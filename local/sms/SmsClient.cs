using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Sms;

/// <summary>
/// Sends texts through Azure Communication Services: the surface and the wire protocol of Azure.Communication.Sms 1.0.2, on the same
/// Azure.Core pipeline, so retries, diagnostics, transports and added policies work as they do there. It works against a real
/// resource too.
/// </summary>
/// <remarks>
/// A text that was taken is queued, not delivered; the delivery report tells the rest. Retries within one call repeat the same
/// repeatability ids; two calls never do, unless a policy that the caller adds puts ids of its own into the body.
/// Where the package leaves nullability open, this says null where the service may leave a value out.
/// </remarks>
public class SmsClient
{
    private const string Scope = "https://communication.azure.com//.default";
    private readonly HttpPipeline _pipeline = null!;
    private readonly Uri _send = null!;

    /// <summary>For mocking.</summary>
    protected SmsClient()
    {
    }

    /// <summary>A client with default options.</summary>
    /// <param name="connectionString">The resource's connection string, with its access key.</param>
    /// <exception cref="InvalidOperationException">The connection string lacks its endpoint or its access key.</exception>
    public SmsClient(string connectionString)
        : this(connectionString, new SmsClientOptions())
    {
    }

    /// <summary>A client that signs with the access key of a connection string.</summary>
    /// <exception cref="InvalidOperationException">The connection string lacks its endpoint or its access key.</exception>
    public SmsClient(string connectionString, SmsClientOptions options)
        : this(ResourceConnection.Parse(connectionString), options)
    {
    }

    /// <summary>A client that signs with an access key.</summary>
    public SmsClient(Uri endpoint, AzureKeyCredential keyCredential, SmsClientOptions? options = null)
        : this(endpoint, new HmacAuthenticationPolicy(NotNull(keyCredential, nameof(keyCredential))), options)
    {
    }

    /// <summary>A client that authenticates with Microsoft Entra ID, such as a managed identity.</summary>
    public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(NotNull(tokenCredential, nameof(tokenCredential)), Scope), options)
    {
    }

    private SmsClient(ResourceConnection resource, SmsClientOptions? options)
        : this(resource.Endpoint, new HmacAuthenticationPolicy(resource.Key), options)
    {
    }

    private SmsClient(Uri endpoint, HttpPipelinePolicy authentication, SmsClientOptions? options)
    {
        options ??= new SmsClientOptions();
        _pipeline = HttpPipelineBuilder.Build(options, authentication);
        _send = new Uri($"{NotNull(endpoint, nameof(endpoint)).AbsoluteUri.TrimEnd('/')}/sms?api-version={options.ApiVersion}");
    }

    /// <summary>Sends a text to one recipient.</summary>
    /// <param name="from">A number of the resource's own, E.164.</param>
    /// <param name="to">The recipient, E.164.</param>
    /// <param name="message">The text, at most 2048 characters; long ones travel in segments.</param>
    /// <param name="options">Delivery report and tag; null asks for neither.</param>
    /// <param name="cancellationToken">Gives up waiting; the service may have taken the text all the same.</param>
    /// <exception cref="RequestFailedException">The service refused the request, or was not reached.</exception>
    public virtual Response<SmsSendResult> Send(
        string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var response = Send(from, [to], message, options, cancellationToken);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    /// <inheritdoc cref="Send(string, string, string, SmsSendOptions, CancellationToken)"/>
    public virtual async Task<Response<SmsSendResult>> SendAsync(
        string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var response = await SendAsync(from, [to], message, options, cancellationToken);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    /// <summary>Sends one text to 1 to 100 recipients; each has a result of its own, so check each.</summary>
    /// <inheritdoc cref="Send(string, string, string, SmsSendOptions, CancellationToken)"/>
    public virtual Response<IReadOnlyList<SmsSendResult>> Send(
        string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = CreateMessage(from, to, message, options);
        _pipeline.Send(call, cancellationToken);
        return ResultsOf(call.Response);
    }

    /// <summary>Sends one text to 1 to 100 recipients; each has a result of its own, so check each.</summary>
    /// <inheritdoc cref="Send(string, string, string, SmsSendOptions, CancellationToken)"/>
    public virtual async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(
        string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = CreateMessage(from, to, message, options);
        await _pipeline.SendAsync(call, cancellationToken);
        return ResultsOf(call.Response);
    }

    private HttpMessage CreateMessage(string from, IEnumerable<string> to, string message, SmsSendOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        var recipients = to.ToList();
        if (recipients.Count == 0 || recipients.Exists(string.IsNullOrEmpty))
            throw new ArgumentException("At least one recipient, and none of them empty.", nameof(to));

        var call = _pipeline.CreateMessage();
        call.Request.Method = RequestMethod.Post;
        call.Request.Uri.Reset(_send);
        call.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        call.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        call.Request.Content = RequestContent.Create(SmsWire.Request(from, recipients, message, options));
        return call;
    }

    private static Response<IReadOnlyList<SmsSendResult>> ResultsOf(Response response) =>
        response is { Status: 202, ContentStream: { } body }
            ? Response.FromValue(SmsWire.Results(body), response)
            : throw new RequestFailedException(response);

    private static T NotNull<T>(T value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);
}

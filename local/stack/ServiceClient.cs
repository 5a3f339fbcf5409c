using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using MicroCare.Functions.Access;
using MicroCare.Local.Access;

namespace MicroCare.Local.Stack;

/// <summary>The service's HTTP API, as a clinic's system, an operator or a researcher calls it: with a fresh token of every role for each request.</summary>
public sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Takes where it is, and the clinics whose data it may reach.</summary>
    public ServiceClient(Uri baseUri, DevelopmentTokens tokens, params string[] clinics)
    {
        _http = new HttpClient(new WithToken(tokens, clinics)) { BaseAddress = baseUri };
    }

    /// <summary>Takes where it is in Azure, and who asks for tokens of which scope.</summary>
    public ServiceClient(Uri baseUri, TokenCredential credential, string scope)
    {
        _http = new HttpClient(new WithCredential(credential, scope)) { BaseAddress = baseUri };
    }

    /// <summary>Enrolls a person; returns the patient's id.</summary>
    /// <exception cref="HttpRequestException">The service refused; the message holds its problem details.</exception>
    public async Task<string> EnrollAsync(JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("api/enrollments", body, cancellationToken);
        return (string)(await ReadAsync(response, cancellationToken))["patientId"]!;
    }

    /// <summary>Reads a JSON answer.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Posts nothing, and reads a JSON answer.</summary>
    public async Task<JsonNode> PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Posts a body, and reads a JSON answer.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>Orders an export, waits until it is finished, and fetches the file.</summary>
    public async Task<(string File, string Csv)> ExportAsync(string clinic, CancellationToken cancellationToken)
    {
        using var ordered = await _http.PostAsJsonAsync("api/exports", new { clinic }, cancellationToken);
        var status = await ReadAsync(ordered, cancellationToken);
        var url = ((string)status["statusUrl"]!).TrimStart('/');
        while ((string?)status["status"] is "pending" or "running")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            status = await GetAsync(url, cancellationToken);
        }

        var file = (string?)status["file"] ?? throw new InvalidOperationException($"The export for {clinic} failed.");
        return (file, await _http.GetStringAsync(new Uri(file.TrimStart('/'), UriKind.Relative), cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"HTTP {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }

    private sealed class WithCredential(TokenCredential credential, string scope) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
            request.Headers.Authorization = new("Bearer", token.Token);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class WithToken(DevelopmentTokens tokens, string[] clinics) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", tokens.Mint(Roles.All, clinics, TimeSpan.FromMinutes(10), "microcare"));
            return base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.Http;

/// <summary>Reads a small JSON body, whatever its length header claims.</summary>
internal static class JsonBody
{
    /// <summary>No request of this API comes near it.</summary>
    public const int MostBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    /// <summary>The body, as read and as sent, or the problem with it; exactly one of the two is there.</summary>
    public static async Task<(T? Body, ReadOnlyMemory<byte> Bytes, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, default, Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "The body must be JSON.", "Send 'Content-Type: application/json' and a JSON object in UTF-8."));
        }

        var buffer = new byte[MostBytes + 1];
        int read;
        try
        {
            read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException fault)
        {
            // The sender went away, or sends other than it announced; a BadHttpRequestException knows which.
            return (null, default, Problems.Of(
                (fault as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest,
                "The body did not arrive whole.", "Send as many bytes as Content-Length announces, or none and chunks."));
        }

        if (read > MostBytes)
        {
            return (null, default, Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "The body is too large.", $"Send at most {MostBytes} bytes; an enrollment needs a few hundred."));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, read), Options) is { } body
                ? (body, buffer.AsMemory(0, read), null)
                : (null, default, NotJson(null));
        }
        catch (JsonException fault)
        {
            return (null, default, NotJson(fault));
        }
    }

    /// <summary>Names the place, not the content: the parser's own message may quote a name or a number.</summary>
    private static IResult NotJson(JsonException? fault)
    {
        var place = fault?.Path is { Length: > 1 } path
            ? $" The trouble is at '{path.TrimStart('$', '.')}'."
            : fault?.LineNumber is { } line ? $" The trouble is in line {line + 1}." : "";
        return Problems.Of(
            StatusCodes.Status400BadRequest, "The body is not the JSON that is expected here.", $"Send one JSON object in UTF-8, with texts where texts are expected.{place}");
    }
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroCare.Functions.Access;
using MicroCare.Functions.Audit;
using MicroCare.Functions.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace MicroCare.Functions.OpenApi;

/// <summary>The API's description in OpenAPI 3.1, made from the functions' own attributes and types.</summary>
public sealed partial class ApiDescription
{
    private static readonly int[] Everywhere = [401, 403, 429, 500, 503];

    /// <summary>Makes it.</summary>
    /// <exception cref="InvalidOperationException">A function is not described.</exception>
    public ApiDescription(IReadOnlyList<HttpOperation> operations, AccessRules rules)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(rules);
        var schemas = new ApiSchemas();
        var paths = new JsonObject();
        foreach (var operation in operations)
        {
            var described = operation.Method.GetCustomAttribute<DescribeAttribute>()
                ?? throw new InvalidOperationException($"The function {operation.Function} needs a [Describe(…)] for the API's description.");
            paths.TryAdd(operation.Path, new JsonObject());
            paths[operation.Path]![operation.Verb.ToLowerInvariant()] = Operation(operation, described, rules.Of(operation.Function), schemas);
        }

        Json = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "MicroCare",
                ["version"] = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Micro-interventions by text message: clinics enroll people and see how they do, care teams look after those who need a person, researchers fetch de-identified decision points, operators look after the service.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["bearerFormat"] = "JWT",
                        ["description"] = "An Entra ID access token for this API, with app roles in 'roles' and the caller's clinics in 'clinic'.",
                    },
                },
                ["schemas"] = schemas.All,
            },
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>The document.</summary>
    public string Json { get; }

    private static JsonObject Operation(HttpOperation operation, DescribeAttribute described, AllowAttribute rule, ApiSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in described.Success)
        {
            responses[$"{status}"] = Response(status, described.AnswerMedia ?? "application/json", described.Answer is { } type ? schemas.Of(type) : null);
        }

        foreach (var status in described.Refusals.Concat(Everywhere).Order())
        {
            responses[$"{status}"] = Response(status, "application/problem+json", schemas.Problem);
        }

        var result = new JsonObject
        {
            ["operationId"] = operation.Function,
            ["summary"] = described.Summary,
            ["description"] = $"Needs one of these app roles: {string.Join(", ", rule.Roles)}."
                + (rule.OfClinics ? " Reaches only the clinics that the token names." : ""),
            ["parameters"] = Parameters(operation, described),
            ["responses"] = responses,
        };
        if (described.Body is { } body)
        {
            result["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = schemas.Of(body), ["example"] = JsonNode.Parse(described.Example ?? "{}") },
                },
            };
        }

        return result;
    }

    private static JsonArray Parameters(HttpOperation operation, DescribeAttribute described)
    {
        var parameters = new JsonArray([.. RouteParameter().Matches(operation.Path).Select(match => new JsonObject
        {
            ["name"] = match.Groups[1].Value,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = new JsonObject { ["type"] = "string" },
        })]);
        foreach (var query in described.Query)
        {
            var colon = query.IndexOf(':', StringComparison.Ordinal);
            parameters.Add(new JsonObject
            {
                ["name"] = query[..colon],
                ["in"] = "query",
                ["required"] = false,
                ["description"] = query[(colon + 1)..].Trim(),
                ["schema"] = new JsonObject { ["type"] = "string" },
            });
        }

        if (described.Audited)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = AuditDesk.Header,
                ["in"] = "header",
                ["required"] = false,
                ["description"] = "Why: HL7 v3 PurposeOfUse. Where it is left out, TREAT for the care team, PATRQT for a privacy officer, HOPERAT for systems.",
                ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. AuditDesk.Purposes.Select(purpose => JsonValue.Create(purpose))]) },
            });
        }

        if (operation.Verb == "POST")
        {
            parameters.Add(new JsonObject
            {
                ["name"] = RepeatedRequests.Header,
                ["in"] = "header",
                ["required"] = false,
                ["description"] = "Made by the caller, one for each new request. Sent again with it, within a day, a request is answered again and not carried out again.",
                ["schema"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 255 },
            });
        }

        return parameters;
    }

    private static JsonObject Response(int status, string media, JsonNode? schema) => new()
    {
        ["description"] = ReasonPhrases.GetReasonPhrase(status),
        ["content"] = new JsonObject { [media] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = schema } },
    };

    [GeneratedRegex("\\{([A-Za-z]+)\\}")]
    private static partial Regex RouteParameter();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace MicroCare.Functions.OpenApi;

/// <summary>The JSON schemas of the API's types, each written once and pointed to by name.</summary>
internal sealed class ApiSchemas
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>Every schema that was asked for, by name.</summary>
    public JsonObject All { get; } = [];

    /// <summary>RFC 9457 problem details.</summary>
    public JsonNode Problem => Reference("Problem", typeof(HttpValidationProblemDetails));

    /// <summary>A pointer to the type's schema.</summary>
    public JsonNode Of(Type type)
    {
        if (ElementOf(type) is { } element)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(element) };
        }

        return Reference(type.Name, type);
    }

    private JsonObject Reference(string name, Type type)
    {
        if (!All.ContainsKey(name))
        {
            var schema = Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
            schema["type"] = "object"; // The body itself is never null.
            All[name] = schema;
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType() : null;
}

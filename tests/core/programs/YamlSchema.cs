using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Tests.Core.Programs;

/// <summary>Holds YAML against a JSON schema, as an editor does.</summary>
internal static class YamlSchema
{
    public static EvaluationResults Evaluate(JsonSchema schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return schema.Evaluate(JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode)), new EvaluationOptions { OutputFormat = OutputFormat.List });
    }

    /// <summary>YAML as an editor sees it, by the core schema of YAML 1.2: only plain scalars are numbers, true, false or nothing.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(one => KeyValuePair.Create(((YamlScalarNode)one.Key).Value!, Json(one.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => JsonValue.Create(quoted.Value),
        YamlScalarNode { Value: "true" } => JsonValue.Create(true),
        YamlScalarNode { Value: "false" } => JsonValue.Create(false),
        YamlScalarNode { Value: null or "" or "~" or "null" } => null,
        YamlScalarNode plain when long.TryParse(plain.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlScalarNode plain when decimal.TryParse(plain.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalarNode plain => JsonValue.Create(plain.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.NodeType, "Unknown kind of node."),
    };
}

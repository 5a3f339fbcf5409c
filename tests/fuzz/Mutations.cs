using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroCare.Tests.Fuzz;

/// <summary>Makes bad input out of good: first as JSON, then as bytes. All draws come from the given generator.</summary>
internal static class Mutations
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "\u0007", "\u202e", "\ud83d\ude00", "null", "NaN", "-0", "1e400", "true", "{}", "[]", "'; DROP TABLE patients; --", "${jndi:ldap://x}", "../../etc/passwd",
        "%00", "%2f..%2f", "STOP", "HELP", "+13125550142", "2026-02-30T25:61:61Z", "9999-12-31T23:59:59.9999999+14:00", "0001-01-01T00:00:00Z", "America/Chicago", "Etc/GMT+99",
        "im77x7zmpmr22zhduyjp3w6kuv.2", "im77x7zmpmr22zhduyjp3w6kuv.-1", "im77x7zmpmr22zhduyjp3w6kuv.99999999999999999999", "riverside", "rivers", "00:00", "24:00", "09:00:00",
    ];

    /// <summary>A JSON text with one to four changes in it.</summary>
    public static string Json(string json, Random random)
    {
        var root = JsonNode.Parse(json);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            root = Change(root, random);
        }

        return root?.ToJsonString(new JsonSerializerOptions { MaxDepth = 2000 }) ?? "null";
    }

    /// <summary>The bytes, mostly as they are, sometimes broken.</summary>
    public static byte[] Bytes(byte[] bytes, Random random)
    {
        var broken = bytes.ToList();
        switch (random.Next(10))
        {
            case 0 when broken.Count > 0:
                broken.RemoveRange(random.Next(broken.Count), 0);
                broken = broken[..random.Next(broken.Count)];
                break;
            case 1 when broken.Count > 0:
                for (var flips = random.Next(1, 8); flips > 0; flips--)
                {
                    broken[random.Next(broken.Count)] ^= (byte)(1 << random.Next(8));
                }

                break;
            case 2:
                broken.InsertRange(random.Next(broken.Count + 1), [0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80]);
                break;
            case 3:
                broken.InsertRange(0, Encoding.UTF8.GetPreamble());
                break;
            case 4:
                broken.AddRange(broken.ToArray());
                break;
        }

        return [.. broken];
    }

    /// <summary>A text that no one should send.</summary>
    public static string Text(Random random) => random.Next(6) switch
    {
        0 => new string((char)random.Next('a', 'z' + 1), random.Next(1, 5000)),
        1 => new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(1, 0xD7FF))]),
        2 => new string([.. Enumerable.Range(0, random.Next(1, 10)).Select(_ => (char)random.Next(0xD800, 0xE000))]), // Halves of characters.
        _ => Texts[random.Next(Texts.Length)],
    };

    private static JsonNode? Change(JsonNode? node, Random random)
    {
        if (node is JsonObject body && body.Count > 0 && random.Next(8) > 0)
        {
            var name = body.ElementAt(random.Next(body.Count)).Key;
            switch (random.Next(6))
            {
                case 0:
                    body.Remove(name);
                    break;
                case 1:
                    body[Text(random)] = Value(random);
                    break;
                case 2:
                    var value = body[name];
                    body.Remove(name);
                    body[random.Next(2) == 0 ? name.ToUpperInvariant() : Text(random)] = value;
                    break;
                default:
                    body[name] = Change(body[name]?.DeepClone(), random);
                    break;
            }

            return body;
        }

        if (node is JsonArray list && list.Count > 0 && random.Next(4) > 0)
        {
            var index = random.Next(list.Count);
            list[index] = Change(list[index]?.DeepClone(), random);
            return list;
        }

        return random.Next(5) == 0 ? new JsonArray(node?.DeepClone(), node?.DeepClone()) : Value(random);
    }

    private static JsonNode? Value(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        3 => JsonValue.Create(random.NextDouble() * Math.Pow(10, random.Next(-300, 300))),
        4 => new JsonArray(),
        5 => new JsonObject { [Texts[random.Next(Texts.Length)]] = Texts[random.Next(Texts.Length)] },
        6 => Deep(random.Next(1, 200)),
        _ => JsonValue.Create(Text(random)),
    };

    private static JsonNode Deep(int levels)
    {
        JsonNode node = new JsonArray();
        for (var level = 0; level < levels; level++)
        {
            node = level % 2 == 0 ? new JsonObject { ["a"] = node } : new JsonArray(node);
        }

        return node;
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace MicroCare.Tests.Stack;

internal static class JsonCalls
{
    public static async Task<JsonArray> GetFromJsonArrayAsync(this HttpClient http, string path) => (await http.GetFromJsonAsync<JsonArray>(path))!;
}

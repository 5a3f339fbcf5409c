using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Enrollment;

namespace MicroCare.Local.Demo;

/// <summary>One line of the samples: what a clinic's system posts, and how the simulated patient behaves.</summary>
/// <param name="Body">What is posted, without <c>persona</c>.</param>
/// <param name="Phone">In E.164.</param>
public sealed record SampleEnrollment(JsonObject Body, string Phone, string Persona, string Language)
{
    /// <summary>Reads a JSON-lines file.</summary>
    /// <exception cref="InvalidDataException">A line is no enrollment; names it.</exception>
    public static IReadOnlyList<SampleEnrollment> Read(string file)
    {
        var samples = new List<SampleEnrollment>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                var body = JsonNode.Parse(line)!.AsObject();
                var persona = (string?)body["persona"] ?? "keen";
                body.Remove("persona");
                samples.Add(new SampleEnrollment(body, UsPhone.Normalize((string?)body["phone"]) ?? "", persona, (string?)body["language"] ?? "en"));
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException)
            {
                throw new InvalidDataException($"{file}, line {number}: this is no JSON object with an enrollment's fields.");
            }
        }

        return samples;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Triage;

namespace MicroCare.Local.Triage;

/// <summary>Reads many texts as the service would, and writes a JSON line for each.</summary>
/// <param name="second">The second reader, loaded; null for the rules alone.</param>
public sealed class TriageReading(ISecondReader? second)
{
    private const int Faulty = 2;
    private const int Together = 1_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verdict of rules and second reader.</summary>
    public TriageVerdict Read(string text) => TriageRules.Raise(TriageRules.Read(text), second?.Read(new PatientText(text)));

    /// <summary>Reads to the end, whatever a line holds. Ends with 2 where lines were faulty, which are told on <paramref name="errors"/>.</summary>
    public int Run(TextReader input, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        var code = 0;
        foreach (var lines in Lines(input).Chunk(Together))
        {
            foreach (var (line, answer) in lines.AsParallel().AsOrdered().Select(line => (line, line.Fault is null ? AnswerTo(line) : "")))
            {
                if (line.Fault is not null)
                {
                    errors.WriteLine(line.Fault);
                    code = Faulty;
                }
                else
                {
                    output.WriteLine(answer);
                }
            }
        }

        output.Flush();
        return code;
    }

    private static IEnumerable<TriageLine> Lines(TextReader input)
    {
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return TriageLine.Read(number == 1 ? line.TrimStart('\uFEFF') : line, number);
            }
        }
    }

    private string AnswerTo(TriageLine line)
    {
        var verdict = Read(line.Text);
        return new JsonObject
        {
            ["id"] = line.Id,
            ["class"] = TriageClasses.NameOf(verdict.Class),
            ["score"] = Math.Round(verdict.Score, 3),
            ["reasons"] = new JsonArray([.. verdict.Reasons.Select(reason => (JsonNode)reason)]),
            ["optsOut"] = verdict.OptsOut,
        }.ToJsonString(Json);
    }
}

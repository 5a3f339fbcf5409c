using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Demo;

/// <summary>What a simulated patient does about a text.</summary>
/// <param name="After">How long after it arrived.</param>
/// <param name="Body">What they write; null when they write nothing.</param>
public sealed record PersonaReply(TimeSpan After, string? Body);

/// <summary>
/// How a simulated patient behaves. Seeded: the same seed, phone and text always lead to the same behaviour, so that a demo that was
/// killed goes on with the same patients.
/// </summary>
public sealed class Persona(string kind, string language, string phone, int seed, DateTimeOffset began, ProgramTexts texts)
{
    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["keen", "slow", "drifting", "silent", "stops", "writer", "crisis"];

    private bool Spanish => language == "es";

    /// <summary>What the patient does about their text number <paramref name="index"/> (from 0), which arrived at <paramref name="at"/>.</summary>
    public PersonaReply React(string text, int index, DateTimeOffset at)
    {
        var draw = new Draw(seed, phone, index);
        if (index > 0 && (text.Contains("DATA YES", StringComparison.Ordinal) || text.Contains("DATOS SI", StringComparison.Ordinal)))
        {
            var may = draw.Chance(0.8);
            return new PersonaReply(draw.Minutes(1, 20), Spanish ? (may ? "datos si" : "datos no") : (may ? "Data yes" : "data no"));
        }

        if (kind == "crisis" && text.StartsWith(CareTeam.Signature, StringComparison.Ordinal))
        {
            return new PersonaReply(TimeSpan.FromMinutes(3), "yes please call. my sister is with me now");
        }

        var known = texts.Find(text);
        if (known is null && index > 0)
        {
            return new PersonaReply(default, Body: null);
        }

        if (known is { IsCheckIn: true })
        {
            return new PersonaReply(draw.Minutes(5, 90), kind == "drifting" && draw.Chance(0.6) ? Back(draw) : null);
        }

        if (index == 0)
        {
            // The question for consent: one of the silent never answers even that.
            var answers = kind != "silent" || draw.Chance(0.5);
            return new PersonaReply(draw.Minutes(2, 40), answers ? (Spanish ? "Sí" : "Yes") : null);
        }

        var days = (at - began).TotalDays;
        return kind switch
        {
            "slow" => new PersonaReply(draw.Minutes(60, 420), draw.Chance(0.8) ? Answer(known?.Asks, draw) : null),
            "drifting" => new PersonaReply(draw.Minutes(5, 90), days < 5 && draw.Chance(0.9) ? Answer(known?.Asks, draw) : null),
            "silent" => new PersonaReply(default, null),
            "stops" => new PersonaReply(draw.Minutes(1, 30), days > 6 ? "STOP" : Answer(known?.Asks, draw)),
            "crisis" when days is > 1 and < 2 && known?.Asks is not null => new PersonaReply(TimeSpan.FromMinutes(4), "i dont want to be here anymore. i keep thinking about ending my life"),
            "writer" => new PersonaReply(draw.Minutes(3, 60), draw.Chance(0.9) ? FreeWords(known?.Asks, draw) : null),
            _ => new PersonaReply(draw.Minutes(1, 45), draw.Chance(0.95) ? Answer(known?.Asks, draw) : null),
        };
    }

    private string? Answer(AnswerFormat? asks, Draw draw) => asks switch
    {
        AnswerFormat.Number number => (number.Min + draw.Low(number.Max - number.Min + 1)).ToString(CultureInfo.InvariantCulture),
        AnswerFormat.Scale scale => scale.Points[draw.Low(scale.Points.Length)].Value.ToString(CultureInfo.InvariantCulture),
        AnswerFormat.Time => $"{6 + draw.Below(4)}:30",
        AnswerFormat.YesNo => draw.Chance(0.7) ? (Spanish ? "si" : "yes") : "no",
        AnswerFormat.Choice choice => ((char)('A' + draw.Below(choice.Options.Length))).ToString(),
        AnswerFormat.FreeText => Spanish ? "caminar con mi hermana un rato" : "a slow walk with my sister",
        _ => null,
    };

    private string? FreeWords(AnswerFormat? asks, Draw draw)
    {
        if (asks is null || draw.Chance(0.5))
        {
            return Answer(asks, draw);
        }

        string[] words = Spanish
            ? ["hoy estoy cansada pero aqui sigo", "mas o menos, dormi poco", "gracias por escribir"]
            : ["kind of a long day, but I am here", "so-so, did not sleep much", "thanks for checking in"];
        return words[draw.Below(words.Length)];
    }

    private string Back(Draw draw)
    {
        string[] words = Spanish ? ["perdon, semana dificil", "aqui estoy"] : ["sorry, hard week", "still here"];
        return words[draw.Below(words.Length)];
    }

    /// <summary>Random draws that depend on nothing but seed, phone and text number.</summary>
    private sealed class Draw(int seed, string phone, int index)
    {
        private ulong _state = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{phone}/{index}")));

        public double Next()
        {
            // SplitMix64 (Steele, Lea and Flood, 2014).
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
        }

        public bool Chance(double probability) => Next() < probability;

        public int Below(int limit) => (int)(Next() * limit);

        /// <summary>The lower of two draws: complaints are mild more often than severe.</summary>
        public int Low(int limit) => Math.Min(Below(limit), Below(limit));

        public TimeSpan Minutes(int from, int to) => TimeSpan.FromMinutes(from + ((to - from) * Next()));
    }
}

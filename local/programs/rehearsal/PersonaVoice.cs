using System.Globalization;
using MicroCare.Core.Programs;
using NodaTime.Text;

namespace MicroCare.Local.Programs;

/// <summary>Puts a persona's answers into words.</summary>
/// <param name="program">The program that asks.</param>
/// <param name="persona">Who answers.</param>
/// <param name="language">The language in which they do.</param>
internal sealed class PersonaVoice(InterventionProgram program, RehearsedPersona persona, string language)
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");

    private static readonly string[] EnglishWords =
    [
        "a ten minute walk after lunch", "call my sister on Sunday", "tea by the window", "the laundry, one load", "sit outside for a bit", "my old guitar",
        "when the kids are in bed, then I rest", "I keep thinking it is my fault", "it was a long day but I got up", "Maria from work",
    ];

    private static readonly string[] SpanishWords =
    [
        "caminar diez minutos", "llamar a mi hermana", "un té junto a la ventana", "lavar un poco de ropa", "salir al patio un rato", "mi guitarra",
        "pienso que es mi culpa", "fue un día largo pero me levanté", "María, del trabajo",
    ];

    /// <summary>The answer to a question.</summary>
    /// <param name="asked">The instruction that asks.</param>
    /// <param name="question">Its question.</param>
    /// <param name="part">At which part of the program, 0 to 1.</param>
    /// <param name="draws">Draws for this answer alone.</param>
    public string Answer(Instruction asked, Question question, double part, SeededDraws draws)
    {
        return question.Format switch
        {
            AnswerFormat.Number number => Said(number.Min + (int)Math.Round(Height(asked, question, part, draws, number.Max - number.Min)), number.Max, draws),
            AnswerFormat.Scale scale => OfScale(scale, asked, question, part, draws),
            AnswerFormat.YesNo => OfYesNo(draws.Chance(0.9 - (0.5 * persona.BurdenAt(part))), draws),
            AnswerFormat.Choice choice => OfChoice(choice, draws),
            AnswerFormat.Time time => OfTime(time, draws),
            AnswerFormat.FreeText => draws.Of(language == "es" ? SpanishWords : EnglishWords),
            _ => throw new InvalidOperationException($"No persona answers {question.Format.GetType().Name}."),
        };
    }

    /// <summary>What misses the point: it answers nothing.</summary>
    public string MissThePoint() => language == "es" ? "gracias 👍" : "ok thanks 👍";

    /// <summary>What is said to the question for consent.</summary>
    public string Consent() => language == "es" ? "Sí" : persona.IsLoose ? "yeah" : "YES";

    /// <summary>What is said to the gentle text after silence.</summary>
    public string StillHere() => language == "es" ? "aquí sigo, gracias" : "still here, thanks";

    /// <summary>A word of the library; null where the program has none.</summary>
    public string? LibraryWord(int number)
    {
        if (program.Library.IsEmpty)
        {
            return null;
        }

        var shelf = program.Library[number % program.Library.Length];
        string[] spanish = ["calma", "otro", "dormir"];
        return (language == "es" ? Array.Find(spanish, shelf.Words.Contains) : null) ?? shelf.Keyword;
    }

    /// <summary>How far up its range an answer is: by what it measures where that is plain, else somewhere in the middle.</summary>
    private double Height(Instruction asked, Question question, double part, SeededDraws draws, int range)
    {
        var burden = persona.BurdenAt(part);
        if (asked is Instruction.AskItem { Instrument: var instrument, Item: var at })
        {
            var item = instrument.Items[at];
            if (item.Safety is not null)
            {
                return Math.Min(persona.Danger, range);
            }

            var level = instrument.Id == program.Tailoring.PlainBelow?.Instrument ? persona.Literacy
                : instrument.HigherIsBetter || (instrument.Scoring is not null && instrument.Scoring.Bands.IsEmpty) ? 1 - burden
                : instrument.Scoring is null ? Math.Round(burden / 2, 1)
                : burden;
            level = item.Reverse ? 1 - level : level;

            // Items of one level add up to it: 1.5 of 3 is a 2, then a 1.
            return Math.Floor(((at + 1) * level * range) + 0.5) - Math.Floor((at * level * range) + 0.5);
        }

        return question.Memory?.Contains("mood", StringComparison.Ordinal) == true
            ? Math.Clamp(((1 - burden) * range) + draws.Between(-1, 1), 0, range)
            : range * (0.25 + (0.2 * (draws.Next() + draws.Next())));
    }

    private string Said(int number, int max, SeededDraws draws)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        if (!persona.IsLoose)
        {
            return digits;
        }

        string[] small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        return draws.Between(0, 4) switch
        {
            0 => $"like a {digits}",
            1 => string.Create(CultureInfo.InvariantCulture, $"{digits}/{max}"),
            2 when number < small.Length => small[number],
            3 => $"{digits} i guess",
            _ => digits,
        };
    }

    private string OfScale(AnswerFormat.Scale scale, Instruction asked, Question question, double part, SeededDraws draws)
    {
        var last = scale.Points.Length - 1;
        var point = scale.Points[Math.Clamp((int)Math.Round(Height(asked, question, part, draws, last)), 0, last)];
        return persona.IsLoose ? point.Label.In(language) : point.Value.ToString(CultureInfo.InvariantCulture);
    }

    private string OfYesNo(bool yes, SeededDraws draws) => (yes, language) switch
    {
        (true, "es") => "sí",
        (true, _) => persona.IsLoose ? draws.Of(["yep", "yes i did", "yeah"]) : "yes",
        (false, _) => persona.IsLoose ? draws.Of(["nope", "not really", "no"]) : "no",
    };

    private string OfChoice(AnswerFormat.Choice choice, SeededDraws draws)
    {
        var at = draws.Between(0, choice.Options.Length - 1);
        var label = choice.Options[at].Label.In(language);
        return !persona.IsLoose || draws.Chance(0.4) ? ((char)('A' + at)).ToString() : draws.Chance(0.3) ? Slip(label) : label;
    }

    /// <summary>Two neighbours of the longest word swapped, as a hurried thumb does.</summary>
    private static string Slip(string label)
    {
        var longest = label.Split(' ').MaxBy(word => word.Length)!;
        return longest.Length < 6 ? label : label.Replace(longest, $"{longest[..2]}{longest[3]}{longest[2]}{longest[4..]}", StringComparison.Ordinal);
    }

    private string OfTime(AnswerFormat.Time format, SeededDraws draws)
    {
        var time = format.After.PlusHours(draws.Between(2, 4)).PlusMinutes(30);
        return language == "es" ? LocalTimePattern.CreateWithInvariantCulture("H:mm").Format(time)
            : persona.IsLoose ? $"around {Time.Format(time)}"
            : Time.Format(time);
    }
}

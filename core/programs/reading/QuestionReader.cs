using NodaTime;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a question, with what belongs to it.</summary>
internal sealed class QuestionReader(ReadingContext context)
{
    private static readonly Duration ShortestReminder = Duration.FromHours(2);

    /// <summary>Reads the question whose text stands under <paramref name="key"/>; null where something is wrong with it.</summary>
    public Question? Read(YamlMap map, string key, AnswerFormat? usual = null)
    {
        var text = context.Localized(map, key);
        var format = usual is not null && !map.Has("answer") ? usual : new AnswerFormatReader(context).Read(map);
        var unclear = context.Localized(map, "unclear", required: format is not (null or AnswerFormat.FreeText) && usual is null);
        var memory = ReadMemory(map, format);
        var remind = ReadingContext.Length(map, "remind_after");
        var giveUp = ReadingContext.Length(map, "give_up_after");
        if (remind < ShortestReminder)
        {
            map.Problem("remind_after", "A reminder comes after two hours at the earliest.");
        }

        if (giveUp <= remind)
        {
            map.Problem("give_up_after", "'give_up_after' must be longer than 'remind_after', or the reminder never comes.");
        }

        if (map.Has("on_silence") && giveUp is null)
        {
            map.Problem("on_silence", "'on_silence' needs 'give_up_after': without it the question waits for ever.");
        }

        return text is null || format is null ? null : new Question(text, format, unclear, memory, remind, giveUp);
    }

    private string? ReadMemory(YamlMap map, AnswerFormat? format)
    {
        if (map.Text("as", required: false) is not { } name)
        {
            return null;
        }

        if (!context.Memories.TryGetValue(name, out var memory))
        {
            map.Problem("as", $"'{name}' is not declared. Add it to 'memories'. Known: {string.Join(", ", context.Memories.Keys.Order(StringComparer.Ordinal))}.");
            return null;
        }

        if (format is not null && memory.Type != format.Remembered)
        {
            map.Problem("as", $"'{name}' is a {Word(memory.Type)}, and this answer is a {Word(format.Remembered)}. Change one of them.");
        }

        return name;
    }

    private static string Word(MemoryType type) => type.ToString().ToLowerInvariant();
}

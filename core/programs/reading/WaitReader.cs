using NodaTime;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads a <c>wait</c>.</summary>
internal static class WaitReader
{
    private static readonly Duration Shortest = Duration.FromMinutes(10);

    public static void Read(YamlMap node, DialogBuilder dialog)
    {
        if (node.Text("wait") is not { } text)
        {
            return;
        }

        if (Rule(text) is { } rule)
        {
            dialog.Add(new Instruction.Wait(rule));
        }
        else
        {
            node.Problem("wait", $"'{text}' is no wait. Write '3 hours', '2 days', 'until saturday' or 'until window'; ten minutes at least, a year at most.");
        }
    }

    private static WaitRule? Rule(string text) => text switch
    {
        "until window" => new WaitRule.UntilWindow(),
        _ when text.StartsWith("until ", StringComparison.Ordinal) => TimeWords.Weekday(text["until ".Length..]) is { } day ? new WaitRule.UntilWeekday(day) : null,
        _ => TimeWords.Length(text) switch
        {
            { } length when length < Shortest => null,
            { } length when text.Contains("day", StringComparison.Ordinal) || text.Contains("week", StringComparison.Ordinal) => new WaitRule.Days(length.Days),
            { } length => new WaitRule.For(length),
            null => null,
        },
    };
}

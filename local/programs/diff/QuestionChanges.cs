using System.Collections.Immutable;
using MicroCare.Core.Programs;

namespace MicroCare.Local.Programs;

/// <summary>Compares a question of two versions.</summary>
internal static class QuestionChanges
{
    public static IEnumerable<ChangeLine> Between(int indent, Question old, Question @new, string language) =>
    [
        .. TextChanges.Between(indent, "asks", old.Text, @new.Text),
        .. Formats(indent, old.Format, @new.Format, language),
        .. TextChanges.Between(indent, "unclear", old.Unclear, @new.Unclear),
        .. RuleChanges.Between(indent, DialogWords.Rules(old), DialogWords.Rules(@new)),
        .. (old.Silence is null) == (@new.Silence is null) ? [] : new[] { ChangeLine.Of(indent, "on_silence " + (old.Silence is null ? "added" : "removed")) },
    ];

    private static IEnumerable<ChangeLine> Formats(int indent, AnswerFormat old, AnswerFormat @new, string language)
    {
        switch (old, @new)
        {
            case (AnswerFormat.Choice one, AnswerFormat.Choice other):
                return Options(
                    indent, [.. one.Options.Select((option, at) => new Named(option.Id, ((char)('A' + at)).ToString(), option.Label, option.Words))],
                    [.. other.Options.Select((option, at) => new Named(option.Id, ((char)('A' + at)).ToString(), option.Label, option.Words))]);
            case (AnswerFormat.Scale one, AnswerFormat.Scale other):
                return Options(indent, [.. one.Points.Select(Named.Of)], [.. other.Points.Select(Named.Of)]);
            default:
                var (was, isNow) = (DialogWords.Of(old, language), DialogWords.Of(@new, language));
                return was == isNow ? [] : [ChangeLine.Of(indent, "answer", was, isNow)];
        }
    }

    private static IEnumerable<ChangeLine> Options(int indent, ImmutableArray<Named> old, ImmutableArray<Named> @new)
    {
        foreach (var gone in old.Where(one => @new.All(other => other.Id != one.Id)))
        {
            yield return ChangeLine.Of(indent, $"option {gone.Id}", $"{gone.Sign} {gone.Id}", "");
        }

        foreach (var option in @new)
        {
            if (old.FirstOrDefault(one => one.Id == option.Id) is not { } before)
            {
                yield return ChangeLine.Of(indent, $"option {option.Id}", "", $"{option.Sign} {option.Id}");
                continue;
            }

            if (before.Sign != option.Sign)
            {
                yield return ChangeLine.Of(indent, $"option {option.Id}", before.Sign, option.Sign);
            }

            foreach (var line in TextChanges.Between(indent, $"option {option.Id}", before.Label, option.Label))
            {
                yield return line;
            }

            if (before.AllWords != option.AllWords)
            {
                yield return ChangeLine.Of(indent, $"option {option.Id} is also understood as", before.AllWords, option.AllWords);
            }
        }
    }

    /// <summary>An option or a point of a scale.</summary>
    private sealed record Named(string Id, string Sign, LocalizedText Label, ImmutableDictionary<string, ImmutableArray<string>> Words)
    {
        public string AllWords => string.Join(", ", Words.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value));

        public static Named Of(ScalePoint point)
        {
            var value = point.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new Named(value, value, point.Label, point.Words);
        }
    }
}

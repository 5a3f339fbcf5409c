namespace MicroCare.Core.Triage;

/// <summary>A phrase to look for, as <c>docs/triage.md</c> describes them. It never reaches over the end of a sentence.</summary>
internal sealed class Pattern(PatternElement[] elements)
{
    /// <summary>Its places, in order.</summary>
    public IReadOnlyList<PatternElement> Elements => elements;

    /// <summary>The words that it can begin with.</summary>
    public IEnumerable<PatternWord> FirstWords()
    {
        foreach (var element in elements)
        {
            if (element is PatternElement.OneOf words)
            {
                foreach (var choice in words.Choices)
                {
                    yield return choice[0];
                }

                if (!words.IsOptional)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Where a match that begins at that word ends (the word after it); null where there is none.</summary>
    public int? MatchAt(ReadWord[] words, int start) => Match(words, start, 0, words[start].Sentence) is >= 0 and var end && end > start ? end : null;

    private int Match(ReadWord[] words, int at, int element, int sentence)
    {
        if (element == elements.Length)
        {
            return at;
        }

        switch (elements[element])
        {
            case PatternElement.OneOf oneOf:
                foreach (var choice in oneOf.Choices)
                {
                    if (Stands(choice, words, at, sentence) && Match(words, at + choice.Length, element + 1, sentence) is >= 0 and var end)
                    {
                        return end;
                    }
                }

                return oneOf.IsOptional ? Match(words, at, element + 1, sentence) : -1;
            case PatternElement.Gap gap:
                for (var skipped = 0; skipped <= gap.Most && at + skipped <= words.Length; skipped++)
                {
                    if (Match(words, at + skipped, element + 1, sentence) is >= 0 and var end)
                    {
                        return end;
                    }
                }

                return -1;
            case PatternElement.TextStart:
                return at == 0 ? Match(words, at, element + 1, sentence) : -1;
            case PatternElement.TextEnd:
                return at == words.Length ? Match(words, at, element + 1, sentence) : -1;
            default:
                var isEdge = at == 0 || at == words.Length || words[at - 1].Clause != words[at].Clause;
                return isEdge ? Match(words, at, element + 1, sentence) : -1;
        }
    }

    private static bool Stands(PatternWord[] choice, ReadWord[] words, int at, int sentence)
    {
        if (at + choice.Length > words.Length)
        {
            return false;
        }

        for (var i = 0; i < choice.Length; i++)
        {
            if (words[at + i].Sentence != sentence || !choice[i].Matches(words[at + i].Text))
            {
                return false;
            }
        }

        return true;
    }
}

namespace MicroCare.Core.Triage;

/// <summary>Tells which signs in a text are none: denied, over, of a film, or a manner of speaking.</summary>
/// <param name="words">The text.</param>
/// <param name="found">Everything that was found in it.</param>
/// <param name="bridges">Words that may stand between a denial and what it denies.</param>
internal sealed class Guards(ReadWord[] words, List<Found> found, IReadOnlySet<string> bridges)
{
    private static readonly HashSet<string> Noes = new(StringComparer.Ordinal) { "no", "nope", "none", "never", "not", "nunca", "ninguno", "nada", "jamas" };

    private readonly List<Found> _denials = [.. found.Where(one => one.Mark is Mark.Denial)];
    private readonly bool _isNow = found.Exists(one => one.Mark is Mark.Now);

    /// <summary>The rules whose signs stand, each once.</summary>
    public IEnumerable<TriageRule> Standing() => found.Where(Stands).Select(one => ((Mark.Sign)one.Mark).Rule).Distinct();

    private bool Stands(Found one) =>
        one.Mark is Mark.Sign { Rule: var rule }
        && !found.Exists(other => other.Mark is Mark.Unless unless && unless.Rule == rule)
        && !(rule.Guards.HasFlag(Guard.Idiom) && found.Exists(other => other.Mark is Mark.Idiom && other.Start < one.End && one.Start < other.End))
        && !(rule.Guards.HasFlag(Guard.Negation) && IsDenied(one))
        && !(rule.Guards.HasFlag(Guard.Past) && !_isNow && SameSentence<Mark.Past>(one))
        && !(rule.Guards.HasFlag(Guard.Fiction) && SameSentence<Mark.Fiction>(one));

    private bool SameSentence<T>(Found one)
        where T : Mark =>
        found.Exists(other => other.Mark is T && words[other.Start].Sentence == words[one.Start].Sentence);

    private bool IsDenied(Found one) => _denials.Exists(denial => Denies(denial, one)) || IsAnsweredWithNo(one.End);

    private bool Denies(Found denial, Found sign)
    {
        if (denial.End > sign.Start || words[denial.Start].Clause != words[sign.Start].Clause
            || found.Exists(other => other.Mark is Mark.NoDenial && other.Start <= denial.Start && denial.Start < other.End))
        {
            return false;
        }

        for (var i = denial.End; i < sign.Start; i++)
        {
            if (!bridges.Contains(words[i].Text))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"Hurting myself? No."</summary>
    private bool IsAnsweredWithNo(int at) =>
        at < words.Length && words[at].Before == Pause.Question && Noes.Contains(words[at].Text)
        && (at + 1 == words.Length || words[at + 1].Clause != words[at].Clause);
}

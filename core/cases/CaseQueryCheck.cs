using System.Globalization;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Ports;

namespace MicroCare.Core.Cases;

/// <summary>Checks what a list of cases was asked for; every problem is told at once, by field.</summary>
public sealed class CaseQueryCheck
{
    private const int Usual = 200;
    private const int Most = 500;
    private const int LongestPatient = 64;
    private readonly Func<string, string?> _asked;
    private readonly List<FieldProblem> _problems = [];

    private CaseQueryCheck(Func<string, string?> asked) => _asked = asked;

    /// <summary>The query, or the problems that stand in its way.</summary>
    /// <param name="asked">What was asked for, by field; null where the field was left out.</param>
    /// <param name="me">The opaque id of whoever asks.</param>
    public static (CaseQuery? Query, IReadOnlyList<FieldProblem> Problems) Check(Func<string, string?> asked, string me)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var check = new CaseQueryCheck(asked);
        var query = new CaseQuery(
            check.OneOf<CaseStatus>("status"), check.OneOf<CaseUrgency>("urgency"), check.OneOf<CaseReason>("reason"),
            asked("assignee") switch { "me" => me, var id => id },
            check.Patient(), check.OldestFirst(), check.Top());
        return check._problems.Count == 0 ? (query, check._problems) : (null, check._problems);
    }

    private T? OneOf<T>(string field)
        where T : struct, Enum
    {
        if (_asked(field) is not { } text)
        {
            return null;
        }

        if (CaseWords.Read<T>(text) is { } value)
        {
            return value;
        }

        _problems.Add(new(field, $"Send one of {string.Join(", ", Enum.GetValues<T>().Select(CaseWords.Of))}, or leave it out."));
        return null;
    }

    private PatientId? Patient()
    {
        if (_asked("patient") is not { } text)
        {
            return null;
        }

        if (text.Length is > 0 and <= LongestPatient && text.All(char.IsAsciiLetterOrDigit))
        {
            return new PatientId(text);
        }

        _problems.Add(new("patient", "Send a patient's id, as an enrollment answered it, or leave it out."));
        return null;
    }

    private bool OldestFirst()
    {
        switch (_asked("sort"))
        {
            case null or "urgency":
                return false;
            case "age":
                return true;
            default:
                _problems.Add(new("sort", "Send urgency or age, or leave it out."));
                return false;
        }
    }

    private int Top()
    {
        if (_asked("top") is not { } text)
        {
            return Usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= Most)
        {
            return top;
        }

        _problems.Add(new("top", $"Send a whole number from 1 to {Most}, or leave it out."));
        return Usual;
    }
}

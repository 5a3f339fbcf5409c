using System.Globalization;
using System.Text;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>
/// Writes a program as an author with no taste would: any schedule, any dialog in any other, any expression, divisions by what may be zero. The same number
/// always gives the same program, and the reader must accept it.
/// </summary>
internal sealed class RandomProgram
{
    private const int DeepestDialog = 3;
    private const string Header = "memories: { n: { type: number, start: 0 }, m: { type: number, start: 3 }, y: { type: yesno, start: no }, c: choice, t: time, w: text }";
    private static readonly string[] Skills = ["breathing", "walking"];
    private static readonly string[] Instruments = ["phq2", "phq9", "who5", "literacy", "literacy", "effects"];
    private static readonly string[] Fixed = ["08:00", "09:30", "12:00", "18:30", "20:29"];
    private static readonly string[] Windows = ["{ from: \"08:00\", to: \"08:30\" }", "{ from: \"17:00\", to: \"20:00\" }", "{ from: \"20:00\", to: \"21:00\" }"];
    private static readonly string[] Waits = ["2 hours", "90 minutes", "1 day", "3 days", "until saturday", "until mon", "until window"];
    private static readonly string[] Reminders = ["2 hours", "1 day"];
    private static readonly string[] GivenUp = ["25 hours", "2 days", "5 days"];
    private static readonly string[] Avoided = ["christmas", "07-04", "2026-03-05", "thanksgiving", "03-10", "new-year"];
    private static readonly string[] Operators = ["<", "<=", ">", ">=", "=", "!="];
    private static readonly string[] Signs = ["+", "-", "*", "/"];

    private readonly Random _random;
    private readonly StringBuilder _yaml = new();
    private int _labels;

    private RandomProgram(int seed) => _random = new Random(seed);

    /// <summary>The program's YAML, without languages, title and messages.</summary>
    public static string Yaml(int seed, int version) => new RandomProgram((seed * 7) + version).Write(version);

    private string Write(int version)
    {
        var days = _random.Next(3, 31);
        Line(0, "id: random");
        Line(0, $"version: {version}");
        Line(0, $"days: {days}");
        Line(0, Header);
        if (Chance(70))
        {
            var avoid = string.Join(", ", Avoided.Where(_ => Chance(30)));
            Line(0, $"pace: {{ a_day: {_random.Next(1, 5)}, a_week: {_random.Next(2, 15)}, gap: {Pick("30 minutes", "2 hours", "5 hours", "12 hours")}, "
                + $"avoid: [{avoid}], clock: {{ gap: {Pick("after", "shift")}, overlap: {Pick("earlier", "later")} }} }}");
        }

        Line(0, "tailoring: { plain_below: { instrument: literacy, score: 6 }, course: { instrument: literacy, better: 2, worse: 2 } }");
        if (version > 1)
        {
            Line(0, $"migrate: {{ from: {Pick("move", "move", "stay")}, renamed: {{ s1: s2, b0: b1 }} }}");
        }

        Line(0, "steps:");
        var day = 1;
        foreach (var i in Enumerable.Range(0, _random.Next(1, 9)))
        {
            day = Math.Min(days, day + _random.Next(0, 4));
            var after = i > 0 && day + 3 <= days && Chance(25) ? _random.Next(1, 3) : 0;
            day += after;
            Step($"s{i}", after > 0 ? $"after: {after} days" : $"day: {day}", mayCatchUp: after == 0);
        }

        foreach (var i in Enumerable.Range(0, _random.Next(0, 4)))
        {
            Step($"b{i}", Pick(
                $"every: {_random.Next(1, 9)} days", $"every: {_random.Next(2, 9)} days, from: {_random.Next(1, days)}", "weekdays: [mon, thu]", "weekdays: [sun]",
                $"anchor: appointment, offset: {_random.Next(-3, 4)}", $"anchor: discharge, offset: {_random.Next(0, 9)}", "anchor: enrollment, offset: 2"));
        }

        Step("aside", null);
        Line(0, "library:");
        Line(1, "- keyword: CALM");
        Line(1, "  words: { en: [breathe], es: [calma] }");
        Line(1, "  exercises:");
        foreach (var i in Enumerable.Range(0, 2))
        {
            Line(2, $"- id: calm-{i}");
            Dialog(2, "do", 1);
        }

        return _yaml.ToString();
    }

    private void Step(string id, string? schedule, bool mayCatchUp = false)
    {
        Line(1, $"- id: {id}");
        foreach (var entry in schedule?.Split(", ", 3) is { } entries && !schedule.StartsWith("weekdays", StringComparison.Ordinal) ? entries : schedule is null ? [] : [schedule])
        {
            Line(1, $"  {entry}");
        }

        if (Chance(40))
        {
            Line(1, $"  at: {(Chance(50) ? $"\"{Pick(Fixed)}\"" : Pick(Windows))}");
        }

        if (mayCatchUp && Chance(10))
        {
            Line(1, "  catch_up: true");
            return;
        }

        if (id != "aside" && Chance(25))
        {
            Line(1, $"  when: {Condition(2)}");
        }

        if (Chance(15))
        {
            Line(1, $"  teaches: {Pick(Skills)}");
            Line(1, $"  mastered: {Condition(1)}");
        }

        if (Chance(10))
        {
            Line(1, $"  practises: {Pick(Skills)}");
        }

        foreach (var flag in new[] { "advance", "repeat_if_missed" }.Where(_ => Chance(15)))
        {
            Line(1, $"  {flag}: true");
        }

        if (Chance(20))
        {
            Line(1, "  because: { en: a reason, es: una razon }");
        }

        if (Chance(20))
        {
            Dialog(1, "gentler", DeepestDialog);
        }

        Dialog(1, "do", 0, mayLeave: id != "aside");
    }

    /// <summary>A list of moves below a key; <paramref name="depth"/> is how deep it stands in others already.</summary>
    private void Dialog(int indent, string key, int depth, bool mayLeave = false)
    {
        Line(indent, $"  {key}:");
        var label = depth == 0 && Chance(15) ? $"top{_labels++}" : null;
        if (label is not null)
        {
            Line(indent + 2, $"- label: {label}");
        }

        foreach (var _ in Enumerable.Range(0, _random.Next(1, depth == 0 ? 5 : 3)))
        {
            Move(indent + 2, depth);
        }

        if (label is not null)
        {
            Line(indent + 2, $"- if: {Condition(1)}");
            Line(indent + 2, $"  then: [{{ go: {label} }}]");
        }

        if (mayLeave && Chance(15))
        {
            Line(indent + 2, "- go: aside");
        }
    }

    private void Move(int indent, int depth)
    {
        switch (_random.Next(0, depth < DeepestDialog ? 14 : 7))
        {
            case 0 or 1:
                Line(indent, $"- say: {Text("say {name} {n} {y}")}");
                break;
            case 2 or 3 or 4:
                Ask(indent, depth);
                break;
            case 5:
                Line(indent, $"- set: {Pick("n", "m")}");
                Line(indent, $"  to: {Number(2)}");
                break;
            case 6:
                Line(indent, $"- wait: {Pick(Waits)}");
                break;
            case 7 or 8:
                Line(indent, $"- if: {Condition(2)}");
                Dialog(indent, "then", depth + 1);
                if (Chance(50))
                {
                    Dialog(indent, "else", depth + 1);
                }

                break;
            case 9:
                Line(indent, $"- repeat: {_random.Next(2, 5)}");
                if (Chance(50))
                {
                    Line(indent, $"  while: {Condition(1)}");
                }

                Dialog(indent, "do", depth + 1);
                break;
            case 10:
                Line(indent, $"- goal: {Text("goal?")}");
                Line(indent, "  as: w");
                if (Chance(60))
                {
                    Line(indent, $"  follow_up: {{ wait: {Pick(Waits)}, ask: {Text("did you {w}?")}, as: y }}");
                }

                break;
            case 11:
                Line(indent, $"- measure: {Pick(Instruments)}");
                break;
            case 12:
                var memory = Pick("c", "w", "t");
                Line(indent, $"- if: known({memory})");
                Line(indent, $"  then: [{{ say: {Text($"you said {{{memory}}}")} }}]");
                break;
            default:
                Line(indent, $"- end: {(Chance(20) ? "program" : "step")}");
                break;
        }
    }

    private void Ask(int indent, int depth)
    {
        var (answer, memory) = _random.Next(0, 6) switch
        {
            0 or 1 => ("{ type: number, min: 0, max: 10 }", Pick("n", "m")),
            2 => ("{ type: yesno }", "y"),
            3 => ("{ type: choice, options: [{ id: walk, label: { en: walk, es: paseo } }, { id: music, label: { en: music, es: musica } }] }", "c"),
            4 => ("{ type: time, after: \"12:00\" }", "t"),
            _ => ("{ type: text }", "w"),
        };
        Line(indent, $"- ask: {Text("ask {m}?")}");
        Line(indent, $"  answer: {answer}");
        Line(indent, $"  unclear: {Text("unclear")}");
        if (Chance(70))
        {
            Line(indent, $"  as: {memory}");
        }

        if (Chance(30))
        {
            Line(indent, $"  remind_after: {Pick(Reminders)}");
        }

        if (Chance(40))
        {
            Line(indent, $"  give_up_after: {Pick(GivenUp)}");
            if (depth < DeepestDialog && Chance(50))
            {
                Dialog(indent, "on_silence", depth + 1);
            }
        }
    }

    private string Condition(int depth) => _random.Next(0, depth > 0 ? 9 : 5) switch
    {
        0 or 1 => $"{Number(depth)} {Pick(Operators)} {Number(0)}",
        2 => "y",
        3 => Pick("course = 'worse'", "engagement != 'lapsed'", "profile.level = 'plain'", "mastered('breathing')"),
        4 => Pick("known(c) and c = 'walk'", "known(t) and t >= '12:00'", "known(w)", "known(score.phq9) and score.phq9 > 4", "known(change.who5) and change.who5 < 0"),
        5 => $"not ({Condition(depth - 1)})",
        6 or 7 => $"({Condition(depth - 1)}) and ({Condition(depth - 1)})",
        _ => $"({Condition(depth - 1)}) or ({Condition(depth - 1)})",
    };

    private string Number(int depth) => _random.Next(0, depth > 0 ? 6 : 4) switch
    {
        0 => "n",
        1 => "m",
        2 => Pick("day", "week"),
        3 => _random.Next(0, 12).ToString(CultureInfo.InvariantCulture),
        _ => $"({Number(depth - 1)} {Pick(Signs)} {Number(depth - 1)})",
    };

    private static string Text(string words) => $"{{ en: \"{words}\", es: \"{words}\" }}";

    private bool Chance(int percent) => _random.Next(0, 100) < percent;

    private string Pick(params string[] some) => some[_random.Next(0, some.Length)];

    private void Line(int indent, string text) => _yaml.Append(' ', indent * 2).Append(text).Append('\n');
}

using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Replies;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads the story: arcs (or, in a very small program, steps without any), and the library beside it.</summary>
internal sealed class StoryReader(ReadingContext context, int days)
{
    private const int DaysAWeek = 7;
    private readonly StepReader _steps = new(context, days);
    private readonly Dictionary<string, SourcePlace> _seen = new(StringComparer.Ordinal);
    private int _previousDay;

    public ImmutableArray<ProgramArc> Arcs { get; private set; } = [];

    public ImmutableArray<ProgramStep> Steps { get; private set; } = [];

    public ImmutableArray<LibraryShelf> Library { get; private set; } = [];

    public void Read(YamlMap program)
    {
        if (program.Has("arcs") && program.Has("steps"))
        {
            program.Problem("steps", "A program has 'arcs' or 'steps', not both. Put these steps into an arc.");
        }

        if (program.Has("arcs"))
        {
            foreach (var map in context.Maps(program, "arcs", "An arc is a mapping with 'id', 'weeks', 'theme', 'aim' and 'steps'."))
            {
                var arc = ReadArc(map);
                Arcs = Arcs.Add(arc);
                ReadSteps(map, arc);
                map.RefuseTheRest();
            }
        }
        else
        {
            ReadSteps(program, null);
        }

        ReadLibrary(program);
        if (!Steps.Any(step => step.Day > 0))
        {
            program.Problem("steps", "A program needs at least one step with a 'day'.");
        }

        CheckTargets();
    }

    private ProgramArc ReadArc(YamlMap map)
    {
        var text = map.Text("weeks") ?? "1";
        var weeks = text.Split('-').Select(week => int.TryParse(week, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        if (weeks is not ([> 0] or [> 0, > 0]) || weeks[^1] < weeks[0] || weeks[0] > (days + DaysAWeek - 1) / DaysAWeek)
        {
            map.Problem("weeks", $"'{text}' are no weeks of this program. Write a week such as 3, or a span such as 1-2.");
            weeks = [1];
        }

        var id = map.Text("id") ?? "?";
        if (Arcs.Any(arc => arc.Id == id))
        {
            map.Problem("id", $"The arc id '{id}' is used twice; give every arc its own.");
        }

        return new ProgramArc(id, weeks[0], weeks[^1], context.Fixed.Localized(map, "theme"), map.Text("aim") ?? "");
    }

    private void ReadSteps(YamlMap map, ProgramArc? arc)
    {
        var steps = Steps.ToBuilder();
        foreach (var one in context.Maps(map, "steps", "A step is a mapping with 'id', a schedule and something that it says."))
        {
            var step = _steps.Read(one, arc, Math.Max(1, _previousDay));
            Remember(one, step);
            if (step.Day > 0 && step.Day < _previousDay)
            {
                one.Problem("day", $"Step '{step.Id}' is on day {step.Day}, before the step above it (day {_previousDay}). Put the steps in the order of their days.");
            }

            if (arc is not null && step.Day > 0 && (step.Day <= (arc.FirstWeek - 1) * DaysAWeek || step.Day > arc.LastWeek * DaysAWeek))
            {
                one.Problem("day", $"Step '{step.Id}' is on day {step.Day}, outside the weeks of its arc ({arc.FirstWeek}-{arc.LastWeek}). Move it to the arc of its week.");
            }

            _previousDay = Math.Max(_previousDay, step.Day);
            steps.Add(step);
        }

        Steps = steps.ToImmutable();
    }

    private void Remember(YamlMap map, ProgramStep step)
    {
        if (!_seen.TryAdd(step.Id.Value, step.Place))
        {
            map.Problem("id", $"The step id '{step.Id}' is used twice; give every step its own.");
        }
    }

    private void ReadLibrary(YamlMap program)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var map in context.Maps(program, "library", "A shelf of the library is a mapping with 'keyword', 'words' and 'exercises'.", required: false))
        {
            var keyword = map.Text("keyword") ?? "";
            var words = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
            if (map.Map("words") is { } byLanguage)
            {
                foreach (var language in byLanguage.Keys.ToList())
                {
                    foreach (var word in byLanguage.Words(language))
                    {
                        CheckWord(byLanguage, language, word, taken);
                        words.Add(TextFolding.Fold(word));
                    }
                }

                byLanguage.RefuseTheRest();
            }

            words.Add(TextFolding.Fold(keyword));
            var exercises = ImmutableArray.CreateBuilder<ProgramStep>();
            foreach (var one in context.Maps(map, "exercises", "An exercise is a mapping with 'id' and something that it says."))
            {
                var exercise = _steps.ReadExercise(one);
                Remember(one, exercise);
                exercises.Add(exercise);
            }

            if (exercises.Count == 0)
            {
                map.Problem("exercises", $"{keyword} has no exercise. Whoever texts it would get nothing.");
            }

            map.RefuseTheRest();
            Library = Library.Add(new LibraryShelf(keyword, words.ToImmutable(), exercises.DrainToImmutable()));
        }
    }

    private static void CheckWord(YamlMap map, string language, string word, HashSet<string> taken)
    {
        if (Keywords.Find(word) != Keyword.None || Wishes.Find(word) is not null)
        {
            map.Problem(language, $"'{word}' has a meaning of its own wherever a patient writes it. Choose another word.");
        }
        else if (!taken.Add(TextFolding.Fold(word)))
        {
            map.Problem(language, $"'{word}' stands on two shelves. Choose another word for one of them.");
        }
    }

    private void CheckTargets()
    {
        foreach (var step in Steps.Concat(Library.SelectMany(shelf => shelf.Exercises)))
        {
            foreach (var go in step.Content.Concat(step.Gentler).OfType<Instruction.Go>())
            {
                var target = go.Step.Value;
                if (!_seen.ContainsKey(target))
                {
                    context.Problems.Add(
                        go.Place.Line, go.Place.Column, $"Step '{step.Id}' goes to '{target}', which is neither a label in it nor a step. Correct the name.");
                }
                else if (Steps.Any(other => other.CatchUp && other.Id.Value == target))
                {
                    context.Problems.Add(go.Place.Line, go.Place.Column, $"Step '{step.Id}' goes to '{target}', a catch-up step, which has no content. Go to another step.");
                }
            }
        }
    }
}

using System.Collections.Immutable;
using MicroCare.Core.Programs.Expressions;

namespace MicroCare.Core.Programs.Reading;

/// <summary>
/// Proves that nothing is used before it is known: along every way through a dialog, what an expression reads or a text recalls was asked before in the same
/// step, is guarded by <c>known(…)</c>, or has a start value. A forward data-flow analysis over the instructions; ways that meet know what both knew.
/// </summary>
internal static class KnownCheck
{
    public static void Check(InterventionProgram program, Vocabulary vocabulary, ProgramProblems problems)
    {
        foreach (var step in program.AllSteps)
        {
            var nothing = ImmutableHashSet<string>.Empty;
            if (step.When is { } when)
            {
                Expect(when, nothing, step, step.Place, "when");
            }

            var guarded = step.When is null ? nothing : KnownWhere(step.When, nothing, holds: true);
            Walk(step, step.Content, guarded);
            Walk(step, step.Gentler, guarded);
        }

        void Walk(ProgramStep step, ImmutableArray<Instruction> dialog, ImmutableHashSet<string> atStart)
        {
            if (dialog.IsEmpty)
            {
                return;
            }

            var known = new ImmutableHashSet<string>?[dialog.Length];
            var work = new Queue<int>();
            Reach(0, atStart);
            while (work.TryDequeue(out var at))
            {
                foreach (var (next, after) in Flow.From(dialog, at, known[at]!))
                {
                    Reach(next, after);
                }
            }

            for (var at = 0; at < dialog.Length; at++)
            {
                if (known[at] is { } here)
                {
                    Use(step, dialog[at], here);
                }
            }

            void Reach(int at, ImmutableHashSet<string> names)
            {
                var met = known[at] is { } before ? before.Intersect(names) : names;
                if (known[at] is not { } old || met.Count < old.Count)
                {
                    known[at] = met;
                    work.Enqueue(at);
                }
            }
        }

        void Use(ProgramStep step, Instruction instruction, ImmutableHashSet<string> known)
        {
            var place = instruction.Place.Line > 0 ? instruction.Place : step.Place;
            switch (instruction)
            {
                case Instruction.Say say:
                    ExpectTexts(say.Text, known, step);
                    break;
                case Instruction.Ask ask:
                    ExpectTexts(ask.Question.Text, known, step);
                    ExpectTexts(ask.Question.Unclear, known, step);
                    break;
                case Instruction.Unless unless:
                    Expect(unless.Condition, known, step, place, "if");
                    break;
                case Instruction.Set set:
                    Expect(set.Value, known, step, place, "to");
                    break;
                case Instruction.Go go when program.Find(go.Step) is { When: { } when }:
                    // The other step's content counts on its 'when', which nobody looks at on this way.
                    foreach (var name in KnownWhere(when, [], holds: true).Except(known).Where(name => !vocabulary.IsAlwaysKnown(name)).Order(StringComparer.Ordinal))
                    {
                        Report(step, place, $"It goes to '{go.Step}', which needs '{name}' by its 'when'. Put 'go' into 'if: known({name})'.");
                    }

                    break;
            }
        }

        void ExpectTexts(LocalizedText? text, ImmutableHashSet<string> known, ProgramStep step)
        {
            foreach (var variant in text is null ? [] : program.Languages.SelectMany(language => text.VariantsIn(language)))
            {
                ExpectText(variant, known, step);
            }
        }

        void ExpectText(TextVariant variant, ImmutableHashSet<string> known, ProgramStep step)
        {
            foreach (var name in TextTemplate.Placeholders(variant.Text).Where(program.Memories.ContainsKey))
            {
                if (!vocabulary.IsAlwaysKnown(name) && !known.Contains(name))
                {
                    Report(step, variant.Place, $"A text recalls {{{name}}}, which may not be known then. Ask it before in this step, or guard it with known({name}) in 'when' or 'if'.");
                }
            }
        }

        void Expect(Expression expression, ImmutableHashSet<string> known, ProgramStep step, SourcePlace place, string key)
        {
            switch (expression)
            {
                case Expression.Variable variable when !vocabulary.IsAlwaysKnown(variable.Name) && !known.Contains(variable.Name):
                    Report(step, place, $"'{key}' uses '{variable.Name}', which may not be known then. Put 'known({variable.Name}) and' before it, or give it a start value.");
                    break;
                case Expression.Not not:
                    Expect(not.Operand, known, step, place, key);
                    break;
                case Expression.Negative negative:
                    Expect(negative.Operand, known, step, place, key);
                    break;
                case Expression.Binary { Operator: Operator.And or Operator.Or } both:
                    Expect(both.Left, known, step, place, key);
                    Expect(both.Right, KnownWhere(both.Left, known, holds: both.Operator == Operator.And), step, place, key);
                    break;
                case Expression.Binary binary:
                    Expect(binary.Left, known, step, place, key);
                    Expect(binary.Right, known, step, place, key);
                    break;
            }
        }

        void Report(ProgramStep step, SourcePlace place, string message)
        {
            var told = $"Step '{step.Id}': {message}";
            if (!problems.All.Any(problem => problem.Message == told))
            {
                problems.Add(place.Line, place.Column, told);
            }
        }
    }

    /// <summary>What is known where the condition holds, or does not.</summary>
    internal static ImmutableHashSet<string> KnownWhere(Expression condition, ImmutableHashSet<string> known, bool holds) => condition switch
    {
        Expression.Known { Name: ['c', 'h', 'a', 'n', 'g', 'e', '.', .. var instrument] } one when holds => known.Add(one.Name).Add($"score.{instrument}"),
        Expression.Known one when holds => known.Add(one.Name),
        Expression.Not not => KnownWhere(not.Operand, known, !holds),
        Expression.Binary { Operator: Operator.And } both when holds => KnownWhere(both.Right, KnownWhere(both.Left, known, true), true),
        Expression.Binary { Operator: Operator.Or } either when !holds => KnownWhere(either.Right, KnownWhere(either.Left, known, false), false),
        _ => known,
    };
}

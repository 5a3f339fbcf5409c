using System.Globalization;
using MicroCare.Core.Instruments;
using MicroCare.Core.Programs.Expressions;
using ValueType = MicroCare.Core.Programs.Expressions.ValueType;

namespace MicroCare.Core.Programs.Reading;

/// <summary>An instrument as a dialog: its items one by one, then the score, then the instrument that a high score leads on to.</summary>
internal static class InstrumentDialog
{
    public static void Add(DialogBuilder dialog, Instrument instrument, IReadOnlyDictionary<string, Instrument> all) =>
        Add(dialog, instrument, all, keepsShared: false);

    private static void Add(DialogBuilder dialog, Instrument instrument, IReadOnlyDictionary<string, Instrument> all, bool keepsShared)
    {
        dialog.Add(new Instruction.BeginInstrument(instrument, keepsShared));
        if (instrument.Intro is { } intro && !keepsShared)
        {
            dialog.Add(new Instruction.Say(instrument is { ShortLegend: not null, Legend: { } legend } ? Joined(intro, legend) : intro));
        }

        var asks = new List<int>();
        for (var i = 0; i < instrument.Items.Length; i++)
        {
            var item = instrument.Items[i];
            var question = new Question(
                Shown(instrument, item, i), item.Answer, item.Unclear ?? instrument.Unclear, null, instrument.RemindAfter, instrument.ExpireAfter);
            asks.Add(dialog.Add(new Instruction.AskItem(instrument, i, question)));
        }

        dialog.Add(new Instruction.Score(instrument));
        int? enough = null;
        if (instrument.GoesOn is { } goesOn && all.TryGetValue(goesOn.With, out var next))
        {
            var score = new Expression.Variable($"score.{instrument.Id}", ValueType.Number);
            enough = dialog.Add(new Instruction.Unless(
                new Expression.Binary(Operator.AtLeast, score, new Expression.Constant(Value.Of(goesOn.AtLeast)), ValueType.YesNo), 0));
            Add(dialog, next, all, keepsShared: true);
        }

        var past = enough is null ? (int?)null : dialog.Add(new Instruction.Jump(0));
        if (enough is { } end)
        {
            dialog.LeadHere(end);
        }

        if (instrument.Thanks is { } thanks)
        {
            dialog.Add(new Instruction.Say(thanks));
        }

        var done = dialog.Add(new Instruction.Jump(0));
        asks.ForEach(dialog.LeadHere);
        dialog.Add(new Instruction.AbandonInstrument(instrument));
        dialog.Add(new Instruction.EndStep());
        dialog.LeadHere(done);
        if (past is { } over)
        {
            dialog.LeadHere(over);
        }
    }

    /// <summary>The item as the patient reads it: its number, its words, what the numbers mean.</summary>
    private static LocalizedText Shown(Instrument instrument, InstrumentItem item, int number)
    {
        var legend = item.Answer is AnswerFormat.FreeText ? null : instrument.ShortLegend ?? instrument.Legend;
        var count = instrument.Items.Length;
        return Joined(
            item.Text, legend, count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{number + 1}/{count} ") : "");
    }

    private static LocalizedText Joined(LocalizedText text, LocalizedText? behind, string before = "") => new(
        text.Languages.ToDictionary(
            language => language,
            language => before + (behind is null ? text.In(language) : Sentences.Joined(text.In(language), behind.In(language))), StringComparer.Ordinal))
    {
        Place = text.Place,
    };
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Reading;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Instruments;

/// <summary>Reads an instrument from YAML and refuses what would score it wrongly: bands with gaps, items without a number, a range that the items cannot make.</summary>
public sealed class InstrumentReader
{
    private readonly ProgramProblems _problems;

    private InstrumentReader(string file) => _problems = new ProgramProblems(file);

    /// <summary>Reads the instrument.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    /// <exception cref="ProgramFormatException">Something is wrong with it; all that was found is told at once.</exception>
    public static Instrument Read(string file, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var reader = new InstrumentReader(file);
        var instrument = YamlFile.Root(yaml, "An instrument", reader._problems) is { } root ? reader.Parse(new YamlMap(root, reader._problems, "")) : null;
        return instrument is not null && reader._problems.Count == 0
            ? instrument with { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml.ReplaceLineEndings("\n")))) }
            : throw new ProgramFormatException(reader._problems.All);
    }

    private Instrument? Parse(YamlMap map)
    {
        ImmutableArray<string> languages = [.. map.List("languages").OfType<YamlScalarNode>().Select(node => node.Value ?? "")];
        var context = new ReadingContext(_problems, languages);
        var usual = map.Has("answer") ? new AnswerFormatReader(context).Read(map) : null;
        var items = ReadItems(context, map, usual);
        var scoring = ReadScoring(context, map, items);
        var goesOn = map.Map("goes_on", required: false) is { } on ? new FollowOn(on.Whole("at_least", 0, 1_000) ?? 0, on.Text("with") ?? "") : null;
        var change = map.Map("change", required: false) is { } points ? new ImportantChange(points.Whole("points", 1, 1_000) ?? 1, points.Text("source") ?? "") : null;
        var id = map.Text("id");
        var version = map.Whole("version", 1, 1_000_000);
        var title = context.Localized(map, "title");
        var unclear = context.Localized(map, "unclear", required: items.Any(item => item is { Answer: not AnswerFormat.FreeText, Unclear: null }));
        var instrument = new Instrument(
            id ?? "?", version ?? 1, title ?? StandardMessages.Remind, map.Text("source") ?? "", map.Text("licence") ?? "", context.Localized(map, "intro", required: false),
            context.Localized(map, "legend", required: false), context.Localized(map, "short_legend", required: false), unclear,
            context.Localized(map, "thanks", required: false), items, scoring, goesOn, change, map.Flag("higher_is_better"),
            ReadingContext.Length(map, "remind_after", required: true) ?? Duration.FromDays(1), ReadingContext.Length(map, "expire_after", required: true) ?? Duration.FromDays(3))
        {
            NotValidatedIn = [.. map.Words("not_validated_in", required: false)],
        };
        if (instrument.ExpireAfter <= instrument.RemindAfter)
        {
            map.Problem("expire_after", "'expire_after' must be longer than 'remind_after', or the reminder never comes.");
        }

        map.RefuseTheRest();
        return instrument;
    }

    private static ImmutableArray<InstrumentItem> ReadItems(ReadingContext context, YamlMap map, AnswerFormat? usual)
    {
        var items = ImmutableArray.CreateBuilder<InstrumentItem>();
        foreach (var one in context.Maps(map, "items", "An item is a mapping with 'id' and 'text'."))
        {
            var id = one.Text("id") ?? "?";
            var answer = one.Has("answer") ? new AnswerFormatReader(context).Read(one) : usual;
            if (answer is null)
            {
                one.Problem("answer", $"Item '{id}' has no 'answer', and the instrument has none for all.");
            }

            if (items.Any(known => known.Id == id))
            {
                one.Problem("id", $"The item id '{id}' is used twice; give every item its own.");
            }

            var askedIf = one.Map("asked_if", required: false) is { } condition ? ReadAskedIf(condition, items) : null;
            items.Add(new InstrumentItem(
                id, context.Localized(one, "text") ?? StandardMessages.Remind, answer ?? new AnswerFormat.FreeText(), one.Flag("reverse"),
                one.Text("same_as", required: false), one.Whole("safety", 0, 1_000, required: false), one.Whole("task", 0, 1_000, required: false), askedIf,
                context.Localized(one, "unclear", required: false))
            {
                IsLong = one.Flag("long"),
            });
            one.RefuseTheRest();
        }

        if (items.Count == 0)
        {
            map.Problem("items", "An instrument needs at least one item.");
        }

        return items.DrainToImmutable();
    }

    private static AskedIf ReadAskedIf(YamlMap map, ImmutableArray<InstrumentItem>.Builder before)
    {
        var item = map.Text("item") ?? "?";
        if (before.All(known => known.Id != item))
        {
            map.Problem("item", $"'{item}' is no item that stands before this one.");
        }

        var condition = new AskedIf(item, map.Whole("at_least", 0, 1_000) ?? 0);
        map.RefuseTheRest();
        return condition;
    }

    private static Scoring? ReadScoring(ReadingContext context, YamlMap map, ImmutableArray<InstrumentItem> items)
    {
        if (!map.IsMap("score"))
        {
            if (map.Text("score") is { } word && word != "none")
            {
                map.Problem("score", $"'{word}' is no score. Write {{ rule: sum, min: 0, max: 27 }}, or none.");
            }

            return null;
        }

        var score = map.Map("score")!;
        var rule = score.Text("rule");
        if (rule is not (null or "sum"))
        {
            score.Problem("rule", $"'{rule}' is no rule. Known: sum.");
        }

        var times = score.Whole("times", 1, 100, required: false) ?? 1;
        var (min, max) = (score.Whole("min", 0, 10_000) ?? 0, score.Whole("max", 0, 10_000) ?? 0);
        score.RefuseTheRest();
        CheckRange(map, items, times, min, max);
        return new Scoring(times, min, max, ReadBands(context, map, min, max));
    }

    private static void CheckRange(YamlMap map, ImmutableArray<InstrumentItem> items, int times, int min, int max)
    {
        var (low, high) = (0, 0);
        foreach (var item in items)
        {
            (int Low, int High)? range = item.Answer switch
            {
                AnswerFormat.Number number => (number.Min, number.Max),
                AnswerFormat.Scale { Points: { Length: > 0 } points } => (points.Min(point => point.Value), points.Max(point => point.Value)),
                _ => null,
            };
            if (range is not { } one || item.AskedIf is not null)
            {
                map.Problem("score", $"Item '{item.Id}' has no number in every case, so there is no total. Take it out, or write 'score: none'.");
                return;
            }

            (low, high) = (low + one.Low, high + one.High);
        }

        if (low * times != min || high * times != max)
        {
            map.Problem("score", $"The items make totals from {low * times} to {high * times}; the score says {min} to {max}.");
        }
    }

    private static ImmutableArray<ScoreBand> ReadBands(ReadingContext context, YamlMap map, int min, int max)
    {
        var bands = ImmutableArray.CreateBuilder<ScoreBand>();
        foreach (var one in context.Maps(map, "bands", "A band is a mapping with 'id', 'from' and 'to'.", required: false))
        {
            bands.Add(new ScoreBand(one.Text("id") ?? "?", one.Whole("from", 0, 10_000) ?? 0, one.Whole("to", 0, 10_000) ?? 0));
            one.RefuseTheRest();
        }

        var next = min;
        foreach (var band in bands)
        {
            if (band.From != next || band.To < band.From)
            {
                map.Problem("bands", $"The bands leave a gap or overlap: '{band.Id}' should begin at {next}.");
                return [];
            }

            next = band.To + 1;
        }

        if (bands.Count > 0 && next != max + 1)
        {
            map.Problem("bands", $"The bands end at {next - 1}, and the score at {max}.");
        }

        return bands.DrainToImmutable();
    }
}

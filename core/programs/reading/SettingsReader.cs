using System.Collections.Immutable;
using System.Globalization;
using MicroCare.Core.Identity;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads what stands around the story: about, pace, tailoring, migrate.</summary>
internal sealed class SettingsReader(ReadingContext context)
{
    private const int MostTexts = 20;
    private static readonly LocalDatePattern DatePattern = LocalDatePattern.Iso;
    private static readonly AnnualDatePattern AnnualPattern = AnnualDatePattern.Iso;

    private static readonly Dictionary<string, Holiday> Holidays = new(StringComparer.Ordinal)
    {
        ["new-year"] = Holiday.NewYear,
        ["independence-day"] = Holiday.IndependenceDay,
        ["thanksgiving"] = Holiday.Thanksgiving,
        ["christmas"] = Holiday.Christmas,
    };

    public ProgramAbout? ReadAbout(YamlMap program)
    {
        if (program.Map("about", required: false) is not { } map)
        {
            return null;
        }

        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        foreach (var one in context.Maps(map, "evidence", "An entry of 'evidence' is a mapping with 'claim' and 'source'."))
        {
            evidence.Add(new Evidence(one.Text("claim") ?? "", one.Text("source") ?? ""));
            one.RefuseTheRest();
        }

        var about = new ProgramAbout(
            evidence.DrainToImmutable(), map.Text("population") ?? "", [.. map.Words("exclusions")], [.. map.Words("authors")],
            map.Whole("texts_a_week", 1, 7 * MostTexts) ?? 1)
        {
            Place = map.PlaceOf("texts_a_week"),
        };
        map.RefuseTheRest();
        return about;
    }

    public static Pace ReadPace(YamlMap program)
    {
        if (program.Map("pace", required: false) is not { } map)
        {
            return Pace.Usual;
        }

        var pace = new Pace(
            map.Whole("a_day", 1, MostTexts, required: false) ?? Pace.Usual.ADay,
            map.Whole("a_week", 1, 7 * MostTexts, required: false) ?? Pace.Usual.AWeek,
            ReadingContext.Length(map, "gap") ?? Pace.Usual.Gap,
            ReadAvoided(map),
            ReadClock(map));
        if (pace.Gap < Duration.FromMinutes(30) || pace.Gap > Duration.FromHours(12))
        {
            map.Problem("gap", "'gap' must be from '30 minutes' to '12 hours'.");
        }

        map.RefuseTheRest();
        return pace;
    }

    public Tailoring ReadTailoring(YamlMap program)
    {
        if (program.Map("tailoring", required: false) is not { } map)
        {
            return Tailoring.Nothing;
        }

        PlainBelow? plain = null;
        if (map.Map("plain_below", required: false) is { } below)
        {
            plain = new PlainBelow(ReadInstrument(below), below.Whole("score", 0, 1_000) ?? 0) { Place = below.Place };
            below.RefuseTheRest();
        }

        CourseRule? course = null;
        if (map.Map("course", required: false) is { } rule)
        {
            course = new CourseRule(ReadInstrument(rule), rule.Whole("better", 1, 1_000) ?? 1, rule.Whole("worse", 1, 1_000) ?? 1) { Place = rule.Place };
            rule.RefuseTheRest();
        }

        map.RefuseTheRest();
        return new Tailoring(plain, course);
    }

    public static Migration ReadMigration(YamlMap program)
    {
        if (program.Map("migrate", required: false) is not { } map)
        {
            return Migration.Usual;
        }

        var from = map.Text("from", required: false);
        if (from is not (null or "move" or "stay"))
        {
            map.Problem("from", $"'{from}' is not known. Write 'move' (patients of earlier versions come to this one) or 'stay'.");
        }

        var renamed = ImmutableDictionary.CreateBuilder<StepId, StepId>();
        if (map.Map("renamed", required: false) is { } names)
        {
            foreach (var old in names.Keys.ToList())
            {
                renamed[new StepId(old)] = new StepId(names.Text(old) ?? "?");
            }

            names.RefuseTheRest();
        }

        map.RefuseTheRest();
        return new Migration(from != "stay", renamed.ToImmutable());
    }

    private string ReadInstrument(YamlMap map)
    {
        var id = map.Text("instrument") ?? "";
        if (id.Length > 0 && (!context.Instruments.TryGetValue(id, out var instrument) || instrument.Scoring is null))
        {
            map.Problem("instrument", $"'{id}' is no instrument with a total. Known: {string.Join(", ", context.Instruments.Keys.Order(StringComparer.Ordinal))}.");
        }

        return id;
    }

    private static AvoidedDays ReadAvoided(YamlMap map)
    {
        var (dates, everyYear, holidays) = (new HashSet<LocalDate>(), new HashSet<AnnualDate>(), new HashSet<Holiday>());
        foreach (var word in map.Words("avoid", required: false))
        {
            if (Holidays.TryGetValue(word, out var holiday))
            {
                holidays.Add(holiday);
            }
            else if (AnnualPattern.Parse(word) is { Success: true } annual)
            {
                everyYear.Add(annual.Value);
            }
            else if (DatePattern.Parse(word) is { Success: true } date)
            {
                dates.Add(date.Value);
            }
            else
            {
                map.Problem("avoid", $"'{word}' is no day. Write {string.Join(", ", Holidays.Keys)}, a day of every year such as 07-04, or a date such as 2026-11-27.");
            }
        }

        if (everyYear.Count + dates.Count > 100)
        {
            map.Problem("avoid", string.Create(CultureInfo.InvariantCulture, $"{everyYear.Count + dates.Count} days to avoid are too many; 100 at most."));
        }

        return new AvoidedDays([.. dates], [.. everyYear], [.. holidays]);
    }

    private static ClockPolicy ReadClock(YamlMap pace)
    {
        if (pace.Map("clock", required: false) is not { } map)
        {
            return ClockPolicy.Usual;
        }

        var gap = map.Text("gap", required: false);
        var overlap = map.Text("overlap", required: false);
        if (gap is not (null or "after" or "shift"))
        {
            map.Problem("gap", $"'{gap}' is not known. Write 'after' (2:30 becomes 3:00) or 'shift' (2:30 becomes 3:30).");
        }

        if (overlap is not (null or "earlier" or "later"))
        {
            map.Problem("overlap", $"'{overlap}' is not known. Write 'earlier' or 'later'.");
        }

        map.RefuseTheRest();
        return new ClockPolicy(gap == "shift" ? GapPolicy.Shift : GapPolicy.After, overlap == "later" ? OverlapPolicy.Later : OverlapPolicy.Earlier);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Consent;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;
using NodaTime.Text;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>
/// One file of tests/cases/journey: what was <c>given</c>, what comes <c>when</c>, what must be <c>then</c>. Local times
/// (<c>2026-03-02T09:00</c>) are the patient's; times with a Z are instants. Where <c>when</c> is a list, the whole story of it is looked at, line by line.
/// </summary>
internal sealed class JourneyCase
{
    private const string Folder = "cases/journey";
    private static readonly PatientId Patient = new("p1");

    private readonly JsonObject _json;
    private DateTimeZone _zone = DateTimeZoneProviders.Tzdb["America/Chicago"];

    private JourneyCase(string file, JsonObject json)
    {
        File = file;
        _json = json;
    }

    public string File { get; }

    public string Description => (string)_json["description"]!;

    public JsonObject Then => (JsonObject)_json["then"]!;

    /// <summary>Whether a story of several steps is looked at, and not one step in every detail.</summary>
    public bool IsStory => _json["when"] is JsonArray;

    public static IReadOnlyList<JourneyCase> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, Folder), "*.json").Order(StringComparer.Ordinal)
            .Select(path => new JourneyCase(Path.GetFileName(path), (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(path))!)),
    ];

    /// <summary>Plays what was given, then what is looked at: one step, or the steps of a story.</summary>
    public IReadOnlyList<(JourneyInput Input, Outcome Outcome)> Play()
    {
        var run = new JourneyRun();
        foreach (var given in _json["given"]?.AsArray() ?? [])
        {
            Take(run, (JsonObject)given!);
        }

        var when = _json["when"] is JsonArray steps ? steps.Select(step => (JsonObject)step!) : [(JsonObject)_json["when"]!];
        return [.. when.SelectMany(step => Take(run, step))];
    }

    /// <summary>A time in the patient's own clock, as cases write it.</summary>
    public string Local(Instant instant) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss").Format(instant.InZone(_zone).LocalDateTime);

    private List<(JourneyInput Input, Outcome Outcome)> Take(JourneyRun run, JsonObject step)
    {
        var program = ProgramOf(step);
        run.Clinic = TestClinics.Named((string?)step["clinic"] ?? (string?)_json["clinic"] ?? "riverside");
        if (step["wakesUntil"] is { } until)
        {
            return [.. run.WakeUntil(Time(until), program).Select(outcome => ((JourneyInput)new JourneyInput.ClockReached { Id = new InputId("wake") }, outcome))];
        }

        var now = step["atNextWake"] is null ? Time(step["at"]!) : run.NextWake;
        var input = Input(step, program, run, now);
        return [(input, run.Take(input, program, now))];
    }

    private InterventionProgram ProgramOf(JsonObject step)
    {
        var program = TestPrograms.All[(string?)step["program"] ?? (string?)_json["program"] ?? "three-days"];
        return _json["earlier"] is JsonArray earlier
            ? program with { Earlier = [.. earlier.Select(name => TestPrograms.All[(string)name!]).Where(one => one.Version < program.Version)] }
            : program;
    }

    private JourneyInput Input(JsonObject step, InterventionProgram program, JourneyRun run, Instant now)
    {
        var id = run.NextId();
        return step switch
        {
            _ when step["enrolled"] is JsonObject enrolled => Enrolled(enrolled, program, id),
            _ when step["says"] is { } words => new JourneyInput.ReplyReceived(
                new PatientText((string)words!), step["writtenAt"] is { } written ? Time(written) : now)
            { Id = id },
            _ when step["acts"] is JsonObject acted => Stored(OfCase(acted, run), "caseActed", id),
            _ when step["called"] is JsonObject called => Stored(OfCase(called, run), "peopleCalled", id),
            _ when step["staff"] is { } words => new JourneyInput.StaffWrote(new PatientText((string)words!), "nurse-7") { Id = id },
            _ when step["hold"] is { } hold => new JourneyInput.HoldChanged((bool)hold!, "nurse-7") { Id = id },
            _ when step["delivered"] is { } text => Report(text, DeliveryOutcome.Delivered, step, id),
            _ when step["failed"] is { } text => Report(text, DeliveryOutcome.Failed, step, id),
            _ when step["blocked"] is { } text => Report(text, DeliveryOutcome.Blocked, step, id),
            _ when step["profile"] is JsonObject profile => Stored(profile, "profileChanged", id),
            _ when step["anchor"] is JsonObject anchor => new JourneyInput.AnchorMoved(
                Enum.Parse<ScheduleAnchor>(anchor.Single().Key, ignoreCase: true), Date(anchor.Single().Value))
            { Id = id },
            _ when step["expired"] is { } text => new JourneyInput.TextExpired(new EffectKey((string)text!)) { Id = id },
            _ when step["clock"] is not null || step["atNextWake"] is not null => new JourneyInput.ClockReached { Id = id },
            _ => throw new InvalidOperationException($"{File} has a step that says nothing known: {step.ToJsonString()}"),
        };
    }

    private static JourneyInput.DeliveryReported Report(JsonNode text, DeliveryOutcome outcome, JsonObject step, InputId id) =>
        new(new EffectKey((string)text!), outcome, (string?)step["code"]) { Id = id };

    /// <summary>What is about the case that was opened last.</summary>
    private static JsonObject OfCase(JsonObject about, JourneyRun run)
    {
        var json = (JsonObject)about.DeepClone();
        json["case"] = run.LastCase?.Value ?? "p1.0";
        return json;
    }

    /// <summary>An input as it is stored, without type and id.</summary>
    private static JourneyInput Stored(JsonObject input, string type, InputId id)
    {
        var json = (JsonObject)input.DeepClone();
        json["type"] = type;
        json["id"] = id.Value;
        return json.Deserialize<JourneyInput>(JourneyJson.Options)!;
    }

    private JourneyInput.Enrolled Enrolled(JsonObject enrolled, InterventionProgram program, InputId id)
    {
        var zone = (string?)enrolled["zone"] ?? "America/Chicago";
        var window = enrolled["window"]?.Deserialize<PreferredWindow>(JourneyJson.Options) ?? new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0));
        return new JourneyInput.Enrolled(
            Patient, new ClinicId("riverside"), program.Id, zone, (string?)enrolled["language"] ?? "en", window, "paper form",
            enrolled["reading"]?.Deserialize<ReadingWish>(JourneyJson.Options), Date(enrolled["discharge"]), Date(enrolled["appointment"]),
            enrolled["guardian"]?.Deserialize<GuardianConsent>(JourneyJson.Options), (string?)enrolled["research"], (string?)enrolled["state"])
        { Id = id };
    }

    private static LocalDate? Date(JsonNode? date) => date is null ? null : LocalDatePattern.Iso.Parse((string)date!).GetValueOrThrow();

    private Instant Time(JsonNode node)
    {
        if (_json["zone"] is { } zone)
        {
            _zone = DateTimeZoneProviders.Tzdb[(string)zone!];
        }

        var text = (string)node!;
        return text.EndsWith('Z')
            ? InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow()
            : LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text[..Math.Min(text.Length, 16)]).GetValueOrThrow()
                .PlusSeconds(text.Length > 16 ? int.Parse(text.AsSpan(17), System.Globalization.CultureInfo.InvariantCulture) : 0)
                .InZoneLeniently(_zone).ToInstant();
    }
}

using System.Globalization;
using MicroCare.Adapters;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Programs;
using MicroCare.Adapters.Storage;
using MicroCare.Core.Clinics;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MicroCare.Tests.Adapters.Texting.Pace;

/// <summary>What a simulated morning asks for.</summary>
/// <param name="Patients">How many have a step at nine, useful until eleven.</param>
/// <param name="Replies">The share of them, 0 to 1, who answer, each within ten minutes; each answer is thanked for at once.</param>
/// <param name="Instances">Over how many processes they are spread. All send from one number, and each paces alone.</param>
/// <param name="TextsPerMinute">What each process takes for its share.</param>
/// <param name="KilledAfter">When the processes are killed and begin anew on what they stored; null for never.</param>
public sealed record Morning(int Patients, double Replies = 0, int Instances = 1, int TextsPerMinute = 200, Duration? KilledAfter = null);

/// <summary>What became of it.</summary>
/// <param name="Minutes">From nine until the last step was sent.</param>
/// <param name="Steps">Steps that were sent.</param>
/// <param name="Twice">Texts beyond the first of a patient's step.</param>
/// <param name="Late">Steps sent at eleven or later.</param>
/// <param name="Answers">Answers that were sent.</param>
/// <param name="SlowestAnswer">The longest that somebody waited for an answer.</param>
/// <param name="Refused">429s.</param>
/// <param name="RingsPerStep">How often an alarm rang for each step.</param>
public sealed record MorningResult(double Minutes, int Steps, int Twice, int Late, int Answers, Duration SlowestAnswer, int Refused, double RingsPerStep);

/// <summary>Many patients whose step is due at the same minute: their alarms, the service in memory, and a carrier that takes 200 texts a minute; on a clock of its own.</summary>
public static class PaceSimulation
{
    private const int CarrierTakes = 200;
    private const string Program = """
        id: morning
        version: 1
        days: 1
        languages: [en]
        title: { en: Morning }
        messages:
          consent: { en: "Hi {name}, {clinic} asks: YES or NO?" }
          consent_again: { en: "Again: YES or NO?" }
          consent_unclear: { en: "YES or NO?" }
          declined: { en: "Fine." }
          started: { en: "Welcome." }
          welcome_back: { en: "Welcome back." }
          stopped: { en: "Stopped." }
          help: { en: "Help." }
          check_in: { en: "How are you?" }
          unmatched: { en: "Thank you." }
          closing: { en: "The end." }
        steps:
          - id: mood
            day: 1
            at: preferred
            text: { en: "How is your mood, from 0 (very low) to 10 (very good)? Reply 0-10." }
            answer: { type: number, min: 0, max: 10 }
            thanks: { en: "Thank you." }
            unclear: { en: "Just the number is enough." }
        """;

    private static readonly Instant Nine = Instant.FromUtc(2026, 3, 3, 15, 0); // A Tuesday in Chicago.
    private static readonly Instant Eleven = Nine + Duration.FromHours(2);

    /// <summary>Lets the morning pass.</summary>
    public static async Task<MorningResult> RunAsync(Morning morning)
    {
        ArgumentNullException.ThrowIfNull(morning);
        var time = new FakeTimeProvider(Nine.ToDateTimeOffset());
        var carrier = new CrowdedCarrier(CarrierTakes, time);
        var (store, phones) = (new InMemoryPatientStore(), new InMemoryPhoneBook());
        var providers = Enumerable.Range(0, morning.Instances).Select(_ => Provide(morning, carrier, time, store, phones)).ToList();
        var desks = providers.ConvertAll(provider => provider.GetRequiredService<IJourneys>());
        var killed = false;
        var random = new Random(20260303);
        var happenings = new PriorityQueue<(int Patient, bool Writes), (Instant At, int Order)>();
        var order = 0;
        for (var patient = 0; patient < morning.Patients; patient++)
        {
            await SeedAsync(providers[patient % morning.Instances], patient);
            happenings.Enqueue((patient, false), (Nine, order++));
        }

        var rings = 0;
        var seen = 0;
        var wrote = new Dictionary<string, Instant>();
        while (happenings.TryDequeue(out var happening, out var when) && when.At < Eleven + Duration.FromHours(1))
        {
            if (when.At.ToDateTimeOffset() > time.GetUtcNow())
            {
                time.SetUtcNow(when.At.ToDateTimeOffset());
            }

            if (!killed && when.At - Nine >= morning.KilledAfter)
            {
                killed = true;
                providers.AddRange(Enumerable.Range(0, morning.Instances).Select(_ => Provide(morning, carrier, time, store, phones)));
                desks = providers.TakeLast(morning.Instances).Select(provider => provider.GetRequiredService<IJourneys>()).ToList();
            }

            var desk = desks[happening.Patient % morning.Instances];
            if (happening.Writes)
            {
                wrote[PhoneOf(happening.Patient)] = when.At;
                var reply = new InboundText(new InputId($"reply-{happening.Patient}"), new PatientText(PhoneOf(happening.Patient)), new PatientText("7"), when.At);
                if ((await desk.ReceiveAsync(reply, CancellationToken.None)).WakeAlarm)
                {
                    happenings.Enqueue((happening.Patient, false), (when.At, order++));
                }
            }
            else
            {
                rings++;
                happenings.Enqueue((happening.Patient, false), (await RingAsync(desk, happening.Patient, when.At), order++));
            }

            for (; seen < carrier.Taken.Count; seen++)
            {
                if (carrier.Taken[seen].Text.Body.Words.StartsWith("How is", StringComparison.Ordinal) && random.NextDouble() < morning.Replies)
                {
                    happenings.Enqueue((happening.Patient, true), (when.At + Duration.FromSeconds(20 + random.Next(580)), order++));
                }
            }
        }

        foreach (var provider in providers)
        {
            await provider.DisposeAsync();
        }

        var steps = carrier.Taken.Where(taken => taken.Text.Body.Words.StartsWith("How is", StringComparison.Ordinal)).ToList();
        var answers = carrier.Taken.Where(taken => taken.Text.Body.Words == "Thank you.").ToList();
        return new MorningResult(
            (steps[^1].At - Nine).TotalMinutes, steps.Count, steps.Count - steps.DistinctBy(taken => taken.Text.To.Words).Count(), steps.Count(taken => taken.At >= Eleven),
            answers.Count, answers.Select(taken => taken.At - wrote[taken.Text.To.Words]).DefaultIfEmpty(Duration.Zero).Max(), carrier.Refused,
            (double)rings / morning.Patients);
    }

    /// <summary>Rings as the orchestrator does: a failure is tried again after five seconds.</summary>
    private static async Task<Instant> RingAsync(IJourneys desk, int patient, Instant now)
    {
        try
        {
            return (await desk.RingAsync(PatientOf(patient), CancellationToken.None)).NextWake ?? Instant.MaxValue;
        }
        catch (TextingUnavailableException)
        {
            return now + Duration.FromSeconds(5);
        }
    }

    private static ServiceProvider Provide(Morning morning, ITextSender carrier, TimeProvider time, IPatientStore store, IPhoneBook phones)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton(carrier);
        services.AddSingleton(store);
        services.AddSingleton(phones);
        services.AddSingleton(new ProgramLibrary([ProgramReader.Read("morning.yaml", Program)]));
        services.AddSingleton(new KeyRing("k", new Dictionary<string, byte[]> { ["k"] = new byte[32] }, new byte[32]));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DataStorage"] = StorageConnection.InMemory,
            ["MicroCare:SmsConnectionString"] = "unused",
            ["MicroCare:SmsFrom"] = "+18335550100",
            ["MicroCare:KeyFile"] = "unused",
            ["MicroCare:ProgramsFolder"] = "unused",
            ["MicroCare:TextsPerMinute"] = morning.TextsPerMinute.ToString(CultureInfo.InvariantCulture),
        }).Build();
        services.AddMicroCare(MicroCareSettings.Read(settings, isDevelopment: true));
        return services.BuildServiceProvider();
    }

    /// <summary>Somebody who said yes the evening before.</summary>
    private static async Task SeedAsync(ServiceProvider provider, int patient)
    {
        var program = provider.GetRequiredService<ProgramLibrary>().Get(new ProgramId("morning"));
        var evening = Nine - Duration.FromHours(14);
        var clinic = ClinicPolicy.Standard(new ClinicId("morning"), "Morning Clinic");
        var enrolled = new JourneyInput.Enrolled(
            PatientOf(patient), new ClinicId("morning"), program.Id, "America/Chicago", "en", new PreferredWindow(new LocalTime(9, 0), new LocalTime(11, 0)), "form")
        {
            Id = new InputId("enrolled"),
        };
        var state = Journey.Begin(enrolled, program, clinic, evening).State;
        var outcome = Journey.Step(state, new JourneyInput.ReplyReceived(new PatientText("YES"), evening) { Id = new InputId("yes") }, program, clinic, evening) with { Effects = [] };
        var contact = new Contact(new PatientText("Morning Person"), new PatientText(PhoneOf(patient)));
        await provider.GetRequiredService<IPhoneBook>().ReserveAsync(contact.Phone, PatientOf(patient), CancellationToken.None);
        await provider.GetRequiredService<IPatientStore>().CommitAsync(new PatientCommit(null, contact, outcome, null, [], evening), CancellationToken.None);
    }

    private static string PhoneOf(int patient) => string.Create(CultureInfo.InvariantCulture, $"+1312{5_000_000 + patient:D7}");

    private static PatientId PatientOf(int patient) => new(string.Create(CultureInfo.InvariantCulture, $"m{patient:D24}"));
}

using MicroCare.Adapters.Cases;
using MicroCare.Adapters.Costs;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Keys;
using MicroCare.Adapters.OnCall;
using MicroCare.Adapters.Phones;
using MicroCare.Adapters.Programs;
using MicroCare.Adapters.Texting;
using MicroCare.Adapters.Texting.OptOuts;
using MicroCare.Adapters.Triage;
using MicroCare.Core.Clinics;
using MicroCare.Core.Enrollment;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Ports;
using MicroCare.Core.Privacy;
using MicroCare.Core.Schedule;
using MicroCare.Core.Texting;
using MicroCare.Tests.Adapters;
using MicroCare.Tests.Core.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MicroCare.Tests.Safety;

/// <summary>
/// The service's own rules, desk, stepper and outbox, on stores in memory that fail as they are told; one patient after the other, each with a phone of their own.
/// </summary>
internal sealed class SafetyWorld : IDisposable, IClinics
{
    private static readonly ProgramLibrary Programs = ProgramLibrary.Read(Path.Combine(AppContext.BaseDirectory, "cases", "stack"));
    private readonly ServiceProvider _services;
    private readonly InMemoryPatientStore _inner = new();
    private int _patients;

    public SafetyWorld()
    {
        Store = new FaultyStore(_inner);
        Phone = new PhoneLog(Time, Find);
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(TestKeys.Ring);
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<SettledEffects>();
        services.AddSingleton(Programs);
        services.AddSingleton<IClinics>(this);
        services.AddSingleton<IPatientStore>(Store);
        services.AddSingleton<IPhoneBook, InMemoryPhoneBook>();
        services.AddSingleton<ICaseBoard>(Board);
        services.AddSingleton<ICallQueue>(Calls);
        services.AddSingleton<ICarrierOptOuts, InMemoryOptOuts>();
        services.AddSingleton<ISecondReader, NoSecondReader>();
        services.AddSingleton<IProgramFaults, InMemoryProgramFaults>();
        services.AddSingleton<IKeyMarks, InMemoryKeyMarks>();
        services.AddSingleton<ProgramMarks>();
        services.AddSingleton<ITextSender>(Phone);
        services.AddSingleton(new TextPace(1_000_000, Time));
        services.AddSingleton<ICostBook, InMemoryCostBook>();
        services.AddSingleton<RunningCosts>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TextMeter>(provider, PriceTable.Usual, SenderKind.TollFree));
        services.AddSingleton<IOnCallReplies, OnCallReplies>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JourneyStepper>(provider, 100));
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<IJourneys, JourneyDesk>();
        _services = services.BuildServiceProvider();
        Journeys = _services.GetRequiredService<IJourneys>();
    }

    public SettableTime Time { get; } = new();

    public FaultyStore Store { get; }

    public PhoneLog Phone { get; }

    public FaultyCalls Calls { get; } = new();

    public InMemoryCaseBoard Board { get; } = new();

    public IJourneys Journeys { get; }

    /// <summary>What every clinic has decided on by now.</summary>
    public ClinicPolicy Policy { get; set; } = TestClinics.Hillside;

    public IEnumerable<ClinicPolicy> All => [Policy];

    public ClinicPolicy? Find(ClinicId clinic) => Policy;

    public ClinicPolicy Get(ClinicId clinic) => Policy;

    /// <summary>Enrolls the next patient.</summary>
    public async Task<(PatientId Patient, PatientText Number)> EnrollAsync(string zone, PreferredWindow window)
    {
        Phone.Clear();
        var number = new PatientText(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+1312{++_patients + 2_000_000:D7}"));
        var enrollment = new Enrollment(
            TestClinics.Hillside.Id, new PatientText($"A-{_patients}"), new PatientText("Maria Lopez"), number, zone, "en", new ProgramId("three-days"), window, "paper form");
        var result = await Journeys.EnrollAsync(enrollment, CancellationToken.None);
        return (result.Patient, number);
    }

    /// <summary>The process died: what it remembered is gone.</summary>
    public void Restart(PatientId patient)
    {
        var settled = _services.GetRequiredService<SettledEffects>();
        settled.Remove(patient, settled.Of(patient));
        _services.GetRequiredService<JourneyStepper>().Forget(patient);
    }

    public PatientRecord Record(PatientId patient) => _inner.LoadAsync(patient, CancellationToken.None).Result!;

    public IReadOnlyList<JourneyFact> Facts(PatientId patient) => _inner.ReadFactsAsync(patient, CancellationToken.None).Result;

    public void Dispose() => _services.Dispose();

    private (TextPurpose Purpose, JourneyState State)? Find(EffectKey key)
    {
        if (!key.TryRead(out var patient, out _))
        {
            return null;
        }

        var record = Record(patient);
        return record.Outbox.Select(pending => pending.Effect).OfType<JourneyEffect.SendText>().FirstOrDefault(text => text.Key == key) is { } text
            ? (text.Purpose, record.State)
            : null;
    }
}

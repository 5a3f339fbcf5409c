using System.Globalization;
using System.Text.Json;
using MicroCare.Adapters.Journeys;
using MicroCare.Adapters.Phones;
using MicroCare.Core.Identity;
using MicroCare.Core.Journeys;
using MicroCare.Core.Privacy;
using MicroCare.Core.Programs;
using MicroCare.Core.Schedule;
using NodaTime;

namespace MicroCare.Bench;

/// <summary>Patients who have just been asked a question and have not answered yet, put straight into the stores.</summary>
internal static class Seeds
{
    public static string PhoneOf(int index) => string.Create(CultureInfo.InvariantCulture, $"+1312{5_000_000 + index:D7}");

    public static PatientId PatientOf(int index) => new(string.Create(CultureInfo.InvariantCulture, $"b{index:D24}"));

    /// <summary>The event of the patient's answer, as Event Grid delivers it.</summary>
    public static byte[] ReplyEvent(int index, DateTimeOffset at) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = Guid.NewGuid(),
        eventType = "Microsoft.Communication.SMSReceived",
        subject = "/phonenumber/18335550100",
        eventTime = at,
        data = new { messageId = $"bench-{index}", from = PhoneOf(index)[1..], to = "18335550100", message = "like a 6", receivedTimestamp = at, segmentCount = 1 },
        dataVersion = "1.0",
    });

    public static async Task StoreAsync(IPatientStore store, IPhoneBook phones, int from, int count, Instant now)
    {
        var program = BenchProgram.Read();
        await Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, cancellationToken) =>
        {
            var contact = new Contact(new PatientText("Bench Person"), new PatientText(PhoneOf(index)));
            await phones.ReserveAsync(contact.Phone, PatientOf(index), cancellationToken);
            await store.CommitAsync(new PatientCommit(null, contact, Asked(index, program, now), null, [], now), cancellationToken);
        });
    }

    /// <summary>The outcome of enrollment, consent and the first prompt, one after the other, without the texts still to be sent.</summary>
    private static Outcome Asked(int index, InterventionProgram program, Instant now)
    {
        // A zone in which it is past ten, so that the prompt of nine o'clock is out and no hour is quiet.
        var offset = 11 - now.InUtc().Hour;
        var zone = offset == 0 ? "Etc/UTC" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-offset:+0;-0}");
        var enrolled = new JourneyInput.Enrolled(
            PatientOf(index), new ClinicId("bench"), program.Id, zone, "en", new PreferredWindow(new LocalTime(9, 0), new LocalTime(12, 0)), "bench")
        {
            Id = new InputId("enrolled"),
        };
        var yesterday = now - Duration.FromHours(24);
        var state = Journey.Begin(enrolled, program, BenchClinic.Policy, yesterday).State;
        state = Journey.Step(state, new JourneyInput.ReplyReceived(new PatientText("YES"), yesterday) { Id = new InputId("yes") }, program, BenchClinic.Policy, yesterday).State;
        var asked = Journey.Step(state, new JourneyInput.ClockReached { Id = new InputId("clock") }, program, BenchClinic.Policy, state.NextWake!.Value);
        return asked with { Effects = [] };
    }
}

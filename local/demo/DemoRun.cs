using System.Text.Json.Nodes;
using MicroCare.Adapters.Programs;
using MicroCare.Core.Identity;
using MicroCare.Core.Programs;
using MicroCare.Local.Access;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Local.Demo;

/// <summary>Runs simulated patients through the program, on a clock on which weeks pass in a minute.</summary>
public sealed class DemoRun(DemoOptions options, DemoScreen screen)
{
    private const int DaysAfter = 3;
    private const string Riverside = "riverside";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private readonly WorkGauge _gauge = new();
    private readonly List<Exception> _faults = [];

    /// <summary>Runs to the end, or until cancelled; goes on where an earlier run was stopped.</summary>
    /// <returns>0 when the service's count of texts agrees with the carrier's, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var samples = SampleEnrollment.Read(options.Samples);
        var state = Prepare();
        screen.Say($"Starting Azurite, the carrier and the functions in {options.Folder} …");
        using var clock = WarpClock.Resume(Path.Combine(options.Folder, "clock"), state.Start, options.Speed, _gauge);
        await using var stack = await LocalStack.StartAsync(
            new StackOptions(options.Folder, clock, _gauge, HttpPort: 0, CarrierPort: 0, TimeSpan.FromSeconds(2))
            {
                Verbose = options.Verbose,
                ClinicsFolder = LocalStack.ShippedClinics,
                EscalationWatchSchedule = "0 0 * * * *",
            },
            cancellationToken);
        new RunningFile(Environment.ProcessId, stack.Host.BaseUri, stack.Storage).Write(options.Folder);
        try
        {
            using var client = new ServiceClient(
                stack.Host.BaseUri,
                new DevelopmentTokens(LocalStack.AccessKeyFile(options.Folder), clock),
                [.. samples.Select(sample => (string)sample.Body["clinic"]!).Distinct()]);
            return await RunAsync(stack, clock, client, samples, state, cancellationToken);
        }
        finally
        {
            RunningFile.Remove(options.Folder);
        }
    }

    private async Task<int> RunAsync(
        LocalStack stack, WarpClock clock, ServiceClient client, IReadOnlyList<SampleEnrollment> samples, DemoState state, CancellationToken cancellationToken)
    {
        var programs = stack.Host.Services.GetRequiredService<ProgramLibrary>();
        var program = programs.Find(new ProgramId(state.Program)) ?? throw new InvalidOperationException(
            $"There is no program '{state.Program}'. Known: {string.Join(", ", programs.All.Select(known => known.Id.Value).Order(StringComparer.Ordinal))}.");
        var days = options.Days ?? program.Days + DaysAfter;
        var end = state.Start.AddDays(days);
        var phones = Phones(stack, clock, samples, state, program);
        await using var team = new CareTeam(stack.Carrier, client, clock, Riverside, Fail);
        var patients = new List<(SampleEnrollment Sample, string Patient)>();
        try
        {
            using (_gauge.Begin())
            {
                phones.ForEach(phone => phone.Start());
                team.Start();
                clock.Start();
                foreach (var sample in samples)
                {
                    var body = sample.Body.DeepClone().AsObject();
                    body["program"] = state.Program;
                    patients.Add((sample, await client.EnrollAsync(body, cancellationToken)));
                }

                await stack.DrainAsync(_gauge, cancellationToken);
            }

            screen.Say($"{patients.Count} patients are enrolled over HTTP. {days} days of {program.Title.In("en")} begin on {state.Start:d MMMM yyyy} …");
            await screen.FollowAsync(clock, state.Start, end, stack.Carrier.Ledger, async show =>
            {
                while (clock.GetUtcNow() < end)
                {
                    show();
                    await Task.Delay(Tick, TimeProvider.System, cancellationToken);
                    ThrowIfBroken(stack);
                }
            });
        }
        finally
        {
            foreach (var phone in phones)
            {
                await phone.DisposeAsync();
            }
        }

        clock.Rate = 1;
        var agreed = await ReportAsync(stack, client, patients, cancellationToken);
        (state with { Finished = true }).Write(options.Folder);
        if (options.Keep)
        {
            await KeepAsync(stack, cancellationToken);
        }

        return agreed ? 0 : 1;
    }

    private DemoState Prepare()
    {
        var earlier = options.Fresh ? null : DemoState.Read(options.Folder);
        if (earlier is { Finished: false })
        {
            screen.Say("An earlier demo did not reach its end: it goes on. (--fresh begins a new one.)");
            return earlier;
        }

        if (RunningFile.Read(options.Folder) is { } running)
        {
            throw new InvalidOperationException($"Process {running.ProcessId} uses {options.Folder}. Stop it, or name another folder with --data.");
        }

        if (Directory.Exists(options.Folder))
        {
            Directory.Delete(options.Folder, recursive: true);
        }

        Directory.CreateDirectory(options.Folder);
        var state = new DemoState(options.Seed, options.Start, options.Program, Finished: false);
        state.Write(options.Folder);
        return state;
    }

    private List<PatientPhone> Phones(LocalStack stack, WarpClock clock, IReadOnlyList<SampleEnrollment> samples, DemoState state, InterventionProgram program)
    {
        return [.. samples.Select(sample => new PatientPhone(
            sample.Phone,
            new Persona(
                sample.Persona, sample.Language, sample.Phone, state.Seed, state.Start,
                new ProgramTexts(program, sample.Language)),
            stack.Carrier,
            clock,
            Fail))];
    }

    private void Fail(Exception fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }
    }

    private async Task<bool> ReportAsync(
        LocalStack stack, ServiceClient client, IReadOnlyList<(SampleEnrollment Sample, string Patient)> patients, CancellationToken cancellationToken)
    {
        await UntilQuietAsync(stack, cancellationToken);
        var answers = new List<(string Persona, JsonNode Patient)>();
        foreach (var (sample, patient) in patients)
        {
            answers.Add((sample.Persona, await client.GetAsync($"api/patients/{patient}", cancellationToken)));
        }

        var total = DemoRow.Of("all", [.. answers.Select(answer => answer.Patient)]);
        screen.Table(answers.GroupBy(answer => answer.Persona).Select(group => DemoRow.Of(group.Key, [.. group.Select(answer => answer.Patient)])), total);
        var theirs = patients.Select(entry => entry.Sample.Phone).ToHashSet(StringComparer.Ordinal);
        var texts = stack.Carrier.Ledger.All.Where(text => theirs.Contains(text.Direction == TextDirection.ToPhone ? text.To : text.From)).ToList();
        var (accepted, delivered) = (texts.Count(text => text.Direction == TextDirection.ToPhone), texts.Count(text => text is { Direction: TextDirection.ToPhone, Status: TextStatus.Delivered }));
        var agreed = total.AgreesWith(accepted, delivered);
        screen.Say(agreed
            ? $"The carrier counts the same: {accepted} texts taken, {delivered} on phones; {texts.Count - accepted} came back."
            : $"THE CARRIER COUNTS DIFFERENTLY: {accepted} texts taken, {delivered} on phones.");
        var safe = ShowCrises(answers);
        await ShowCasesAndExportsAsync(client, patients, cancellationToken);
        return agreed && safe;
    }

    /// <summary>Shows what became of each text that told of danger; false where a person did not come.</summary>
    private bool ShowCrises(IEnumerable<(string Persona, JsonNode Patient)> answers)
    {
        var complete = true;
        foreach (var (_, patient) in answers)
        {
            var lines = CrisisStory.Of(patient).ToList();
            if (lines.Count > 0)
            {
                complete &= CrisisStory.IsComplete(patient);
                screen.Say($"A text of patient {patient["patientId"]} told of danger. From the text on (hours, minutes, seconds):");
                lines.ForEach(line => screen.Say($"  {line}"));
            }
        }

        return complete;
    }

    private async Task ShowCasesAndExportsAsync(
        ServiceClient client, IReadOnlyList<(SampleEnrollment Sample, string Patient)> patients, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.Folder, "exports");
        Directory.CreateDirectory(folder);
        foreach (var clinic in patients.Select(entry => (string)entry.Sample.Body["clinic"]!).Distinct().Order(StringComparer.Ordinal))
        {
            var cases = (await client.GetAsync($"api/cases?clinic={clinic}", cancellationToken)).AsArray();
            var (_, csv) = await client.ExportAsync(clinic, cancellationToken);
            var path = Path.Combine(folder, $"{clinic}.csv");
            await File.WriteAllTextAsync(path, csv, cancellationToken);
            screen.Say($"{clinic}: {cases.Count} cases to look at; export {path}, which begins:");
            foreach (var line in csv.Split("\r\n").Take(4))
            {
                screen.Say($"    {line}");
            }
        }
    }

    /// <summary>Waits, at the wall clock's pace, until every text has arrived and every event is handled.</summary>
    private async Task UntilQuietAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Delay(Tick, TimeProvider.System, cancellationToken);
            var underWay = _gauge.InFlight > 0
                || stack.Carrier.Ledger.All.Any(text => text.Status == TextStatus.Accepted || !text.Published)
                || await stack.Host.Queues.CountAsync(LocalStack.InboundQueue, cancellationToken) > 0;
            quiet = underWay ? 0 : quiet + 1;
        }
    }

    private async Task KeepAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        screen.Say($"Everything stays open until Ctrl-C:");
        screen.Say($"    functions  {stack.Host.BaseUri}api/   (a token: microcare token --role Care.Team --clinic riverside --data {options.Folder})");
        screen.Say($"    carrier    {stack.Carrier.Endpoint}sms");
        screen.Say($"    storage    {stack.Storage}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            screen.Say("Stopping …");
        }
    }

    private void ThrowIfBroken(LocalStack stack)
    {
        if (stack.Host.Completion.IsCompleted)
        {
            throw new InvalidOperationException("The functions have stopped.", stack.Host.Completion.Exception);
        }

        lock (_faults)
        {
            if (_faults.Count > 0)
            {
                throw new InvalidOperationException("A simulated phone failed.", _faults[0]);
            }
        }
    }
}

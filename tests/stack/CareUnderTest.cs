using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Ports;
using MicroCare.Local.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Tests.Stack;

/// <summary>A service whose clinic has people on call, with one patient.</summary>
public sealed class CareUnderTest : IAsyncDisposable
{
    public const string Patient = "+13125550142";
    public const string Nurse = "+13125550171";
    public const string Lead = "+13125550172";
    public const string Director = "+13125550173";
    public const string Danger = "I want to kill myself, canaryword";
    private readonly string _clinics;

    private CareUnderTest(ServiceUnderTest service, string clinics, string patient) => (Service, _clinics, PatientId) = (service, clinics, patient);

    public ServiceUnderTest Service { get; }

    public string PatientId { get; }

    /// <summary>A Friday noon at the clinic, where the patient has consented; <paramref name="further"/> is added to the clinic's file.</summary>
    public static async Task<CareUnderTest> StartAsync(
        string further = "", string? onCall = null, DateTimeOffset? now = null, Action<IServiceCollection>? services = null, Action<LocalHostOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("microcare-clinics").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "riverside.yaml"), $"""
            id: riverside
            name: Riverside Clinic
            line: 312-555-0100
            {onCall ?? Tiers}
            {further}
            """);
        var service = await ServiceUnderTest.StartAsync(now ?? new DateTimeOffset(2026, 10, 30, 17, 0, 0, TimeSpan.Zero), services, options =>
        {
            options.Settings["MicroCare__ClinicsFolder"] = folder;
            options.Settings["NURSE_PHONE"] = "(312) 555-0171";
            change?.Invoke(options);
        });
        var patient = await service.EnrollAsync(ServiceUnderTest.Enrollment("A-1", Patient));
        await service.WriteAsync(Patient, "YES");
        return new CareUnderTest(service, folder, patient);
    }

    private static string Tiers => $$"""
        on_call:
          - - { name: Nurse on duty, phone: "${NURSE_PHONE}" }
          - - { name: Clinical lead, phone: "{{Lead}}" }
            - { name: Medical director, phone: "{{Director}}" }
        """;

    /// <summary>Lets minutes pass, one by one.</summary>
    public async Task MinutesAsync(int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            Service.Time.Advance(TimeSpan.FromMinutes(1));
            await Service.QuietAsync();
        }
    }

    /// <summary>The texts that called somebody.</summary>
    public IReadOnlyList<string> CallsTo(string phone) => [.. Service.TextsTo(phone).Where(text => text.StartsWith("EMERGENCY", StringComparison.Ordinal))];

    public IEnumerable<OutgoingText> TextsToStaff => Service.Phone.Where(text => text.To.Words is Nurse or Lead or Director);

    public async Task<JsonArray> CasesAsync(string query = "") => (await Service.Http.GetFromJsonAsync<JsonArray>($"api/cases{query}"))!;

    /// <summary>The only case that is not resolved.</summary>
    public async Task<JsonObject> CaseAsync() => Assert.Single(await CasesAsync())!.AsObject();

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        Service.Http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : JsonContent.Create(body));

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(_clinics, recursive: true);
    }
}

using System.Text.Json.Nodes;
using MicroCare.Local.Carriers;
using MicroCare.Local.Stack;

namespace MicroCare.Local.Demo;

/// <summary>
/// A clinic's simulated people: the nurse on duty does not hear the phone, the clinical lead does two minutes after it rings, acknowledges, writes to the patient by name,
/// and resolves the case some hours later.
/// </summary>
public sealed class CareTeam : IAsyncDisposable
{
    /// <summary>The first tier's phone.</summary>
    public const string Nurse = "+13125550171";

    /// <summary>The second tier's phone.</summary>
    public const string Lead = "+13125550172";

    /// <summary>The third tier's phone.</summary>
    public const string Director = "+13125550173";

    /// <summary>How whoever writes signs.</summary>
    public const string Signature = "Ana Ruiz, RN";

    private static readonly TimeSpan HearsAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ResolvesAfter = TimeSpan.FromHours(3);
    private readonly Carrier _carrier;
    private readonly ServiceClient _client;
    private readonly TimeProvider _time;
    private readonly string _clinic;
    private readonly Action<Exception> _onFault;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<Task> _work = [];
    private IDisposable? _listening;

    /// <summary>Takes the phone network, the service's API and the clinic; <paramref name="onFault"/> is told of what should not happen.</summary>
    public CareTeam(Carrier carrier, ServiceClient client, TimeProvider time, string clinic, Action<Exception> onFault)
    {
        _carrier = carrier;
        _client = client;
        _time = time;
        _clinic = clinic;
        _onFault = onFault;
    }

    /// <summary>Begins to listen on the lead's phone. Calls that a killed run left are heard again.</summary>
    public void Start()
    {
        _listening = _carrier.OnText(Lead, (_, _) =>
        {
            Hear();
            return Task.CompletedTask;
        });
        if (_carrier.Ledger.Of(Lead).Count > 0)
        {
            Hear();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_work);
        _stopping.Dispose();
    }

    private void Hear()
    {
        lock (_lock)
        {
            _work.Add(AnswerAsync());
        }
    }

    private async Task AnswerAsync()
    {
        try
        {
            await Task.Delay(HearsAfter, _time, _stopping.Token);
            foreach (var one in await OpenAsync())
            {
                await _client.PostAsync($"api/cases/{one.Id}/acknowledge", _stopping.Token);
                await _client.PostAsync(
                    $"api/patients/{one.Patient}/messages",
                    new JsonObject { ["signedAs"] = Signature, ["text"] = "I read what you wrote, and I am here. Can I call you now?" },
                    _stopping.Token);
                await Task.Delay(ResolvesAfter, _time, _stopping.Token);
                await _client.PostAsync($"api/cases/{one.Id}/resolve", new JsonObject { ["note"] = "Talked for an hour. Safe, with family. Safety plan made, visit tomorrow." }, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The demo ends.
        }
        catch (Exception fault)
        {
            _onFault(fault);
        }
    }

    private async Task<IReadOnlyList<(string Id, string Patient)>> OpenAsync()
    {
        var cases = await _client.GetAsync($"api/cases?clinic={_clinic}&urgency=emergency&status=open", _stopping.Token);
        return [.. cases.AsArray().Select(one => ((string)one!["id"]!, (string)one["patientId"]!))];
    }
}

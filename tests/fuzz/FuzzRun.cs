using System.Globalization;

namespace MicroCare.Tests.Fuzz;

/// <summary>
/// Which cases are tried. A case follows from seed and number alone, so any can be had again. Settings: <c>MICROCARE_FUZZ_MINUTES</c> (else a fixed few
/// hundred cases), <c>MICROCARE_FUZZ_SEED</c>, <c>MICROCARE_FUZZ_CASE</c> (just that one), <c>MICROCARE_FUZZ_STATE</c> (a file that holds the next
/// case's number: a run that was stopped goes on from there).
/// </summary>
internal sealed class FuzzRun
{
    private readonly int _seed = Number("MICROCARE_FUZZ_SEED") ?? 20261123;
    private readonly int? _only = Number("MICROCARE_FUZZ_CASE");
    private readonly int? _minutes = Number("MICROCARE_FUZZ_MINUTES");
    private readonly string? _state;
    private readonly int _cases;
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>A run of so many cases, unless the settings say otherwise.</summary>
    public FuzzRun(string name, int cases)
    {
        _cases = cases;
        _state = Environment.GetEnvironmentVariable("MICROCARE_FUZZ_STATE") is { Length: > 0 } file ? $"{file}.{name}" : null;
    }

    /// <summary>How many cases were begun.</summary>
    public int Tried { get; private set; }

    /// <summary>The numbers of the cases, each with its own generator.</summary>
    public IEnumerable<(int Number, Random Random)> Cases()
    {
        var first = _only ?? (_state is not null && File.Exists(_state) ? int.Parse(File.ReadAllText(_state), CultureInfo.InvariantCulture) : 0);
        for (var number = first; _only is null ? HasTime(number - first) : number == first; number++)
        {
            if (_state is not null)
            {
                File.WriteAllText(_state, number.ToString(CultureInfo.InvariantCulture));
            }

            Tried++;
            yield return (number, new Random(HashCode(number)));
        }
    }

    /// <summary>What to say of a case that went wrong.</summary>
    public string Again(int number) => $"To have it again: MICROCARE_FUZZ_SEED={_seed} MICROCARE_FUZZ_CASE={number}";

    private bool HasTime(int done) =>
        _minutes is { } minutes ? TimeProvider.System.GetElapsedTime(_started) < TimeSpan.FromMinutes(minutes) : done < _cases;

    private int HashCode(int number) => unchecked((_seed * 397) ^ (number * 16777619));

    private static int? Number(string setting) =>
        int.TryParse(Environment.GetEnvironmentVariable(setting), CultureInfo.InvariantCulture, out var number) ? number : null;
}

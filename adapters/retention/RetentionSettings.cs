using Microsoft.Extensions.Configuration;

namespace MicroCare.Adapters.Retention;

/// <summary>How long what is kept is kept, in days, under <c>MicroCare__Retention__</c>; 0: for ever.</summary>
/// <param name="EndedJourneys">After the last thing that happened in a journey that has ended, or whose patient said no or STOP.</param>
/// <param name="DeadLetters">Messages that could not be handled.</param>
/// <param name="Exports">Research exports, from their order on.</param>
/// <param name="Audit">Who looked at whom, and what is left of people who were erased. Six years are what 45 CFR 164.316(b)(2) asks for.</param>
public sealed record RetentionSettings(int EndedJourneys, int DeadLetters, int Exports, int Audit)
{
    private const int SixYears = 2190;

    /// <summary>What holds where nothing is set.</summary>
    public static RetentionSettings Standard { get; } = new(SixYears, 90, 365, SixYears);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One is no number of days; the message names it.</exception>
    public static RetentionSettings Read(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new(
            Days(nameof(EndedJourneys), Standard.EndedJourneys), Days(nameof(DeadLetters), Standard.DeadLetters), Days(nameof(Exports), Standard.Exports),
            Days(nameof(Audit), Standard.Audit));

        int Days(string name, int standard) => section[name] switch
        {
            null or "" => standard,
            var text when int.TryParse(text, out var days) && days is >= 0 and <= 36_500 => days,
            _ => throw new InvalidOperationException($"The setting MicroCare__Retention__{name} must be a number of days, 0 for ever."),
        };
    }
}

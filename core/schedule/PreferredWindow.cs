using System.Text.Json.Serialization;
using NodaTime;

namespace MicroCare.Core.Schedule;

/// <summary>
/// When in the day a patient wants to hear from the program, in the patient's own local time. <see cref="From"/> is inclusive,
/// <see cref="To"/> exclusive; the window lies within <see cref="QuietHours"/>' open hours and is at least 30 minutes long.
/// </summary>
public sealed record PreferredWindow(LocalTime From, LocalTime To)
{
    /// <summary>
    /// The time of day for a text that is not a program step (such as the gentle one after silence): at least four hours from
    /// <see cref="From"/>, so that two texts never stand together, and always between 9:00 and 20:00.
    /// </summary>
    [JsonIgnore]
    public LocalTime AsideTime => From.Hour >= 14 ? From.PlusHours(-5) : From.PlusHours(6);
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using MicroCare.Core.Programs;
using MicroCare.Core.Programs.Reading;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace MicroCare.Core.Schedule;

/// <summary>A state whose hours for texts are stricter than the federal ones: <c>core/schedule/state-hours.yaml</c>.</summary>
/// <param name="State">Its two letters, in capitals.</param>
/// <param name="Hours">The hours.</param>
/// <param name="Statute">The section that says so.</param>
/// <param name="IsRead">Whether that section itself was read, and not reports of it.</param>
public sealed record StateHours(string State, TextingHours Hours, string Statute, bool IsRead)
{
    private const string File = "state-hours.yaml";

    /// <summary>All of the list, by state, in any case.</summary>
    public static FrozenDictionary<string, StateHours> All { get; } = Read(File, EmbeddedFile.Read(File)).ToFrozenDictionary(hours => hours.State, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads such a list.</summary>
    /// <exception cref="ProgramFormatException">Something is wrong with it: hours that are no hours, or more than the federal ones.</exception>
    public static ImmutableArray<StateHours> Read(string file, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new ProgramProblems(file);
        var states = ImmutableArray<StateHours>.Empty;
        if (YamlFile.Root(yaml, "A list of hours", problems) is { } root)
        {
            states = [.. root.Children.Select(child => ReadState(((YamlScalarNode)child.Key).Value ?? "", child.Value, problems)).OfType<StateHours>()];
        }

        return problems.Count == 0 ? states : throw new ProgramFormatException(problems.All);
    }

    private static StateHours? ReadState(string state, YamlNode node, ProgramProblems problems)
    {
        if (state is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] || node is not YamlMappingNode mapping)
        {
            problems.Add(node, $"'{state}' must be a state's two letters, and hold its hours.");
            return null;
        }

        var map = new YamlMap(mapping, problems, $"{state}.");
        var usual = ReadDay(map);
        var days = Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Select(day => ReadWeekday(map, day.ToString().ToLowerInvariant(), usual)).ToImmutableArray();
        var checkedBy = map.Text("checked");
        if (checkedBy is not (null or "statute" or "reports"))
        {
            map.Problem("checked", "'checked' must be 'statute' or 'reports'.");
        }

        if (days.All(day => day is null))
        {
            map.Problem("open", "Every day is closed: no text could ever go out.");
        }

        var statute = map.Text("statute");
        map.RefuseTheRest();
        return new StateHours(state, new TextingHours(days), statute ?? "", checkedBy == "statute");
    }

    private static DayHours? ReadWeekday(YamlMap map, string weekday, DayHours? usual)
    {
        if (!map.Has(weekday))
        {
            map.Text(weekday, required: false);
            return usual;
        }

        if (map.IsMap(weekday))
        {
            var day = map.Map(weekday)!;
            var hours = ReadDay(day);
            day.RefuseTheRest();
            return hours;
        }

        if (map.Text(weekday) is not (null or "closed"))
        {
            map.Problem(weekday, $"'{weekday}' must be 'closed', or have 'open' and 'close'.");
        }

        return null;
    }

    private static DayHours? ReadDay(YamlMap map)
    {
        var (open, close) = (TimeWords.TimeOfDay(map.Text("open") ?? ""), TimeWords.TimeOfDay(map.Text("close") ?? ""));
        if (open is not { } from || close is not { } to || from < QuietHours.Open || to > QuietHours.Close || from >= to)
        {
            map.Problem("open", $"'open' and 'close' must be times such as \"09:00\", from {QuietHours.Open:HH:mm} to {QuietHours.Close:HH:mm}, and in this order.");
            return null;
        }

        return new DayHours(from, to);
    }
}

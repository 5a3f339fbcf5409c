using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MicroCare.Local.Programs;

/// <summary>Shows a rehearsal in the terminal, as a phone shows a conversation: the program to the left, the patient to the right.</summary>
public sealed class ConversationScreen(IAnsiConsole console)
{
    private const double BubbleShare = 0.68;
    private const int NarrowestBubble = 24;
    private const int BubbleFrame = 4;
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly Style Aside = new(Color.Grey);
    private static readonly Style FromProgram = new(Color.Blue);
    private static readonly Style FromPatient = new(Color.Green);
    private static readonly Style Alarm = new(Color.Red);

    /// <summary>Shows the conversation and its summary.</summary>
    public void Show(RehearsedJourney journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var title = journey.Program.Title.In(journey.Language);
        console.WriteLine();
        console.Write(new Text($"{title}, version {journey.Program.Version}, as {journey.Persona.Name} lives through it: {journey.Persona.About}.\n"));
        LocalDate? shown = null;
        foreach (var line in journey.Lines)
        {
            if (line.Local.Date != shown)
            {
                shown = line.Local.Date;
                console.WriteLine();
                console.Write(new Rule(Markup.Escape(RehearsalSummary.Heading(journey, line.Local.Date))) { Style = Aside });
            }

            console.Write(line.Speaker == Speaker.Note ? Note(line) : Bubble(line));
            if (line.Speaker == Speaker.Patient)
            {
                console.WriteLine(); // What is aligned to the right does not end its last line.
            }
        }

        console.WriteLine();
        console.Write(new Text(RehearsalSummary.Of(journey) + "\n"));
        console.Write(new Text(RehearsalSummary.WeekByWeek(journey) + "\n"));
    }

    private static Padder Note(RehearsalLine line)
    {
        var isAlarm = line.Text.Length > 1 && char.IsUpper(line.Text[0]) && char.IsUpper(line.Text[1]);
        return new Padder(new Text($"· {Time.Format(line.Local.TimeOfDay)} {line.Text}", isAlarm ? Alarm : Aside), new Padding(4, 0, 0, 0));
    }

    private IRenderable Bubble(RehearsalLine line)
    {
        var about = $"{Time.Format(line.Local.TimeOfDay)}{(line.Step is { } step ? $"  {step}" : "")}{(line.Segments > 1 ? $"  {line.Segments} segments" : "")}";
        var widest = Math.Max(NarrowestBubble, (int)(console.Profile.Width * BubbleShare));
        var needed = Math.Max(line.Text.Split('\n').Max(part => part.Length), about.Length) + BubbleFrame;
        var panel = new Panel(new Rows(new Text(about, Aside), new Text(line.Text)))
        {
            Border = BoxBorder.Rounded,
            BorderStyle = line.Speaker == Speaker.Program ? FromProgram : FromPatient,
            Width = Math.Min(widest, needed),
        };
        return line.Speaker == Speaker.Program ? panel : Align.Right(panel);
    }
}

using Spectre.Console;

namespace MicroCare.Local.Programs;

/// <summary>Shows changes in the terminal; in colour where there is one, and marked in any case.</summary>
public sealed class ChangeScreen(IAnsiConsole console)
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    /// <summary>Shows a title and the sections under it.</summary>
    public void Show(string title, IEnumerable<ChangeSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        Write([(title, Heading)]);
        foreach (var section in sections)
        {
            Write([]);
            Write([(section.Title, Heading)]);
            foreach (var line in section.Lines)
            {
                var indented = line with { Indent = line.Indent + 1 };
                Write([(new string(' ', indented.Indent * 2), Style.Plain), .. line.Spans.Select(span => (new ChangeLine(0, [span]).ToString(), StyleOf(span.Kind)))]);
            }
        }
    }

    private static Style StyleOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Old => new Style(Color.Red),
        ChangeKind.New => new Style(Color.Green),
        _ => Style.Plain,
    };

    /// <summary>A line; where it goes to a file it is not broken, so that it can be searched.</summary>
    private void Write((string Text, Style Style)[] spans)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            console.Profile.Out.Writer.WriteLine(string.Concat(spans.Select(span => span.Text)));
            return;
        }

        var line = new Paragraph();
        foreach (var (text, style) in spans)
        {
            line.Append(text, style);
        }

        console.Write(line);
        console.WriteLine();
    }
}

using System.Globalization;
using System.Xml.Linq;
using static MicroCare.Local.Programs.Html;

namespace MicroCare.Local.Programs;

/// <summary>Draws a dialog: its moves from top to bottom, an arrow beside them wherever it does not simply go on.</summary>
internal static class FlowChart
{
    private const int Width = 620;
    private const int RowHeight = 40;
    private const int BoxHeight = 26;
    private const int LaneWidth = 16;
    private const int LabelWidth = 58;
    private const int LongestText = 98;

    /// <summary>What the arrows of all charts end in; stands once in a page.</summary>
    public static XElement ArrowHead() => Tag(
        "svg", Attr("width", 0), Attr("height", 0), Class("hidden"), Attr("aria-hidden", "true"),
        Tag("defs", Tag(
            "marker", Id("arrow"), Attr("viewBox", "0 0 8 8"), Attr("refX", 7), Attr("refY", 4), Attr("markerWidth", 7), Attr("markerHeight", 7), Attr("orient", "auto"),
            Tag("path", Attr("d", "M0 0 L8 4 L0 8 z")))));

    /// <summary>The chart.</summary>
    public static XElement Draw(Flow flow, string title)
    {
        var lanes = Lanes(flow);
        var right = Width + LabelWidth + (LaneWidth * (lanes.Values.DefaultIfEmpty(-1).Max() + 1));
        var height = (flow.Boxes.Length * RowHeight) + 6;
        return Tag(
            "svg", Class("flow"), Attr("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {right} {height}")), Attr("width", right), Attr("height", height),
            Attr("role", "group"), Attr("aria-label", title),
            flow.Arrows.Select(arrow => lanes.TryGetValue(arrow, out var lane) ? Beside(arrow, lane) : Down(arrow)).ToArray(),
            flow.Boxes.Select(Box).ToArray());
    }

    private static XElement Box(FlowBox box, int at)
    {
        var text = box.Text.Length > LongestText ? box.Text[..Cut(box.Text)] + "…" : box.Text;
        var drawn = Tag(
            "g", Class("box " + box.Kind), Tag("title", box.Text),
            Tag("rect", Attr("x", 2), Attr("y", Top(at)), Attr("width", Width - 4), Attr("height", BoxHeight), Attr("rx", 5)),
            Tag("text", Attr("x", 10), Attr("y", Top(at) + 17), text));
        return (box.Target?.Value is { } step ? "step-" + step : box.Instrument is { } instrument ? "instrument-" + instrument : null) is { } id ? Link(id, drawn) : drawn;
    }

    private static XElement Down(FlowArrow arrow) => Tag(
        "g", Class("arrow"),
        Tag("line", Attr("x1", 30), Attr("y1", Top(arrow.From) + BoxHeight), Attr("x2", 30), Attr("y2", Top(arrow.To) - 1), Attr("marker-end", "url(#arrow)")),
        arrow.Label.Length > 0 ? Tag("text", Attr("x", 38), Attr("y", Top(arrow.To) - 1), arrow.Label) : null);

    private static XElement Beside(FlowArrow arrow, int lane)
    {
        var x = Width + LabelWidth + (lane * LaneWidth);
        var from = Top(arrow.From) + (BoxHeight * 0.65);
        var to = Top(arrow.To) + (BoxHeight * 0.35);
        return Tag(
            "g", Class("arrow"),
            Tag("path", Attr("d", string.Create(CultureInfo.InvariantCulture, $"M{Width - 2} {from:0.#} H{x} V{to:0.#} H{Width + 1}")), Attr("marker-end", "url(#arrow)")),
            arrow.Label.Length > 0 ? Tag("text", Attr("x", Width + 6), Attr("y", from - 3), arrow.Label) : null);
    }

    /// <summary>A lane for each arrow that goes further than to the next row, so that no two lie on one another; short ones next to the boxes.</summary>
    private static Dictionary<FlowArrow, int> Lanes(Flow flow)
    {
        var lanes = new Dictionary<FlowArrow, int>();
        var taken = new List<List<(int First, int Last)>>();
        foreach (var arrow in flow.Arrows.Where(arrow => arrow.To != arrow.From + 1).OrderBy(arrow => Math.Abs(arrow.To - arrow.From)).ThenBy(arrow => arrow.From))
        {
            var (first, last) = (Math.Min(arrow.From, arrow.To), Math.Max(arrow.From, arrow.To));
            var lane = taken.FindIndex(others => others.TrueForAll(other => last < other.First || first > other.Last));
            if (lane < 0)
            {
                lane = taken.Count;
                taken.Add([]);
            }

            taken[lane].Add((first, last));
            lanes[arrow] = lane;
        }

        return lanes;
    }

    private static int Top(int row) => (row * RowHeight) + 2;

    private static int Cut(string text) => text.LastIndexOf(' ', LongestText) is var space && space > LongestText / 2 ? space
        : char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1
        : LongestText;
}

using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MicroCare.Local.Programs;

/// <summary>
/// Makes HTML that is well-formed XML as well. Whatever an author wrote goes in as text or attribute, so that it is encoded without anybody thinking of it.
/// </summary>
internal static class Html
{
    /// <summary>An element. Strings become text, elements and attributes what they are; nothing (null) is left out.</summary>
    public static XElement Tag(string name, params object?[] content)
    {
        var element = new XElement(name, content.Select(Clean));
        if (element.IsEmpty && name is not ("br" or "meta" or "path" or "rect" or "line" or "col"))
        {
            element.Add(""); // An HTML parser does not know <p/>: it would take what follows to be inside.
        }

        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute Attr(string name, string value) => new(name, Valid(value));

    /// <summary>An attribute of a number.</summary>
    public static XAttribute Attr(string name, double value) => new(name, value.ToString("0.#", CultureInfo.InvariantCulture));

    /// <summary>The class attribute.</summary>
    public static XAttribute Class(string value) => Attr("class", value);

    /// <summary>A heading or other place that can be linked to.</summary>
    public static XAttribute Id(string value) => Attr("id", value);

    /// <summary>A link within the page.</summary>
    public static XElement Link(string id, params object?[] content) => Tag("a", [Attr("href", "#" + id), .. content]);

    /// <summary>A list of terms; empty values are left out.</summary>
    public static XElement? Terms(IEnumerable<(string Term, object? Value)> terms)
    {
        var given = terms.Where(one => one.Value is not (null or "")).ToList();
        return given.Count == 0 ? null : Tag("dl", [.. given.Select(one => (object)new object[] { Tag("dt", one.Term), Tag("dd", one.Value) })]);
    }

    /// <summary>The whole page as a file.</summary>
    public static string Page(XElement html)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false, NewLineHandling = NewLineHandling.None }))
        {
            html.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    private static object? Clean(object? content) => content switch
    {
        string text => Valid(text),
        object?[] several => several.Select(Clean).ToArray(),
        _ => content,
    };

    /// <summary>The text without what XML cannot hold, such as a control character that an author's escape made.</summary>
    private static string Valid(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            valid.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        }

        return valid.ToString();
    }
}

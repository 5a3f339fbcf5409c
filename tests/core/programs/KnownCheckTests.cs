using MicroCare.Core.Programs;
using MicroCare.Tests.Core.Journeys;

namespace MicroCare.Tests.Core.Programs;

/// <summary>Along every way through a dialog nothing is used before it is known; each row is the body of a step.</summary>
public sealed class KnownCheckTests
{
    private const string Ask = "ask: {en: q, es: q}, answer: {type: number, min: 0, max: 9}, unclear: {en: u, es: u}";
    private const string Use = "say: {en: \"{x}\", es: \"{x}\"}";
    private const string Nothing = "say: {en: a, es: a}";

    public static TheoryData<string> Proven =>
    [
        $"do: [{{ {Ask}, as: x }}, {{ {Use} }}]", // asked before
        $"when: known(x)\n    do: [{{ {Use} }}]", // guarded by when
        $"when: known(x) and x > 3\n    do: [{{ {Nothing} }}]", // the left side guards the right one
        $"when: not known(x) or x > 3\n    do: [{{ {Nothing} }}]",
        $"when: not (not known(x))\n    do: [{{ {Use} }}]",
        $"do: [{{ if: known(x), then: [{{ {Use} }}] }}]",
        $"do: [{{ if: not known(x), then: [{{ {Ask}, as: x }}] }}, {{ {Use} }}]", // known on both ways that meet
        $"do: [{{ if: not known(x), then: [{{ end: step }}] }}, {{ {Use} }}]",
        $"do: [{{ if: known(x) and known(y), then: [{{ {Use} }}, {{ set: s, to: x + y }}] }}]",
        $"do: [{{ if: not known(x) or not known(y), then: [{{ {Nothing} }}], else: [{{ set: s, to: x + y }}] }}]",
        "do: [{ set: s, to: s + 1 }]", // has a start value
        $"do: [{{ set: x, to: 3 }}, {{ {Use} }}]",
        $"do: [{{ repeat: 3, while: x > 3, do: [{{ {Ask}, as: x }}] }}]", // the first round is always taken
        $"do: [{{ {Ask}, as: x, give_up_after: 1 day, on_silence: [{{ end: step }}] }}, {{ {Use} }}]", // silence leads elsewhere
        $"do: [{{ {Ask}, as: x, give_up_after: 1 day }}, {{ {Use} }}]", // silence ends the step
        $"do: [{{ wait: 1 day }}, {{ {Ask}, as: x }}, {{ wait: 1 day }}, {{ {Use} }}]",
        $"do: [{{ {Ask}, as: x }}, {{ label: top }}, {{ {Use} }}, {{ {Ask} }}, {{ go: top }}]",
        "do: [{ measure: who5 }, { if: score.who5 > 50, then: [{ end: step }] }]", // scored before
        "do: [{ if: known(score.who5) and score.who5 > 50, then: [{ end: step }] }]",
        "do: [{ if: known(change.who5), then: [{ set: s, to: score.who5 + change.who5 }] }]", // a change is of a score
        $"do: [{{ if: known(x), then: [{{ go: needs-x }}] }}, {{ {Nothing} }}]",
        $"do: [{{ goal: {{en: g, es: g}}, as: w, follow_up: {{ wait: 1 day, ask: {{en: \"{{w}}\", es: \"{{w}}\"}}, as: b }} }}]",
        $"gentler: [{{ {Ask}, as: x }}, {{ {Use} }}]\n    do: [{{ {Nothing} }}]",
        $"teaches: skill\n    mastered: x > 3\n    do: [{{ {Ask}, as: x }}]", // what is not known at the end does not hold
        $"do: [{{ if: day > 3 and week < 9 and course != 'worse' and engagement = 'active' and profile.level = 'plain', then: [{{ {Nothing} }}] }}]",
    ];

    public static TheoryData<string, string> Unproven => new()
    {
        { $"do: [{{ {Use} }}]", "A text recalls {x}" },
        { $"do: [{{ {Use} }}, {{ {Ask}, as: x }}]", "A text recalls {x}" },
        { $"when: x > 3\n    do: [{{ {Nothing} }}]", "'when' uses 'x'" },
        { $"when: x > 3 and known(x)\n    do: [{{ {Nothing} }}]", "'when' uses 'x'" },
        { $"when: known(x) or x > 3\n    do: [{{ {Nothing} }}]", "'when' uses 'x'" },
        { $"when: known(x) or known(y)\n    do: [{{ {Use} }}]", "A text recalls {x}" },
        { $"when: not known(x)\n    do: [{{ {Use} }}]", "A text recalls {x}" },
        { $"do: [{{ if: known(x), then: [{{ {Nothing} }}], else: [{{ {Use} }}] }}]", "A text recalls {x}" },
        { $"do: [{{ if: known(x), then: [{{ {Nothing} }}] }}, {{ {Use} }}]", "A text recalls {x}" },
        { $"do: [{{ if: s > 3, then: [{{ {Ask}, as: x }}] }}, {{ {Use} }}]", "A text recalls {x}" }, // known on one of the ways that meet
        { "do: [{ if: x > 3, then: [{ end: step }] }]", "'if' uses 'x'" },
        { "do: [{ set: s, to: s + x }]", "'to' uses 'x'" },
        { "do: [{ set: x, to: x + 1 }]", "'to' uses 'x'" },
        { $"do: [{{ {Ask} }}, {{ {Use} }}]", "A text recalls {x}" }, // asked, but not kept
        { $"do: [{{ {Ask}, as: x, give_up_after: 1 day, on_silence: [{{ {Use} }}] }}]", "A text recalls {x}" }, // silence brought no answer
        { $"do: [{{ {Ask}, as: x, give_up_after: 1 day, on_silence: [{{ go: on }}] }}, {{ label: on }}, {{ {Use} }}]", "A text recalls {x}" },
        { $"do: [{{ label: top }}, {{ if: s > 3, then: [{{ {Use} }}] }}, {{ if: s < 2, then: [{{ {Ask}, as: x }}, {{ go: top }}] }}]", "A text recalls {x}" },
        { "do: [{ ask: {en: \"{x}\", es: a}, answer: {type: yesno}, unclear: {en: u, es: u} }]", "A text recalls {x}" },
        { "do: [{ ask: {en: a, es: a}, answer: {type: yesno}, unclear: {en: \"{x}\", es: u} }]", "A text recalls {x}" },
        { "say: { en: { plain: a, standard: \"{x}\" }, es: a }", "A text recalls {x}" }, // one variant is enough
        { "say: { en: a, es: \"{x}\" }", "A text recalls {x}" }, // and one language
        { "do: [{ if: score.who5 > 50, then: [{ end: step }] }]", "'if' uses 'score.who5'" },
        { "do: [{ measure: who5 }, { if: change.who5 > 0, then: [{ end: step }] }]", "'if' uses 'change.who5'" }, // the first time there is none
        { "do: [{ go: needs-x }]", "It goes to 'needs-x', which needs 'x' by its 'when'" },
        { $"gentler: [{{ {Use} }}]\n    do: [{{ {Nothing} }}]", "A text recalls {x}" },
        { "because: { en: \"{x}\", es: a }\n    say: { en: a, es: a }", "'{x}' is no placeholder" }, // a reason is kept in the open
        { "do: [{ if: score.effects > 1, then: [{ end: step }] }]", "'score.effects' is not known" }, // an instrument without a total
    };

    [Theory]
    [MemberData(nameof(Proven))]
    public void Step_ThatUsesOnlyWhatIsKnown_IsRead(string step) => Assert.Equal("one", Read(step).Steps[0].Id.Value);

    [Theory]
    [MemberData(nameof(Unproven))]
    public void Step_ThatUsesWhatMayNotBeKnown_IsRefused(string step, string message) =>
        Assert.Contains(message, Assert.Throws<ProgramFormatException>(() => Read(step)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("closing: { en: closing, es: cierre }", "closing: { en: \"{x}\", es: cierre }", "'{x}' is no placeholder")] // a closing text can come before x is known
    [InlineData("closing: { en: closing, es: cierre }", "closing: { en: \"{s} days\", es: cierre }", null)] // a start value is always there
    [InlineData("title: { en: Test, es: Prueba }", "title: { en: \"{s}\", es: Prueba }", "'{s}' is no placeholder")]
    public void Text_ThatCanComeAnytime_RecallsOnlyWhatIsAlwaysKnown(string there, string instead, string? message)
    {
        var yaml = Yaml($"do: [{{ {Nothing} }}]", TestPrograms.Around.Replace(there, instead, StringComparison.Ordinal));
        Assert.Contains(instead, yaml, StringComparison.Ordinal);

        var fault = Record.Exception(() => ProgramReader.Read("anytime.yaml", yaml, TestPrograms.Instruments));

        Assert.Equal(message is null, fault is null);
        Assert.Contains(message ?? "", fault?.Message ?? "", StringComparison.Ordinal);
    }

    private static InterventionProgram Read(string step) => ProgramReader.Read("known.yaml", Yaml(step, TestPrograms.Around), TestPrograms.Instruments);

    private static string Yaml(string step, string around) =>
        "id: known\nversion: 1\ndays: 9\n"
        + "memories: { x: number, y: number, b: yesno, w: text, s: { type: number, start: 0 } }\n"
        + $"steps:\n  - id: one\n    day: 1\n    {step}\n  - id: needs-x\n    when: known(x)\n    {Use}\n{around}";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using MicroCare.Core.Journeys;
using MicroCare.Core.Programs;

namespace MicroCare.Tests.Core.Journeys;

/// <summary>The rulebook, case by case; each file of tests/cases/journey is a row.</summary>
public sealed class JourneyCaseTests
{
    private static readonly Dictionary<string, JourneyCase> Cases = JourneyCase.ReadAll().ToDictionary(one => $"{one.File}: {one.Description}");

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Journey_Case_LeadsToWhatIsExpected(string name)
    {
        var one = Cases[name];
        var actual = Shown(one, [.. one.Play().Select(step => step.Outcome)]);

        Assert.Equal(Pretty(one.Then), Pretty(actual));
    }

    [Fact]
    public void Cases_Together_ShowEveryInputFactAndEffect()
    {
        var seen = new HashSet<Type>();
        foreach (var (input, outcome) in Cases.Values.SelectMany(one => one.Play()))
        {
            seen.Add(input.GetType());
            seen.UnionWith(outcome.Facts.Select(fact => fact.GetType()));
            seen.UnionWith(outcome.Effects.Select(effect => effect.GetType()));
        }

        var missing = new[] { typeof(JourneyInput), typeof(JourneyFact), typeof(JourneyEffect) }
            .SelectMany(family => family.GetNestedTypes().Where(type => type.IsSubclassOf(family)))
            .Where(type => !seen.Contains(type))
            .Select(type => $"{type.DeclaringType!.Name}.{type.Name}");
        Assert.Empty(missing);
    }

    [Fact]
    public void Cases_Together_ShowEveryReasonToSkipAndEveryFault()
    {
        var facts = Cases.Values.SelectMany(one => one.Play()).SelectMany(step => step.Outcome.Facts).ToList();

        Assert.Empty(Enum.GetValues<SkipReason>().Except(facts.OfType<JourneyFact.PromptSkipped>().Select(fact => fact.Reason)));

        // A text or a place that is missing is what reader and migration leave no way to; they are caught all the same.
        ProgramFault[] unreachable = [ProgramFault.MissingText, ProgramFault.MissingPlace];
        Assert.Empty(Enum.GetValues<ProgramFault>().Except(unreachable).Except(facts.OfType<JourneyFact.StepFaulted>().Select(fact => fact.Fault)));
    }

    [Fact]
    public void Cases_Together_ReachEveryPhase()
    {
        var phases = Cases.Values.SelectMany(one => one.Play()).Select(step => step.Outcome.State.Phase).ToHashSet();

        Assert.Empty(Enum.GetValues<JourneyPhase>().Except(phases));
    }

    /// <summary>The outcome as cases write it: without what every fact and effect of one step shares.</summary>
    internal static JsonObject Shown(JourneyCase one, IReadOnlyList<Outcome> outcomes)
    {
        var outcome = outcomes[^1];
        if (one.IsStory)
        {
            return new JsonObject
            {
                ["phase"] = JsonSerializer.SerializeToNode(outcome.State.Phase, JourneyJson.Options),
                ["nextWake"] = outcome.State.NextWake is { } next ? one.Local(next) : null,
                ["story"] = new JsonArray([.. StoryLines.Of(one, outcomes).Select(line => (JsonNode)line)]),
            };
        }

        var shown = new JsonObject
        {
            ["phase"] = JsonSerializer.SerializeToNode(outcome.State.Phase, JourneyJson.Options),
            ["nextWake"] = outcome.State.NextWake is { } wake ? one.Local(wake) : null,
            ["facts"] = new JsonArray([.. outcome.Facts.Select(fact => Without(fact, "at", "sequence", "triage"))]),
            ["effects"] = new JsonArray([.. outcome.Effects.Select(effect => Without(effect, "clinic", "patient"))]),
        };
        if (outcome.CancelsPendingTexts)
        {
            shown["cancelsPendingTexts"] = true;
        }

        if (outcome.CancelsProgramTexts)
        {
            shown["cancelsProgramTexts"] = true;
        }

        return shown;
    }

    private static JsonObject Without<TFamily>(TFamily value, params string[] names)
    {
        var node = JsonSerializer.SerializeToNode(value, JourneyJson.Options)!.AsObject();
        Array.ForEach(names, name => node.Remove(name));
        return node;
    }

    private static string Pretty(JsonNode node) => Sorted(node)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}

using System.Collections.Immutable;

namespace MicroCare.Core.Journeys;

/// <summary>What one step of a journey leads to; committed as a whole or not at all.</summary>
/// <param name="State">The state from now on; its <see cref="JourneyState.NextWake"/> says when the journey next has something to do.</param>
/// <param name="Facts">What happened, in order.</param>
/// <param name="Effects">What the outside world is asked to do, in order.</param>
/// <param name="CancelsPendingTexts">Texts decided earlier and not yet handed to the carrier must not go out any more; all but the crisis lines.</param>
/// <param name="CancelsProgramTexts">The same, for texts of the program only.</param>
public sealed record Outcome(
    JourneyState State, ImmutableArray<JourneyFact> Facts, ImmutableArray<JourneyEffect> Effects, bool CancelsPendingTexts = false,
    bool CancelsProgramTexts = false);

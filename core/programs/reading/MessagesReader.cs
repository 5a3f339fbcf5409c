namespace MicroCare.Core.Programs.Reading;

/// <summary>Reads <c>messages</c>: those that every program must write, and those that it may.</summary>
internal static class MessagesReader
{
    public static ProgramMessages? Read(ReadingContext context, YamlMap program)
    {
        if (program.Map("messages") is not { } map)
        {
            return null;
        }

        var before = context.Problems.Count;
        var read = new ProgramMessages
        {
            Consent = Required("consent"),
            ConsentAgain = Required("consent_again"),
            ConsentUnclear = Required("consent_unclear"),
            Declined = Required("declined"),
            Started = Required("started"),
            WelcomeBack = Required("welcome_back"),
            Stopped = Required("stopped"),
            Help = Required("help"),
            CheckIn = Required("check_in"),
            Unmatched = Required("unmatched"),
            Closing = Required("closing"),
            Paused = Optional("paused", StandardMessages.Paused, "until"),
            Resumed = Optional("resumed", StandardMessages.Resumed),
            Safety = Optional("safety", StandardMessages.Safety),
            SafetyWatched = Optional("safety_watched", StandardMessages.SafetyWatched),
            SafetyUnwatched = Optional("safety_unwatched", StandardMessages.SafetyUnwatched),
            SafetyLine = Optional("safety_line", StandardMessages.SafetyLine, "line"),
            Told = Optional("told", StandardMessages.Told),
            ResearchYes = Optional("research_yes", StandardMessages.ResearchYes),
            ResearchNo = Optional("research_no", StandardMessages.ResearchNo),
            Privacy = Optional("privacy", StandardMessages.Privacy),
            Remind = Optional("remind", StandardMessages.Remind),
            HintNumber = Optional("hint_number", StandardMessages.HintNumber),
            HintYesNo = Optional("hint_yesno", StandardMessages.HintYesNo),
            HintChoice = Optional("hint_choice", StandardMessages.HintChoice),
            HintTime = Optional("hint_time", StandardMessages.HintTime),
            WhyDay = Optional("why_day", StandardMessages.WhyDay, "day", "title"),
            WhyTheme = Optional("why_theme", StandardMessages.WhyTheme, "theme"),
            WhyRegular = Optional("why_regular", StandardMessages.WhyRegular, "title"),
            WhyDate = Optional("why_date", StandardMessages.WhyDate),
            WhyAsked = Optional("why_asked", StandardMessages.WhyAsked, "keyword"),
            WhyGentler = Optional("why_gentler", StandardMessages.WhyGentler),
            WhyCatchUp = Optional("why_catch_up", StandardMessages.WhyCatchUp),
            WhyAdvanced = Optional("why_advanced", StandardMessages.WhyAdvanced),
            WhyMastered = Optional("why_mastered", StandardMessages.WhyMastered),
            WhyPlainClinic = Optional("why_plain_clinic", StandardMessages.WhyPlainClinic),
            WhyPlainScore = Optional("why_plain_score", StandardMessages.WhyPlainScore),
            WhyNothing = Optional("why_nothing", StandardMessages.WhyNothing, "title"),
        };
        map.RefuseTheRest();
        return context.Problems.Count == before ? read : null;

        LocalizedText Required(string key) => context.Localized(map, key) ?? StandardMessages.Remind;

        // A text that is not there is a problem only in a language that the standard texts are not written in.
        LocalizedText Optional(string key, LocalizedText standard, params string[] placeholders) =>
            context.Localized(map, key, required: context.Languages.Except(standard.Languages, StringComparer.Ordinal).Any(), placeholders) ?? standard;
    }
}

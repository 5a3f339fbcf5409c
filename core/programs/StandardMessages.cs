namespace MicroCare.Core.Programs;

/// <summary>
/// Texts that every program needs alike, in English and Spanish. A program may write its own, and must in any other language. Most fit one or two
/// segments; the answers to danger and to PRIVACY need more.
/// </summary>
public static class StandardMessages
{
    /// <summary>See <see cref="ProgramMessages.Paused"/>.</summary>
    public static LocalizedText Paused { get; } = Both(
        "Paused until {until}. No program texts come before that. Text RESUME to go on sooner. If things get too heavy, call or text 988.",
        "En pausa hasta el {until}. Antes de eso no hay textos. Escribe SEGUIR para volver antes. Si todo pesa demasiado, llama al 988.");

    /// <summary>See <see cref="ProgramMessages.Resumed"/>.</summary>
    public static LocalizedText Resumed { get; } = Both(
        "Good to have you back. We go on where you left off, with the next small step tomorrow at the latest.",
        "Nos alegra que vuelvas. Seguimos donde te quedaste, con el siguiente paso a más tardar mañana.");

    /// <summary>See <see cref="ProgramMessages.Safety"/>.</summary>
    public static LocalizedText Safety { get; } = Both(
        "Thank you for telling us. You do not have to carry this alone. Please call or text 988 now, any hour. If you or someone else is in danger, call 911.",
        "Gracias por decirlo. No tienes que cargar con esto a solas. Llama ya al 988 y marca 2, o manda AYUDA al 988, a cualquier hora. Si hay peligro ahora, llama al 911.");

    /// <summary>See <see cref="ProgramMessages.SafetyWatched"/>.</summary>
    public static LocalizedText SafetyWatched { get; } = Both(
        "We are telling a person at {clinic} now.", "Ahora mismo avisamos a una persona de {clinic}.");

    /// <summary>See <see cref="ProgramMessages.SafetyUnwatched"/>.</summary>
    public static LocalizedText SafetyUnwatched { get; } = Both(
        "We are telling {clinic}, but nobody reads this line live right now: please do not wait for us.",
        "Avisamos a {clinic}, pero ahora nadie lee esta línea en vivo: no esperes a que contestemos.");

    /// <summary>See <see cref="ProgramMessages.SafetyLine"/>.</summary>
    public static LocalizedText SafetyLine { get; } = Both("{clinic}: {line}.", "{clinic}: {line}.");

    /// <summary>See <see cref="ProgramMessages.Told"/>.</summary>
    public static LocalizedText Told { get; } = Both(
        "Thank you for telling us. A person at {clinic} will see this, but not right away: this line is not watched live. If it gets too heavy, call or text 988; in an emergency 911.",
        "Gracias por decirlo. Una persona de {clinic} lo va a ver, pero no al instante. Si todo pesa demasiado, llama al 988 y marca 2; en una emergencia, al 911.");

    /// <summary>See <see cref="ProgramMessages.ResearchYes"/>.</summary>
    public static LocalizedText ResearchYes { get; } = Both(
        "Thank you. Research may use your data, without your name. Text DATA STOP at any time to end that.",
        "Gracias. La investigación puede usar tus datos, sin tu nombre. Escribe DATOS ALTO cuando quieras terminarlo.");

    /// <summary>See <see cref="ProgramMessages.ResearchNo"/>.</summary>
    public static LocalizedText ResearchNo { get; } = Both(
        "OK. Your data is not used in research from now on. Your care goes on as before.", "De acuerdo. Desde ahora tus datos no se usan en investigación. Tu atención sigue igual.");

    /// <summary>See <see cref="ProgramMessages.Privacy"/>.</summary>
    public static LocalizedText Privacy { get; } = Both(
        "We keep your name, number, texts and answers, encrypted. {clinic}'s care team can read them; each look is logged. Research sees data without your name, and only if you said yes. "
        + "Nothing is sold. STOP ends texts, DATA STOP ends research. Ask {clinic} to see or erase it all.",
        "Guardamos tu nombre, número, textos y respuestas, cifrados. Los lee el equipo de {clinic}; cada consulta queda anotada. La investigación ve datos sin tu nombre, solo si dijiste que sí. "
        + "No se vende nada. ALTO termina los textos; DATOS ALTO, la investigación. Pide a {clinic} verlo o borrarlo todo.");

    /// <summary>See <see cref="ProgramMessages.Remind"/>.</summary>
    public static LocalizedText Remind { get; } = Both("When you have a minute:", "Cuando tengas un minuto:");

    /// <summary>See <see cref="ProgramMessages.HintNumber"/>.</summary>
    public static LocalizedText HintNumber { get; } = Both("Reply with just the number.", "Responde solo con el número.");

    /// <summary>See <see cref="ProgramMessages.HintYesNo"/>.</summary>
    public static LocalizedText HintYesNo { get; } = Both("Reply with just YES or NO.", "Responde solo SI o NO.");

    /// <summary>See <see cref="ProgramMessages.HintChoice"/>.</summary>
    public static LocalizedText HintChoice { get; } = Both("Reply with just the letter.", "Responde solo con la letra.");

    /// <summary>See <see cref="ProgramMessages.HintTime"/>.</summary>
    public static LocalizedText HintTime { get; } = Both("Reply with a time, like 7:30.", "Responde con una hora, como 7:30.");

    /// <summary>See <see cref="ProgramMessages.WhyDay"/>.</summary>
    public static LocalizedText WhyDay { get; } = Both("It is day {day} of {title}, and this step belongs to that day.", "Es el día {day} de {title}, y este paso es de ese día.");

    /// <summary>See <see cref="ProgramMessages.WhyTheme"/>.</summary>
    public static LocalizedText WhyTheme { get; } = Both("This part is about {theme}.", "Esta parte trata de {theme}.");

    /// <summary>See <see cref="ProgramMessages.WhyRegular"/>.</summary>
    public static LocalizedText WhyRegular { get; } = Both("{title} sends this one from time to time, to see how you are.", "{title} lo manda de vez en cuando, para ver cómo vas.");

    /// <summary>See <see cref="ProgramMessages.WhyDate"/>.</summary>
    public static LocalizedText WhyDate { get; } = Both("It goes with a date in your care that your clinic gave us.", "Va con una fecha de tu atención que nos dio tu clínica.");

    /// <summary>See <see cref="ProgramMessages.WhyAsked"/>.</summary>
    public static LocalizedText WhyAsked { get; } = Both("You got it because you texted {keyword}.", "Te llegó porque escribiste {keyword}.");

    /// <summary>See <see cref="ProgramMessages.WhyGentler"/>.</summary>
    public static LocalizedText WhyGentler { get; } = Both(
        "Your last answers told of a harder time, so it is a gentler step than planned.", "Tus respuestas hablan de un momento difícil: por eso es un paso más suave.");

    /// <summary>See <see cref="ProgramMessages.WhyCatchUp"/>.</summary>
    public static LocalizedText WhyCatchUp { get; } = Both("You had missed it before, so it came once more.", "Antes no se pudo, por eso te llegó otra vez.");

    /// <summary>See <see cref="ProgramMessages.WhyAdvanced"/>.</summary>
    public static LocalizedText WhyAdvanced { get; } = Both(
        "Your answers show that things got better, so we left out some first steps.", "Tus respuestas muestran que vas mejor: dejamos fuera unos primeros pasos.");

    /// <summary>See <see cref="ProgramMessages.WhyMastered"/>.</summary>
    public static LocalizedText WhyMastered { get; } = Both("You know the skill before it well, so we left out more practice.", "Ya dominas lo anterior, por eso hubo menos repaso.");

    /// <summary>See <see cref="ProgramMessages.WhyPlainClinic"/>.</summary>
    public static LocalizedText WhyPlainClinic { get; } = Both("Your clinic chose short, plain words for you.", "Tu clínica eligió textos breves y sencillos.");

    /// <summary>See <see cref="ProgramMessages.WhyPlainScore"/>.</summary>
    public static LocalizedText WhyPlainScore { get; } = Both(
        "It is in plain words because of your answers about health and the internet.", "Va en palabras sencillas por tus respuestas sobre salud e internet.");

    /// <summary>See <see cref="ProgramMessages.WhyNothing"/>.</summary>
    public static LocalizedText WhyNothing { get; } = Both(
        "You have had no step of {title} yet. The first one comes at the time you chose.", "Aún no has recibido pasos de {title}. El primero llega a la hora que elegiste.");

    private static LocalizedText Both(string english, string spanish) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = english, ["es"] = spanish });
}

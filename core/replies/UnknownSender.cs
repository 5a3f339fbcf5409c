namespace MicroCare.Core.Replies;

/// <summary>What somebody reads who writes to us and is not enrolled: they may be in need all the same.</summary>
public static class UnknownSender
{
    /// <summary>The one answer, in English and Spanish, within GSM-7.</summary>
    public const string Answer =
        "This is an automated health program line and we do not know this number. Nobody reads texts here. If you need help now, call or text 988, "
        + "or call 911. Nadie lee mensajes aqui. Si necesita ayuda, llame al 988 o al 911.";
}

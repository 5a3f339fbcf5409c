namespace MicroCare.Local.Carriers;

/// <summary>What delivery reports say of texts that did not arrive (Microsoft Learn, "SMS error codes"; the opt-out list by the SMS FAQ).</summary>
public static class DeliveryDetails
{
    /// <summary>The phone is on the opt-out list.</summary>
    public const string OptedOut = "Sender blocked for given recipient.";

    /// <summary>4003: a landline, or another number that takes no texts.</summary>
    public const string Unsupported = "Message failed to deliver due to unsupported destination.";

    /// <summary>4004: nobody has this number.</summary>
    public const string NoSuchNumber = "Message failed to deliver since Destination/To number doesn't exist.";

    /// <summary>4005: the receiver's carrier takes it for spam.</summary>
    public const string CarrierBlocks = "Message is blocked by Destination carrier.";

    /// <summary>4006: a phone that is off, or out of reach for long.</summary>
    public const string NotReachable = "The Destination/To number isn't reachable.";

    /// <summary>4010: our number is not verified.</summary>
    public const string NotVerified = "Message was blocked due to the toll-free number not being verified.";
}

namespace MicroCare.Local.Carriers;

/// <summary>The carrier's counts. Those of texts cover everything in the books; those of requests and events cover this run only.</summary>
/// <param name="Accepted">Texts taken from the app, each once.</param>
/// <param name="Delivered">Of these, those on a phone.</param>
/// <param name="Failed">Of these, those that never will be.</param>
/// <param name="Received">Texts taken from phones.</param>
/// <param name="SegmentsOut">Segments of the accepted texts.</param>
/// <param name="SegmentsIn">Segments of the received texts.</param>
/// <param name="Repeats">Recipients in requests whose repeatability id was known, so that nothing was sent.</param>
/// <param name="Refused">Requests that were not taken: unsigned, malformed, throttled, or by an injected fault.</param>
/// <param name="Messages">Messages put on the queue, repeats included.</param>
public sealed record CarrierTotals(
    int Accepted, int Delivered, int Failed, int Received, int SegmentsOut, int SegmentsIn, int Repeats, int Refused, int Messages);

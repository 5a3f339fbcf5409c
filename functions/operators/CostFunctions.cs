using MicroCare.Core.Ports;
using MicroCare.Core.Texting;
using MicroCare.Functions.Access;
using MicroCare.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Extensions;

namespace MicroCare.Functions.Operators;

/// <summary>What texts cost, for the person who runs the service.</summary>
public sealed class CostFunctions(ICostBook book, PriceTable prices, TimeProvider time)
{
    private const int Months = 13;

    /// <summary>200 with the costs of the last thirteen months by month and clinic, the newest month first.</summary>
    [Function("GetCosts")]
    [Allow(Roles.Operator, OfClinics = false)]
    [Describe("What texts cost by month and clinic, for thirteen months, the newest first: segments by the price table, taxes and leases apart.", Answer = typeof(CostsResponse))]
    public async Task<IResult> Costs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operator/costs")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        var today = time.GetCurrentInstant().InUtc().Date;
        var first = today.PlusDays(1 - today.Day).PlusMonths(1 - Months);
        var days = await book.ReadAsync(first, today, cancellationToken);
        var months = days.GroupBy(day => (day.Day.Year, day.Day.Month, day.Clinic))
            .OrderByDescending(group => (group.Key.Year, group.Key.Month)).ThenBy(group => group.Key.Clinic.Value, StringComparer.Ordinal)
            .Select(group => Month(group.Key.Clinic.Value, new YearMonth(group.Key.Year, group.Key.Month), [.. group]));
        return Results.Ok(new CostsResponse(prices.Currency, prices.Source, prices.AsOf.ToDateOnly(), [.. months]));
    }

    private static MonthCostResponse Month(string clinic, YearMonth month, IReadOnlyList<DayTotal> days)
    {
        var sent = days.Aggregate(default(TextTotal), (total, day) => total.Plus(day.Sent));
        var received = days.Aggregate(default(TextTotal), (total, day) => total.Plus(day.Received));
        return new MonthCostResponse(
            month.ToString("uuuu-MM", null), clinic, sent.Texts, sent.Segments, received.Texts, received.Segments, (sent.Micros + received.Micros) / 1_000_000m);
    }
}

/// <summary>Costs of texts.</summary>
/// <param name="Currency">What amounts are in.</param>
/// <param name="PriceSource">Where the prices were read.</param>
/// <param name="PricesAsOf">When they held.</param>
/// <param name="Months">By month, the newest first, then clinic.</param>
public sealed record CostsResponse(string Currency, string PriceSource, DateOnly PricesAsOf, IReadOnlyList<MonthCostResponse> Months);

/// <summary>A clinic's month.</summary>
/// <param name="Month">UTC, such as <c>2026-03</c>.</param>
/// <param name="Clinic">The clinic; <c>-</c> for numbers that belong to none.</param>
/// <param name="Cost">Exact, in the response's currency.</param>
public sealed record MonthCostResponse(string Month, string Clinic, long TextsSent, long SegmentsSent, long TextsReceived, long SegmentsReceived, decimal Cost);

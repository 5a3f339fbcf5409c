using MicroCare.Functions.Audit;
using MicroCare.Functions.Cases;
using MicroCare.Functions.Http;
using MicroCare.Functions.OpenApi;
using MicroCare.Functions.Patients;
using Microsoft.Extensions.DependencyInjection;

namespace MicroCare.Functions.Access;

/// <summary>Puts together what decides who may call.</summary>
internal static class AccessServices
{
    /// <summary>Registers the gate's parts. A function that says nothing of who may call it stops the start here.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessSettings settings)
    {
        var operations = HttpOperation.Of(typeof(AccessServices).Assembly);
        services.AddSingleton(settings);
        services.AddSingleton(operations);
        services.AddSingleton(new AccessRules(operations));
        services.AddSingleton<ApiDescription>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<RepeatedRequests>();
        services.AddSingleton<AuditDesk>();
        services.AddSingleton<PatientDesk>();
        services.AddSingleton<CaseDesk>();
        return services;
    }
}

using MicroCare.Adapters;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using MicroCare.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FailureShield>();
builder.UseMiddleware<AccessGate>();
builder.Logging.AddBackgroundLogs(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddMicroCare(MicroCareSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
builder.Services.AddAccess(AccessSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
using var app = builder.Build(); // A start that fails sends its log before it ends.
await app.Services.OpenAsync();
await app.RunAsync();

using MicroCare.Adapters;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FailureShield>();
builder.UseMiddleware<AccessGate>();
builder.Services.AddMicroCare(builder.Configuration);
builder.Services.AddAccess(AccessSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
builder.Build().Run();

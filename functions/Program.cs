using MicroCare.Adapters;
using MicroCare.Functions.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FailureShield>();
builder.Services.AddMicroCare(builder.Configuration);
builder.Build().Run();

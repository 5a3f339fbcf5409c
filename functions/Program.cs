using MicroCare.Adapters;
using MicroCare.Functions.Access;
using MicroCare.Functions.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FailureShield>();
builder.UseMiddleware<AccessGate>();
builder.Services.AddMicroCare(MicroCareSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
builder.Services.AddAccess(AccessSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
var app = builder.Build();
await app.Services.OpenAsync();
await app.RunAsync();

using MicroCare.Local.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Diagnostics.Metrics;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a Functions app; here on the one-machine host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly LocalHostOptions _options;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _aspNetCore;
    private bool _hasBuilt;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        _options = LocalHost.Current;
        _web = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args ?? [], ContentRootPath = _options.ContentRoot });
        LocalSettings.Apply(_web.Configuration, _options);
        _web.Environment.EnvironmentName = LocalSettings.EnvironmentName(_web.Configuration);
        FunctionsHosting.Prepare(_web, _options);
    }

    /// <inheritdoc />
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>The app's settings.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc />
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc />
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc />
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services" />
    public IServiceCollection Services => _web.Services;

    /// <summary>Builds the app; once.</summary>
    public IHost Build()
    {
        if (_hasBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }

        _hasBuilt = true;
        return FunctionsHosting.Build(_web, _options, _middleware, _aspNetCore);
    }

    /// <inheritdoc />
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc />
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        if (_hasBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }

        _middleware.Add(middleware);
        return this;
    }

    /// <summary>From here inwards, middleware sees the HTTP context.</summary>
    internal void UseAspNetCore()
    {
        if (_aspNetCore)
        {
            return;
        }

        _aspNetCore = true;
        Use(next => context =>
        {
            if (context is LocalFunctionContext { Trigger: HttpRequest request })
            {
                context.Items[FunctionContextExtensions.HttpContextKey] = request.HttpContext;
            }

            return next(context);
        });
    }
}

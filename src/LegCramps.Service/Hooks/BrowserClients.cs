using LegCramps.Service.Clients;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace LegCramps.Service.Hooks;

/// <summary>CORS: EHRs that call from a browser ask first, without their token, and read errors too.</summary>
internal static class BrowserClients
{
    public static void AddBrowserClients(this IServiceCollection services, Settings settings, bool isDevelopment) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Options)
                .WithHeaders("authorization", "content-type", "accept")
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10));
            Origins(policy, settings.LegCramps.AllowedOrigins, isDevelopment);
        }));

    /// <summary>On everything under <c>/cds-services</c>: discovery, hooks and feedback.</summary>
    public static void UseBrowserClients(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/cds-services", StringComparison.OrdinalIgnoreCase), services => services.UseCors());

    private static void Origins(CorsPolicyBuilder policy, string[] allowed, bool isDevelopment)
    {
        if (allowed.Length == 0 && isDevelopment) policy.AllowAnyOrigin();
        else policy.WithOrigins(allowed);
    }
}

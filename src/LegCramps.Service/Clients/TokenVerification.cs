using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LegCramps.Service.Clients;

/// <summary>The signature, verified by the library with the keys of the client that the token names. It fetches nothing: keys were looked for before.</summary>
internal static class TokenVerification
{
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    public static void AddTokenVerification(this IServiceCollection services)
    {
        // Only the gate asks for it. Without a default that does not exist, the framework would verify every token of every request, before anything was checked.
        services.AddAuthentication(authentication => authentication.DefaultAuthenticateScheme = "none").AddJwtBearer(Scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<KnownClients, TimeProvider>((bearer, clients, clock) =>
        {
            bearer.MapInboundClaims = false;
            bearer.SaveToken = false;
            bearer.TimeProvider = clock;
            bearer.Events = new JwtBearerEvents { OnMessageReceived = TakePresentedToken };
            bearer.TokenValidationParameters = Parameters(clients, clock);
        });
    }

    private static Task TakePresentedToken(MessageReceivedContext message)
    {
        message.Token = message.HttpContext.Features.GetRequiredFeature<PresentedToken>().Text;
        return Task.CompletedTask;
    }

    private static TokenValidationParameters Parameters(KnownClients clients, TimeProvider clock) => new()
    {
        ValidIssuers = clients.Issuers,
        // Whether it is meant for this endpoint is the precheck's to say, which knows the address; as is its typ, in any spelling.
        ValidateAudience = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        TryAllIssuerSigningKeys = false,
        LogTokenId = false,
        IncludeTokenOnFailedValidation = false,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, clock.GetUtcNow().UtcDateTime),
        IssuerSigningKeyResolver = (_, token, kid, _) => clients.WithIssuer(token.Issuer)?.Keys?.Known?.Fitting(kid, ((JsonWebToken)token).Alg) ?? [],
    };

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && end + TokenPrecheck.ClockSkew > now && !(notBefore - TokenPrecheck.ClockSkew > now);
}

using System.Net.Mime;
using LegCramps.CdsHooks;
using LegCramps.Service.Hooks;

namespace LegCramps.Service.Discovery;

/// <summary><c>GET /cds-services</c>.</summary>
internal static class DiscoveryEndpoint
{
    private const string Path = "/cds-services";

    private static readonly byte[] Document = ReadableJson.Bytes(new CdsServices { Services = ServiceList.All }, j => j.CdsServices);

    public static void MapDiscovery(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Bytes(Document, $"{MediaTypeNames.Application.Json}; charset=utf-8"));
        app.Map(Path, (HttpRequest request) => Refusal.WrongMethod(request, "GET, HEAD, OPTIONS"));
    }
}

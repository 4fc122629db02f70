using System.Text;

namespace LegCramps.Service.Pages;

/// <summary>One HTML page without script: its frame, and what its headers forbid the browser.</summary>
/// <param name="Title">Plain text; the heading of the page too.</param>
/// <param name="Trail">Links to the pages above this one.</param>
/// <param name="Body">What stands below the heading.</param>
internal sealed record Page(string Title, Html Trail, Html Body) : IResult
{
    private readonly byte[] document = Encoding.UTF8.GetBytes(Document(Title, Trail, Body).ToString());

    public int Status { get; init; } = StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = document.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src {Style.Hash}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(document, httpContext.RequestAborted).AsTask();
    }

    private static Html Document(string title, Html trail, Html body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} - LegCramps</title>
        <style>{Html.Trusted(Style.Sheet)}</style>
        </head>
        <body>
        <header>{trail}</header>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>
        """;
}

using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Http;

namespace Yuekao.App.OpenApi;

/// <summary>Serves the API's description. A copy is committed beside host.json, so that a change of the API is seen in review.</summary>
public static class OpenApiEndpoints
{
    private static readonly Lazy<string> Document = new(() => OpenApiDocument.Write(HttpOperationCatalog.OfApp().All));

    /// <summary><c>GET openapi.json</c>.</summary>
    [Function(nameof(GetOpenApiDocument))]
    [PublicAccess]
    [Operation("This description of the API.")]
    [Answers(StatusCodes.Status200OK, typeof(object))]
    public static IActionResult GetOpenApiDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        new ContentResult { Content = Document.Value, ContentType = MediaTypeNames.Application.Json, StatusCode = StatusCodes.Status200OK };
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

/// <summary>A function for every kind of result, sync and async.</summary>
public static class ResultFunctions
{
    [Function("ok")]
    public static IActionResult Ok([HttpTrigger] HttpRequest request) => new OkObjectResult(new Harvest("wheat", 1));

    [Function("notfound")]
    public static Task<IActionResult> NotFound([HttpTrigger] HttpRequest request) => Task.FromResult<IActionResult>(new NotFoundResult());

    [Function("conflict")]
    public static ActionResult Conflict([HttpTrigger] HttpRequest request) => new ConflictObjectResult(new ProblemDetails { Type = "urn:broken-rule", Status = 409 });

    [Function("file")]
    public static FileResult File([HttpTrigger] HttpRequest request) => new FileContentResult(Encoding.UTF8.GetBytes("a,b\n"), "text/csv") { FileDownloadName = "a.csv" };

    [Function("content")]
    public static ContentResult Content([HttpTrigger] HttpRequest request) => new() { Content = "<p>", ContentType = "text/html", StatusCode = 203 };

    [Function("typed")]
    public static async ValueTask<IResult> Typed([HttpTrigger] HttpRequest request)
    {
        await Task.Yield();
        return TypedResults.Created("/api/things/1", new Harvest("maize", 2));
    }

    [Function("poco")]
    public static Task<Harvest> Poco([HttpTrigger] HttpRequest request) => Task.FromResult(new Harvest("millet", 3));

    [Function("string")]
    public static string Text([HttpTrigger] HttpRequest request) => "村干部";

    [Function("void")]
    public static void Nothing([HttpTrigger] HttpRequest request)
    {
    }

    [Function("task")]
    public static Task NothingLater([HttpTrigger] HttpRequest request) => Task.CompletedTask;

    [Function("null")]
    public static Harvest? Null([HttpTrigger] HttpRequest request) => null;

    [Function("written")]
    public static Task Written([HttpTrigger] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status418ImATeapot;
        return request.HttpContext.Response.WriteAsync("by hand");
    }

    [Function("throw")]
    public static string Throw([HttpTrigger] HttpRequest request) => throw new InvalidOperationException("the secret reason");

    [Function("throwlate")]
    public static async Task ThrowLate([HttpTrigger] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half an ans");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("too late");
    }
}

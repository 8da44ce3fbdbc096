using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace SampleApp.Results;

/// <summary>One endpoint for every kind of result.</summary>
public static class ResultEndpoints
{
    /// <summary><c>GET api/results/action</c>: an <see cref="IActionResult"/>.</summary>
    [Function(nameof(ActionResultOf))]
    public static IActionResult ActionResultOf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/action")] HttpRequest request) => new OkObjectResult(new Greeting("action", 1));

    /// <summary><c>GET api/results/typed</c>: an <see cref="IResult"/>.</summary>
    [Function(nameof(TypedResultOf))]
    public static IResult TypedResultOf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/typed")] HttpRequest request) => TypedResults.Ok(new Greeting("typed", 2));

    /// <summary><c>GET api/results/object</c>: an object.</summary>
    [Function(nameof(ObjectOf))]
    public static Greeting ObjectOf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/object")] HttpRequest request) => new("object", 3);

    /// <summary><c>GET api/results/file</c>: a file to save.</summary>
    [Function(nameof(FileOf))]
    public static IActionResult FileOf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "results/file")] HttpRequest request) =>
        new FileContentResult(Encoding.UTF8.GetBytes("name,number\nfile,4\n"), "text/csv") { FileDownloadName = "greetings.csv" };

    /// <summary><c>POST api/results/echo</c>: the body.</summary>
    [Function(nameof(Echo))]
    public static IActionResult Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "results/echo")] HttpRequest request,
        [FromBody] Greeting greeting) => new OkObjectResult(greeting);
}

/// <summary>A thing to return.</summary>
/// <param name="Name">A name.</param>
/// <param name="Number">A number.</param>
public sealed record Greeting(string Name, int Number);

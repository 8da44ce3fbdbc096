using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Microsoft.Azure.Functions.Worker.Tests.Http;

public enum Season
{
    Spring = 1,
    Autumn = 3,
}

public sealed record Harvest(string Crop, int Tons);

/// <summary>Functions that answer with what was bound.</summary>
public static class BindingFunctions
{
    [Function("text")]
    public static string Text([HttpTrigger("get")] HttpRequest request, string? value) => value ?? "(null)";

    [Function("int")]
    public static string ForInt([HttpTrigger("get")] HttpRequest request, int value) => $"{value}";

    [Function("long")]
    public static string ForLong([HttpTrigger("get")] HttpRequest request, long value) => $"{value}";

    [Function("bool")]
    public static string ForBool([HttpTrigger("get")] HttpRequest request, bool value) => $"{value}";

    [Function("decimal")]
    public static string ForDecimal([HttpTrigger("get")] HttpRequest request, decimal value) => FormattableString.Invariant($"{value}");

    [Function("guid")]
    public static string ForGuid([HttpTrigger("get")] HttpRequest request, Guid value) => $"{value}";

    [Function("datetime")]
    public static string ForDateTime([HttpTrigger("get")] HttpRequest request, DateTime value) => FormattableString.Invariant($"{value:O}");

    [Function("datetimeoffset")]
    public static string ForDateTimeOffset([HttpTrigger("get")] HttpRequest request, DateTimeOffset value) => FormattableString.Invariant($"{value:O}");

    [Function("dateonly")]
    public static string ForDateOnly([HttpTrigger("get")] HttpRequest request, DateOnly value) => FormattableString.Invariant($"{value:O}");

    [Function("enum")]
    public static string ForEnum([HttpTrigger("get")] HttpRequest request, Season value) => $"{value}";

    [Function("nullable")]
    public static string Nullable([HttpTrigger("get")] HttpRequest request, int? value) => value is null ? "(null)" : $"{value}";

    [Function("default")]
    public static string Default([HttpTrigger("get")] HttpRequest request, int value = 7) => $"{value}";

    [Function("body")]
    public static IActionResult Body([HttpTrigger("post")] HttpRequest request, [FromBody] Harvest harvest) => new OkObjectResult(harvest);

    [Function("optionalbody")]
    public static string OptionalBody([HttpTrigger("post")] HttpRequest request, [FromBody] Harvest? harvest) => harvest?.Crop ?? "(null)";

    [Function("context")]
    public static string Context([HttpTrigger("get", Route = "context/{village}")] HttpRequest request, FunctionContext context) =>
        $"{context.FunctionDefinition.Name} {context.BindingContext.BindingData["village"]} {context.BindingContext.BindingData["year"]} {ReferenceEquals(context.GetHttpContext()!.Request, request)}";
}

using System.Text;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>Makes requests out of the API document, each of its number alone: the same however many are made, in whatever order.</summary>
internal sealed class RequestMaker(FuzzedCounty county, IReadOnlyList<FuzzedOperation> operations, int seed)
{
    // What most faults are in stands here more than once.
    private static readonly Part[] Parts = [.. Enum.GetValues<Part>(), Part.Path, Part.Query, Part.Body, Part.Body, Part.Body];

    // Those with bodies have more to go wrong.
    private readonly FuzzedOperation[] weighted = [.. operations, .. operations.Where(operation => operation.MediaTypes.Count > 0), .. operations.Where(operation => operation.MediaTypes.Count > 0)];
    private readonly Bodies bodies = new(county);
    private readonly Dictionary<string, string> tokens = county.Roles.ToDictionary(role => role, role => county.Token(role));
    private readonly string foreign = county.Token("county", "elsewhere");

    public IEnumerable<string> Routes => operations.Select(operation => operation.ToString());

    public FuzzRequest Make(int number)
    {
        var dice = new Random(unchecked((seed * 1_000_003) + number));
        if (dice.Next(20) == 0)
        {
            (string name, byte[] bytes) = dice.Pick(WireFaults.All);
            return new FuzzRequest(number, name, bytes);
        }

        FuzzedOperation operation = weighted[number % weighted.Length];
        // One thing is wrong in most: what is wrong in everything never gets far.
        int hostility = dice.Next(10) switch { 0 => 0, < 8 => 1, _ => 3 };
        HashSet<Part> wrong = [.. Enumerable.Range(0, hostility).Select(_ => dice.Pick(Parts))];

        var values = new Dictionary<string, string>();
        string path = PathOf(dice, operation, wrong.Contains(Part.Path), values);
        string target = $"/api{path}{QueryOf(dice, operation, wrong.Contains(Part.Query))}";
        string verb = wrong.Contains(Part.Method) ? dice.Pick(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get", "PROPFIND"]) : operation.Verb;
        var head = new StringBuilder($"{verb} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        Authorize(dice, operation, values, wrong.Contains(Part.Caller), head);
        if (wrong.Contains(Part.Header))
            head.Append(dice.Pick(Hostile.Headers)).Append("\r\n");
        else if (dice.Next(3) == 0)
            head.Append("If-Match: *\r\n");
        byte[] body = BodyOf(dice, operation, path, wrong, head);
        string? written = operation.Id is "PutRoster" or "PutVillages" or "PutSubmission" && verb == "PUT" ? UnderCounty(path) : null;
        return new FuzzRequest(number, operation.ToString(), [.. Encoding.UTF8.GetBytes($"{head}\r\n"), .. body], written);
    }

    // What a host makes of a path.
    private string UnderCounty(string path)
    {
        string absolute = new Uri($"http://127.0.0.1{path}").AbsolutePath.TrimEnd('/');
        string prefix = $"/counties/{county.County}/";
        return absolute.StartsWith(prefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(absolute[prefix.Length..]) : absolute;
    }

    private byte[] BodyOf(Random dice, FuzzedOperation operation, string path, HashSet<Part> wrong, StringBuilder head)
    {
        if (operation.MediaTypes.Count == 0 && !wrong.Contains(Part.Body))
            return [];
        string mediaType = operation.MediaTypes.Count == 0 ? "application/json" : dice.Pick(operation.MediaTypes);
        byte[] body = bodies.Good(operation, mediaType, UnderCounty(path));
        if (wrong.Contains(Part.Body))
            body = Bodies.Broken(dice, body, mediaType == "application/json");
        if (dice.Next(40) == 0)
        {
            body = Bodies.Gzip(body);
            head.Append("Content-Encoding: gzip\r\n");
        }

        if (dice.Next(3_000) == 0)
            body = new byte[5 * 1024 * 1024];
        head.Append("Content-Type: ").Append(wrong.Contains(Part.MediaType) ? dice.Pick(Hostile.MediaTypes) : mediaType).Append("\r\n");
        if (dice.Next(10) > 0)
        {
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
            return body;
        }

        head.Append("Transfer-Encoding: chunked\r\n");
        return [.. body.Length == 0 ? [] : Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. body.Length == 0 ? "0\r\n\r\n"u8 : "\r\n0\r\n\r\n"u8];
    }

    private string PathOf(Random dice, FuzzedOperation operation, bool isWrong, Dictionary<string, string> values)
    {
        string[] segments = operation.Path.Split('/');
        foreach ((int index, string segment) in segments.Index())
        {
            if (segment is ['{', .., '}'])
                segments[index] = values[segment[1..^1]] = dice.Pick(ValuesOf(segment[1..^1], operation));
        }

        if (!isWrong)
            return string.Join('/', segments);
        int[] parameters = [.. operation.Path.Split('/').Index().Where(one => one.Item is ['{', ..]).Select(one => one.Index)];
        switch (dice.Next(8))
        {
            case 0:
                return string.Join('/', segments[..dice.Next(1, segments.Length + 1)]) + dice.Pick(["/", "//", "/.", "/..", "/x", "?", "#", "/%00", "/%2e%2e/%2e%2e/x"]);
            case 1:
                segments[dice.Next(1, segments.Length)] = dice.Pick(Hostile.Segments);
                break;
            default:
                segments[parameters.Length == 0 ? segments.Length - 1 : dice.Pick(parameters)] = dice.Pick(Hostile.Segments);
                break;
        }

        return string.Join('/', segments);
    }

    private IReadOnlyList<string> ValuesOf(string parameter, FuzzedOperation operation) => parameter switch
    {
        "county" => [county.County],
        "township" => [county.Township],
        "pool" => [county.Township],
        "scheme" => [county.Scheme.Key.Scheme.Value],
        "version" => ["1", "2"],
        "period" when operation.Id is "PutDecision" or "PutAppeal" or "PutAppealRuling" => [county.Sealed.Value, county.Open.Value],
        "period" => [county.Open.Value, county.Sealed.Value],
        "year" => [$"{county.Sealed.Year}"],
        "subject" or "cadre" => [county.Cadres[0], county.Cadres[1]],
        "village" => county.VillageIds,
        "item" => ["household-visits", county.Scheme.Document.Items[0].Id.Value],
        "source" => county.Sources,
        _ => [.. county.Ids, "o1"],
    };

    private static string QueryOf(Random dice, FuzzedOperation operation, bool isWrong)
    {
        if (!isWrong)
            return operation.Query.Contains("reason") ? "?reason=x" : operation.Query.Contains("top") && dice.Next(2) == 0 ? "?top=2" : "";
        List<string> names = [.. operation.Query, "x"];
        IEnumerable<string> parts = Enumerable.Range(0, dice.Next(1, 3)).Select(_ => $"{(dice.Next(10) == 0 ? dice.Pick(Hostile.Segments) : dice.Pick(names))}={dice.Pick(Hostile.Queries)}");
        return $"?{string.Join('&', dice.Next(8) == 0 ? parts.Concat(parts.ToList()) : parts)}";
    }

    private void Authorize(Random dice, FuzzedOperation operation, Dictionary<string, string> values, bool isWrong, StringBuilder head)
    {
        string[] fit = [.. county.Roles.Where(role => operation.Roles.Contains(role.Split(':')[0]))];
        // Who is of what the path names, rather than anybody of the role.
        string[] best = [.. fit.Where(role => !role.Contains(':', StringComparison.Ordinal) || values.Values.Any(value => role == value || role.EndsWith($":{value}", StringComparison.Ordinal)))];
        if (!isWrong && fit.Length > 0)
            head.Append("Authorization: Bearer ").Append(tokens[dice.Pick(best.Length > 0 ? best : fit)]).Append("\r\n");
        else if (isWrong && dice.Next(6) > 0)
            head.Append("Authorization: ").Append(dice.Pick([$"Bearer {foreign}", $"Bearer {tokens[dice.Pick(county.Roles)]}", "Bearer ", "Bearer", "", $"bearer  {tokens["county"]}", $"Bearer {tokens["county"][..^5]}", "Bearer a.b.c", "Bearer ...", "汉字"])).Append("\r\n");
    }

    private enum Part
    {
        Path,
        Query,
        Method,
        Caller,
        Header,
        MediaType,
        Body,
    }
}

internal static class Dice
{
    public static T Pick<T>(this Random dice, IReadOnlyList<T> values) => values[dice.Next(values.Count)];
}

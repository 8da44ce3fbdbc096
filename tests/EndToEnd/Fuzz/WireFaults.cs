using System.Text;

namespace Yuekao.EndToEnd.Fuzz;

/// <summary>What is no HTTP, or more of it than a host takes: refused before any function is asked.</summary>
internal static class WireFaults
{
    private const string Head = "Host: a\r\nConnection: close\r\n";

    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        Of("no request line", "\r\n\r\n\r\nx\r\n\r\n"),
        Of("no version", $"GET /api/openapi.json\r\n{Head}\r\n"),
        Of("another version", $"GET /api/openapi.json HTTP/9.9\r\n{Head}\r\n"),
        Of("no target", $"GET HTTP/1.1\r\n{Head}\r\n"),
        Of("target without a slash", $"GET api HTTP/1.1\r\n{Head}\r\n"),
        Of("star", $"GET * HTTP/1.1\r\n{Head}\r\n"),
        Of("options of everything", $"OPTIONS * HTTP/1.1\r\n{Head}\r\n"),
        Of("connect", $"CONNECT a:1 HTTP/1.1\r\n{Head}\r\n"),
        Of("connect to a path", $"CONNECT /api HTTP/1.1\r\n{Head}\r\n"),
        Of("absolute target", $"GET http://elsewhere/api/nothing HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n"),
        Of("absolute target of another host", $"GET http://elsewhere/api/nothing HTTP/1.1\r\n{Head}\r\n"),
        Of("NUL in the path", $"GET /api/\0 HTTP/1.1\r\n{Head}\r\n"),
        Of("escaped NUL", $"GET /api/%00 HTTP/1.1\r\n{Head}\r\n"),
        Of("escaped NUL in a county", $"PUT /api/counties/%00/villages HTTP/1.1\r\n{Head}Content-Length: 2\r\n\r\n{{}}"),
        Of("up above the root", $"GET /../../../etc/passwd HTTP/1.1\r\n{Head}\r\n"),
        Of("escaped up", $"GET /api/%2e%2e/%2e%2e/etc HTTP/1.1\r\n{Head}\r\n"),
        Of("escaped slash", $"GET /api%2fopenapi.json HTTP/1.1\r\n{Head}\r\n"),
        Of("letters that are not ASCII", $"GET /api/汉字 HTTP/1.1\r\n{Head}\r\n"),
        Of("space in the target", $"GET /api/a b HTTP/1.1\r\n{Head}\r\n"),
        Of("a method that is none", $"G(T /api HTTP/1.1\r\n{Head}\r\n"),
        Of("another method", $"BREW /api/openapi.json HTTP/1.1\r\n{Head}\r\n"),
        Of("a long method", $"{new string('A', 9_000)} / HTTP/1.1\r\n{Head}\r\n"),
        Of("a long target", $"GET /api/{new string('a', 20_000)} HTTP/1.1\r\n{Head}\r\n"),
        Of("a target as long as may be", $"GET /api/{string.Concat(Enumerable.Repeat("%E6%B1%89", 890))} HTTP/1.1\r\n{Head}\r\n"),
        Of("a query as long as may be", $"GET /api/openapi.json?a={string.Concat(Enumerable.Repeat("%22", 2_600))} HTTP/1.1\r\n{Head}\r\n"),
        Of("a long header", $"GET /api/openapi.json HTTP/1.1\r\n{Head}X: {new string('x', 40_000)}\r\n\r\n"),
        Of("headers as long as may be", $"GET /api/nothing HTTP/1.1\r\n{Head}X: {new string('x', 30_000)}\r\n\r\n"),
        Of("many headers", $"GET /api/nothing HTTP/1.1\r\n{Head}{string.Concat(Enumerable.Range(0, 200).Select(one => $"X{one}: x\r\n"))}\r\n"),
        Of("as many headers as may be", $"GET /api/nothing HTTP/1.1\r\n{Head}{string.Concat(Enumerable.Range(0, 98).Select(one => $"X{one}: x\r\n"))}\r\n"),
        Of("no host", "GET /api/openapi.json HTTP/1.1\r\nConnection: close\r\n\r\n"),
        Of("two hosts", $"GET /api/openapi.json HTTP/1.1\r\n{Head}Host: b\r\n\r\n"),
        Of("a host that is none", "GET /api/openapi.json HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n"),
        Of("a header without a colon", $"GET /api/openapi.json HTTP/1.1\r\n{Head}X\r\n\r\n"),
        Of("a header without a name", $"GET /api/openapi.json HTTP/1.1\r\n{Head}: x\r\n\r\n"),
        Of("a folded header", $"GET /api/openapi.json HTTP/1.1\r\n{Head}X: a\r\n b\r\n\r\n"),
        Of("NUL in a header", $"GET /api/nothing HTTP/1.1\r\n{Head}X: a\0b\r\n\r\n"),
        Of("letters that are not ASCII in a header", $"GET /api/nothing HTTP/1.1\r\n{Head}X: 汉字\r\n\r\n"),
        Of("a length that is none", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Content-Length: x\r\n\r\n"),
        Of("a negative length", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Content-Length: -1\r\n\r\n"),
        Of("two lengths", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        Of("a length and chunks", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Of("another transfer coding", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Transfer-Encoding: gzip\r\n\r\n"),
        Of("chunks that are none", $"PUT /api/openapi.json HTTP/1.1\r\n{Head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        Of("HTTP/1.0", "GET /api/nothing HTTP/1.0\r\n\r\n"),
        ("TLS", [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00, 0x0D, 0x0A, 0x0D, 0x0A]),
    ];

    private static (string Name, byte[] Bytes) Of(string name, string text) => ($"wire: {name}", Encoding.UTF8.GetBytes(text));
}

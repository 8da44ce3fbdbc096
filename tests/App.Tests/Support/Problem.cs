namespace Yuekao.App.Tests.Support;

/// <summary>Reads problems out of answers.</summary>
internal static class Problem
{
    /// <summary>The problem that an answer is: checked for its media type, status and stable type.</summary>
    public static async Task<ProblemDocument> OfAsync(HttpResponseMessage response, ProblemType expected)
    {
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.Status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        ProblemDocument problem = JsonSerializer.Deserialize<ProblemDocument>(text, ApiJson.Options)!;
        Assert.Equal((expected.Type, expected.Title, expected.Status), (problem.Type, problem.Title, problem.Status));
        Assert.StartsWith("urn:uuid:", problem.Instance, StringComparison.Ordinal);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        return problem;
    }
}

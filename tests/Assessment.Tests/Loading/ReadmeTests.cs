using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Loading;

public sealed class ReadmeTests
{
    [Fact]
    public void Load_ReadmesExample_HasNoError()
    {
        var readme = File.ReadAllText(RepositoryFiles.PathOf("functions/Assessment/README.md"));
        var start = readme.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var example = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.Empty(Scheme.Load(example).Errors);
    }

    [Fact]
    public void Load_TestsSample_HasNoError() => Assert.Empty(Scheme.Load(SampleScheme.Json).Errors);
}

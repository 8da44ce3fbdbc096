using System.Text.Json;
using Yuekao.Assessment.Loading;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Tests.Loading;

public sealed class ShapeReaderTests
{
    [Theory]
    [InlineData("null", "$ must not be null.")]
    [InlineData("{}", "$ must be an array.")]
    [InlineData("[null,1]", "$[0] must not be null.", "$[1] must be an object.")]
    [InlineData("[{}]", "$[0] must have a 'kind': one of check, points, measure, level.")]
    [InlineData("""[{"kind":"guess"}]""", "$[0].kind must be one of check, points, measure, level.")]
    [InlineData("""[{"kind":"\ud800"}]""", "$[0].kind must be one of check, points, measure, level.")]
    [InlineData("""[{"\ud800":1}]""", "$[0] must have a 'kind': one of check, points, measure, level.")]
    [InlineData(
        """[{"\ud800":1,"maximum":20.001,"kind":"points","id":"a","id":"b","odd name":1}]""",
        "$[0] has a member whose name is not text.",
        "$[0].maximum must be a number from 0 to 1000000 with at most two decimals.",
        "$[0].id stands here twice.",
        "$[0]['odd name'] is not known here.",
        "$[0].title is missing.",
        "$[0].provenance is missing.")]
    public void Read_Misfits_AreAllReportedByTheirPlace(string json, params string[] expected) => Assert.Equal(expected, Misfits(json, typeof(IReadOnlyList<Item>)));

    [Fact]
    public void Read_Dictionary_IsReadMemberByMember() =>
        Assert.Equal(["$.b must be a whole number from -2147483648 to 2147483647.", "$.a stands here twice."], Misfits("""{"a":1,"b":"2","a":3}""", typeof(Dictionary<string, int>)));

    [Fact]
    public void Read_MoreMisfitsThanWanted_StopsThere() => Assert.Equal(["$[0] must be true or false.", "$[1] must be true or false."], Misfits("[1,2,3]", typeof(bool[]), most: 2));

    private static List<string> Misfits(string json, Type type, int most = int.MaxValue)
    {
        List<string> found = [];
        using var document = JsonDocument.Parse(json);
        Assert.Null(new ShapeReader(AssessmentJson.Options, misfit => found.Add($"{misfit.Path} {misfit.Demand}"), most: most).Read(document.RootElement, type));
        return found;
    }
}

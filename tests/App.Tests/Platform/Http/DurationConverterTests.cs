using System.Text;

namespace Yuekao.App.Tests.Platform.Http;

public sealed class DurationConverterTests
{
    [Theory]
    [InlineData("P5D", 5 * 86_400, "P5D")]
    [InlineData("PT30S", 30, "PT30S")]
    [InlineData("P1DT12H", 129_600, "P1DT12H")]
    [InlineData("PT36H", 129_600, "P1DT12H")]
    [InlineData("PT5M", 300, "PT5M")]
    [InlineData("-PT1S", -1, "-PT1S")]
    [InlineData("PT0.5S", 0.5, "PT0.5S")]
    [InlineData("P0D", 0, "P0D")]
    [InlineData("PT0S", 0, "P0D")]
    public void Read_Duration_IsThatLongAndWrittenTheShortestWay(string text, double seconds, string written)
    {
        TimeSpan read = Read($"\"{text}\"");

        Assert.Equal(TimeSpan.FromSeconds(seconds), read);
        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(read, ApiJson.Options));
    }

    [Theory]
    [InlineData("\"P1Y\"")]
    [InlineData("\"P1M\"")]
    [InlineData("\"P1YT1S\"")]
    [InlineData("\"P\"")]
    [InlineData("\"PT\"")]
    [InlineData("\"P1.5D\"")]
    [InlineData("\"P99999999999D\"")]
    [InlineData("\"P9999999999999999999D\"")]
    [InlineData("\"5.00:00:00\"")]
    [InlineData("\" P5D\"")]
    [InlineData("\"P5D\\n\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Read_WhatIsNone_IsMalformedAndSaysWhatOneLooksLike(string json)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => Read(json));

        Assert.Equal(new ProblemError("$", "must be a duration in days, hours, minutes and seconds (P5D, PT30S)."), Assert.Single(problem.Errors));
    }

    private static TimeSpan Read(string json) => ContractReader.Read<TimeSpan>(Encoding.UTF8.GetBytes(json));
}

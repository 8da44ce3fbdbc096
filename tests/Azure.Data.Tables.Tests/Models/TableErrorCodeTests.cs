using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests.Models;

public sealed class TableErrorCodeTests
{
    [Theory]
    [InlineData("EntityNotFound", true)]
    [InlineData("entitynotfound", true)]
    [InlineData("EntityAlreadyExists", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Equality_WithAString_IgnoresCase(string? code, bool equal)
    {
        Assert.Equal(equal, code! == TableErrorCode.EntityNotFound);
        Assert.Equal(!equal, code! != TableErrorCode.EntityNotFound);
        Assert.Equal(equal, TableErrorCode.EntityNotFound.Equals((TableErrorCode)code!));
        Assert.Equal(equal, TableErrorCode.EntityNotFound.Equals((object)(TableErrorCode)code!));
    }

    [Fact]
    public void GetHashCode_OfEqualCodes_IsEqual() =>
        Assert.Equal(new TableErrorCode("entitynotfound").GetHashCode(), TableErrorCode.EntityNotFound.GetHashCode());

    [Fact]
    public void Default_ComparedAndHashed_DoesNotThrow()
    {
        Assert.Equal(0, default(TableErrorCode).GetHashCode());
        Assert.True(default(TableErrorCode) == (string)null!);
        Assert.False(default(TableErrorCode).Equals("x"));
    }

    [Fact]
    public void Constructor_Null_Throws() => Assert.Throws<ArgumentNullException>(() => new TableErrorCode(null!));

    [Fact]
    public void Members_Text_IsTheirName() =>
        Assert.All(
            typeof(TableErrorCode).GetProperties(),
            member => Assert.Equal(member.Name, member.GetValue(null)!.ToString()));
}

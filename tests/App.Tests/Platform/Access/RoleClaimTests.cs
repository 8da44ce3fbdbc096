using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Access;

public sealed class RoleClaimTests
{
    [Theory]
    [InlineData("haixing/county", Role.County, null)]
    [InlineData("haixing/supervision", Role.Supervision, null)]
    [InlineData("haixing/finance", Role.Finance, null)]
    [InlineData("haixing/township:gaowan", Role.Township, "gaowan")]
    [InlineData("haixing/department:civil-affairs", Role.Department, "civil-affairs")]
    [InlineData("haixing/committee:gaowan", Role.Committee, "gaowan")]
    [InlineData("haixing/meeting:gaowan", Role.Meeting, "gaowan")]
    [InlineData("haixing/judge:j-01", Role.Judge, "j-01")]
    [InlineData("haixing/cadre:C.0_1", Role.Cadre, "C.0_1")]
    public void Find_WellFormed_IsReadAndWrittenAlike(string text, Role role, string? id)
    {
        RoleClaim? claim = RoleClaim.Find(text);

        Assert.Equal(new RoleClaim("haixing", new RoleGrant(role, id)), claim);
        Assert.Equal(text, claim?.ToString());
        Assert.True(TokenRequest.IsRole(text["haixing/".Length..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("county")]
    [InlineData("/county")]
    [InlineData("haixing/")]
    [InlineData("haixing/County")]
    [InlineData("Haixing/county")]
    [InlineData("haixing/county:x")]
    [InlineData("haixing/finance:x")]
    [InlineData("haixing/supervision:x")]
    [InlineData("haixing/township")]
    [InlineData("haixing/judge")]
    [InlineData("haixing/township:")]
    [InlineData("haixing/township:a b")]
    [InlineData("haixing/township:a/b")]
    [InlineData("haixing/township:a\n")]
    [InlineData("haixing/admin")]
    [InlineData("haixing/0")]
    [InlineData("haixing|x/county")]
    [InlineData("x/haixing/county")]
    public void Find_AnythingElse_GrantsNothing(string text)
    {
        Assert.Null(RoleClaim.Find(text));
        Assert.False(text.StartsWith("haixing/", StringComparison.Ordinal) && TokenRequest.IsRole(text["haixing/".Length..]));
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Find_AtTheLengthThatEntraAllows_ReadsUpToIt(int length, bool read) =>
        Assert.Equal(read, RoleClaim.Find("haixing/cadre:".PadRight(length, 'x')) is not null);
}

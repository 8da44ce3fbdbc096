namespace Yuekao.App.Tests.Records.Rosters;

public sealed class PostKindsTests
{
    /// <summary>Whom each published scheme means: 组织委员和专职组织员, 村党组织书记, 乡镇党委书记, 乡镇.</summary>
    [Theory]
    [InlineData("haixing.organizer-annual", Post.OrganizationMember, Post.FullTimeOrganizer)]
    [InlineData("haixing.village-arena", Post.SecretaryAndDirector, Post.Secretary)]
    [InlineData("dongguang.secretary-annual", Post.SecretaryAndDirector, Post.Secretary)]
    [InlineData("dongguang.selection", Post.SecretaryAndDirector, Post.Secretary)]
    [InlineData("haixing.township-arena", Post.TownshipSecretary)]
    [InlineData("haixing.township-secretary-annual", Post.TownshipSecretary)]
    [InlineData("haixing.work-ranking")]
    [InlineData("haixing.double-point-tour")]
    public void IsOf_SchemeOfTheCatalog_AssessesThesePosts(string scheme, params Post[] posts) => Assert.Equal(posts, Assessed(scheme));

    [Fact]
    public void IsOf_VillageMonthly_AssessesEveryPostOfAVillage() =>
        Assert.Equal(Enum.GetValues<Post>().Except([Post.TownshipSecretary, Post.OrganizationMember, Post.FullTimeOrganizer]), Assessed("haixing.village-monthly"));

    [Fact]
    public void IsOf_EverySubjectKind_HasAnAnswer() =>
        Assert.All(Enum.GetValues<SubjectKind>(), kind => Assert.Equal(kind is SubjectKind.Village or SubjectKind.Township, !Enum.GetValues<Post>().Any(post => post.IsOf(kind))));

    private static IEnumerable<Post> Assessed(string scheme) =>
        Enum.GetValues<Post>().Where(post => post.IsOf(SchemeCatalog.Latest(SchemeId.Of(scheme))!.Document.Subject));
}

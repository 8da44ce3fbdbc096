namespace Yuekao.Local.SampleCounty.People;

/// <summary>One place in a village's two committees (村"两委").</summary>
/// <param name="Post">The post, as rosters write it.</param>
/// <param name="Share">Its base subsidy in percent of the secretary's.</param>
/// <param name="Woman">Whether a woman holds it; null where either may.</param>
internal sealed record TeamPlace(string Post, int Share, bool? Woman = null);

/// <summary>Which posts a village fills, and what they are paid.</summary>
internal static class VillageTeam
{
    /// <summary>The fewest that a village's two committees have here.</summary>
    public const int Smallest = 3;

    private static readonly TeamPlace[] Others =
    [
        new("deputySecretary", 65),
        new("womensChair", 50, Woman: true),
        new("accountant", 55),
        new("branchMember", 50),
        new("committeeMember", 45),
        new("securityDirector", 45),
    ];

    /// <summary>The places of a village with so many cadres. Nearly everywhere one person is secretary and director (一肩挑).</summary>
    public static IEnumerable<TeamPlace> Places(int size, Dice dice)
    {
        if (size > Smallest && dice.Chance(10))
            return [new TeamPlace("secretary", 100), new TeamPlace("director", 85), .. Others[..(size - 2)]];
        TeamPlace second = dice.Chance(50) ? Others[0] : Others[2];
        IEnumerable<TeamPlace> more = Others.Where(place => place != second && place != Others[1]);
        return [new TeamPlace("secretaryAndDirector", 100), second, Others[1], .. more.Take(size - Smallest)];
    }

    /// <summary>A secretary's monthly base subsidy: 1,800 yuan and 60 fen an inhabitant.</summary>
    public static Fen SecretarySubsidy(int inhabitants) => new(180_000 + (60 * inhabitants));

    /// <summary>What a place is paid of the secretary's.</summary>
    public static Fen Subsidy(TeamPlace place, Fen secretary) => new(secretary.Amount * place.Share / 100);
}

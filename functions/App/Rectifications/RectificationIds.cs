using System.Text.RegularExpressions;
using Yuekao.App.Cycles;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rectifications;

/// <summary>Ids of rectifications, which are their rows with another separator: <c>haixing.village-monthly~2026-10~person~c0001~on-duty</c>. Fit for a URL.</summary>
internal static partial class RectificationIds
{
    private const char Between = '~';
    private const char BetweenInRow = '|';

    public static string Of(CycleKey cycle, RectificationOwner owner, ItemId item) => string.Join(Between, cycle.Scheme, cycle.Period, NameOf(owner.Kind), owner.Id, item);

    /// <summary>An owner's kind in ids.</summary>
    public static string NameOf(OwnerKind kind) => kind switch
    {
        OwnerKind.Person => "person",
        OwnerKind.Village => "village",
        OwnerKind.Township => "township",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of owner."),
    };

    /// <summary>The row of an id.</summary>
    public static string RowOf(string id) => id.Replace(Between, BetweenInRow);

    /// <summary>Whether there can be a rectification of that id.</summary>
    public static bool IsValid(string id) => Form().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,64}(~[A-Za-z0-9.-]{1,64}){4}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

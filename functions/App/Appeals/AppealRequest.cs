using Yuekao.Assessment.Values;

namespace Yuekao.App.Appeals;

/// <summary>What an appellant says.</summary>
public sealed record AppealRequest
{
    /// <summary>Why the result is thought wrong: 1 to 2000 characters.</summary>
    public required string Grounds { get; init; }

    /// <summary>The scheme's items that it is about; empty where it is about the result as a whole.</summary>
    public IReadOnlyList<ItemId> Items { get; init; } = [];
}

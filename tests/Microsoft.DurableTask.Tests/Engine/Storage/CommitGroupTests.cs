using Azure.Data.Tables;
using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

public sealed class CommitGroupTests
{
    private readonly CommitGroup<CommitUnit> group = new(unit => unit);

    [Theory]
    [InlineData(99, 1, true)]
    [InlineData(100, 1, false)]
    [InlineData(60, 41, false)]
    public void Add_RowsOfATransaction_FillItToAHundred(int first, int second, bool together)
    {
        group.Add(Unit("a", first));
        group.Add(Unit("b", second));

        Assert.Equal(!together, group.IsClosed);
        Assert.Equal(together ? 2 : 1, group.Take().Count);
        Assert.Equal(!together, group.HasLeftover);
    }

    [Theory]
    [InlineData(CommitUnit.MaxBytes - 10, 10, true)]
    [InlineData(CommitUnit.MaxBytes - 10, 11, false)]
    public void Add_BytesOfATransaction_StayBelowItsLimit(int first, int second, bool together)
    {
        group.Add(Unit("a", 1, first));
        group.Add(Unit("b", 1, second));

        Assert.Equal(together ? 2 : 1, group.Take().Count);
    }

    [Fact]
    public void Add_SameRowTwice_WaitsForTheNextTransaction()
    {
        CommitUnit first = Unit("row", 1), second = Unit("row", 1), third = Unit("other", 1);
        group.Add(first);
        group.Add(second);

        Assert.True(group.IsClosed);
        Assert.Equal([first], group.Take());
        group.Add(third);
        Assert.Equal([second, third], group.Take());
    }

    [Fact]
    public void Add_UnitLargerThanATransaction_GoesAlone()
    {
        CommitUnit large = Unit("large", 1, CommitUnit.MaxBytes * 2);
        group.Add(large);

        Assert.Equal([large], group.Take());
        Assert.False(group.HasLeftover);
    }

    [Fact]
    public void Take_LeftoverOnly_GoesAlone()
    {
        CommitUnit first = Unit("a", 100), second = Unit("b", 100);
        group.Add(first);
        group.Add(second);

        Assert.Equal([first], group.Take());
        Assert.Equal([second], group.Take());
        Assert.Empty(group.Take());
    }

    private static CommitUnit Unit(string row, int actions, int bytes = 100) => new(
        "p",
        [.. Enumerable.Range(0, actions).Select(index => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", index == 0 ? row : $"{row}{index}")))],
        bytes);
}

namespace Microsoft.DurableTask.Local;

/// <summary>Gathers units into one transaction until the next one does not fit: too many rows, too many bytes, or a row twice.</summary>
internal sealed class CommitGroup<T>(Func<T, CommitUnit> unitOf)
    where T : class
{
    private readonly HashSet<string> rows = new(StringComparer.Ordinal);
    private List<T> members = [];
    private T? leftover;
    private int actions;
    private int bytes;

    public bool HasLeftover => leftover is not null;

    /// <summary>Whether a unit is waiting that did not fit.</summary>
    public bool IsClosed => leftover is not null && members.Count > 0;

    public void Add(T member)
    {
        if (leftover is { } first && members.Count == 0)
        {
            leftover = null;
            Include(first);
        }

        if (Fits(unitOf(member)))
            Include(member);
        else
            leftover = member;
    }

    /// <summary>Empties the group. A unit that did not fit stays behind for the next.</summary>
    public IReadOnlyList<T> Take()
    {
        if (members.Count == 0 && leftover is { } alone)
        {
            leftover = null;
            return [alone];
        }

        List<T> taken = members;
        members = [];
        rows.Clear();
        actions = bytes = 0;
        return taken;
    }

    private bool Fits(CommitUnit unit) =>
        members.Count == 0
        || (actions + unit.Actions.Count <= CommitUnit.MaxActions
            && bytes + unit.Bytes <= CommitUnit.MaxBytes
            && !unit.Actions.Any(action => rows.Contains(action.Entity.RowKey)));

    private void Include(T member)
    {
        CommitUnit unit = unitOf(member);
        members.Add(member);
        actions += unit.Actions.Count;
        bytes += unit.Bytes;
        foreach (Azure.Data.Tables.TableTransactionAction action in unit.Actions)
            rows.Add(action.Entity.RowKey);
    }
}

using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>Says an expression over an entity in OData.</summary>
/// <remarks>Comparisons of a property with a value, joined by and, or and not. What OData tables cannot say throws; so does comparing an enum by ==,
/// which the official package sends as a number, though it stores the name, so that it never matches: compare with the name's string.</remarks>
internal static class FilterTranslator
{
    /// <summary>Translates a condition; null to null.</summary>
    /// <exception cref="NotSupportedException">The condition has something that no filter can say.</exception>
    internal static string Translate(LambdaExpression filter) => filter is null ? null : Condition(filter.Body);

    private static string Condition(Expression expression) => expression switch
    {
        _ when !FilterValue.DependsOnEntity(expression) => FilterLiteral.Of(FilterValue.Evaluate(expression)),
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => $"({Condition(both.Left)}) and ({Condition(both.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => $"({Condition(either.Left)}) or ({Condition(either.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } negation => $"not ({Condition(negation.Operand)})",
        BinaryExpression comparison when OperatorOf(comparison.NodeType) is { } comparer => Comparison(comparison, comparer),
        MethodCallExpression { Method.Name: nameof(Equals) } call => Equality(call),
        _ when expression.Type == typeof(bool) && FilterProperty.TryFind(expression, out FilterProperty property) => $"{property.Name} eq true",
        _ => throw Unsupported(expression),
    };

    private static string Comparison(BinaryExpression comparison, string comparer)
    {
        (Expression left, Expression right) = (comparison.Left, comparison.Right);
        if (!FilterValue.DependsOnEntity(left))
            (left, right, comparer) = (right, left, Mirror(comparer));
        if (FilterValue.DependsOnEntity(right))
            throw Unsupported(comparison);
        return TryOrdering(left, out Expression first, out Expression second)
            ? FilterValue.Evaluate(right) is 0 ? Compare(first, second, comparer) : throw Unsupported(comparison)
            : Compare(left, right, comparer);
    }

    // string.Compare(a, b) op 0 and a.CompareTo(b) op 0 mean a op b.
    private static bool TryOrdering(Expression expression, out Expression first, out Expression second)
    {
        (first, second) = expression switch
        {
            MethodCallExpression { Object: { } instance, Arguments: [var argument], Method.Name: nameof(string.CompareTo) } => (instance, argument),
            MethodCallExpression { Object: null, Arguments: [var left, var right], Method: { Name: nameof(string.Compare), DeclaringType: var type } }
                when type == typeof(string) => (left, right),
            MethodCallExpression { Method.Name: nameof(string.Compare) or nameof(string.CompareTo) } => throw Unsupported(expression),
            _ => (null, null),
        };
        return first is not null;
    }

    private static string Equality(MethodCallExpression call) => call switch
    {
        { Object: { } instance, Arguments: [var argument] } => Compare(instance, argument, "eq"),
        { Object: null, Arguments: [var left, var right] } => Compare(left, right, "eq"),
        _ => throw Unsupported(call),
    };

    private static string Compare(Expression left, Expression right, string comparer)
    {
        if (!FilterValue.DependsOnEntity(left))
            (left, right, comparer) = (right, left, Mirror(comparer));
        if (FilterValue.DependsOnEntity(right) || !FilterProperty.TryFind(left, out FilterProperty property))
            throw Unsupported(left);
        return $"{property.Name} {comparer} {FilterLiteral.Of(property.Fit(FilterValue.Evaluate(right)))}";
    }

    private static string OperatorOf(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        _ => null,
    };

    private static string Mirror(string comparer) => comparer switch
    {
        "gt" => "lt",
        "ge" => "le",
        "lt" => "gt",
        "le" => "ge",
        _ => comparer,
    };

    private static NotSupportedException Unsupported(Expression expression) => new($"A table filter cannot say '{expression}'.");
}

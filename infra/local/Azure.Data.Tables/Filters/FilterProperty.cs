using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Filters;

/// <summary>A stored property that an expression names.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Type">Its CLR type; <see cref="object"/> when only the stored value knows.</param>
internal readonly record struct FilterProperty(string Name, Type Type)
{
    /// <summary>Finds the property under conversions and <c>.Value</c>: a member of the entity, or an entry of a <see cref="TableEntity"/>.</summary>
    internal static bool TryFind(Expression expression, out FilterProperty property)
    {
        property = expression switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion => Find(conversion.Operand),
            MemberExpression { Member.Name: nameof(Nullable<>.Value), Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is not null =>
                Find(nullable),
            MemberExpression { Expression: { } owner } member when IsEntity(owner) =>
                new(NameOf(member), Nullable.GetUnderlyingType(member.Type) ?? member.Type),
            MethodCallExpression { Object: { } owner, Arguments: [var key] } call when IsEntity(owner) && IsGetter(call.Method) =>
                new((string)FilterValue.Evaluate(key), Nullable.GetUnderlyingType(call.Type) ?? call.Type),
            _ => default,
        };
        return property.Name is not null;
    }

    /// <summary>The value in the form in which the property is stored.</summary>
    /// <exception cref="NotSupportedException">The value is an enum's number, which never equals the stored name.</exception>
    internal object Fit(object value) => (Type.IsEnum, value) switch
    {
        (true, string name) => name,
        (true, _) => throw new NotSupportedException(
            $"Enums are stored by name but compared by number: compare {Name} with the name, as in e.{Name}.Equals({Type.Name}.X.ToString())."),
        (false, long number) when Type == typeof(int) && number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => value,
    };

    private static FilterProperty Find(Expression expression) => TryFind(expression, out FilterProperty found) ? found : default;

    private static string NameOf(MemberExpression member) =>
        member.Member.DeclaringType == typeof(TableItem) ? "TableName" : EntityType.NameOf(member.Member);

    // The indexer, GetString and their like; ContainsKey, say, is no property.
    private static bool IsGetter(MethodInfo method) =>
        method.DeclaringType == typeof(TableEntity) && method.Name.StartsWith("get", StringComparison.OrdinalIgnoreCase);

    private static bool IsEntity(Expression expression) => expression switch
    {
        ParameterExpression => true,
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } conversion => IsEntity(conversion.Operand),
        _ => false,
    };
}

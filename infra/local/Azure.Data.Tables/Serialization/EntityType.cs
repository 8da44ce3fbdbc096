using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Serialization;

/// <summary>The properties of an entity class, found once a class.</summary>
/// <remarks>Public properties, under the name of <see cref="DataMemberAttribute"/> if there is one, without those of
/// <see cref="IgnoreDataMemberAttribute"/>. What <see cref="ITableEntity"/> declares is read and written through the interface.</remarks>
internal sealed class EntityType
{
    private static readonly ConcurrentDictionary<Type, EntityType> s_types = new();

    private readonly Dictionary<string, EntityProperty>.AlternateLookup<ReadOnlySpan<char>> _byName;

    private EntityType(Type type)
    {
        Properties =
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.GetIndexParameters().Length == 0
                  && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null
                  && property.Name is not (ODataNames.PartitionKey or ODataNames.RowKey or ODataNames.Timestamp or nameof(ITableEntity.ETag))
               select EntityProperty.Create(type, property, NameOf(property)),
        ];
        _byName = Properties.ToDictionary(property => property.Name).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The properties, in the order of declaration.</summary>
    internal EntityProperty[] Properties { get; }

    /// <summary>The properties of a class.</summary>
    /// <exception cref="NotSupportedException">A property is of a type that the service does not store.</exception>
    internal static EntityType Of(Type type) => s_types.GetOrAdd(type, static key => new EntityType(key));

    /// <summary>A property's name in the table.</summary>
    internal static string NameOf(MemberInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    internal bool TryFind(ReadOnlySpan<char> name, out EntityProperty property) => _byName.TryGetValue(name, out property);
}

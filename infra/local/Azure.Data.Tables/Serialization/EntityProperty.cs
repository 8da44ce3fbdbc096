using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>A property of an entity class, reached through delegates made once.</summary>
internal abstract class EntityProperty(string name)
{
    /// <summary>The property's name in the table.</summary>
    internal string Name { get; } = name;

    internal static EntityProperty Create(Type entity, PropertyInfo property, string name)
    {
        EdmConverter converter = EdmConverter.Find(property.PropertyType) ?? throw new NotSupportedException(
            $"{entity.Name}.{property.Name} is of type {property.PropertyType.Name}, which a table cannot store: change the type, or mark it [IgnoreDataMember].");
        return (EntityProperty)Activator.CreateInstance(
            typeof(EntityProperty<>).MakeGenericType(property.PropertyType), entity, property, name, converter);
    }

    /// <summary>Writes annotation, name and value; nothing for null, which the service does not store.</summary>
    internal abstract void Write(Utf8JsonWriter writer, object entity);

    /// <summary>Sets the property from the value the reader stands on; leaves it alone for null, and where it cannot be set.</summary>
    internal abstract void Read(ref Utf8JsonReader reader, object entity);
}

/// <inheritdoc/>
internal sealed class EntityProperty<T> : EntityProperty
{
    private readonly JsonEncodedText _name;
    private readonly JsonEncodedText _annotationName;
    private readonly JsonEncodedText _annotation;
    private readonly EdmConverter<T> _converter;
    private readonly Func<object, T> _get;
    private readonly Action<object, T> _set;

    public EntityProperty(Type entity, PropertyInfo property, string name, EdmConverter<T> converter)
        : base(name)
    {
        _name = JsonEncodedText.Encode(name, EntityWriter.Encoder);
        _annotationName = JsonEncodedText.Encode(name + ODataNames.TypeSuffix, EntityWriter.Encoder);
        _annotation = JsonEncodedText.Encode(converter.EdmType ?? "");
        _converter = converter;

        ParameterExpression instance = Expression.Parameter(typeof(object));
        MemberExpression member = Expression.Property(
            entity.IsValueType ? Expression.Unbox(instance, entity) : Expression.Convert(instance, entity), property);
        _get = property.CanRead ? Expression.Lambda<Func<object, T>>(member, instance).Compile() : null;
        if (property.CanWrite)
        {
            ParameterExpression value = Expression.Parameter(typeof(T));
            _set = Expression.Lambda<Action<object, T>>(Expression.Assign(member, value), instance, value).Compile();
        }
    }

    internal override void Write(Utf8JsonWriter writer, object entity)
    {
        if (_get is null || _get(entity) is not { } value)
            return;
        if (_converter.EdmType is not null)
            writer.WriteString(_annotationName, _annotation);
        writer.WritePropertyName(_name);
        _converter.Write(writer, value);
    }

    internal override void Read(ref Utf8JsonReader reader, object entity)
    {
        if (_set is null || reader.TokenType == JsonTokenType.Null)
            return;
        try
        {
            if (_converter.TryRead(ref reader, out T value))
                _set(entity, value);
        }
        catch (Exception mismatch) when (mismatch is InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidOperationException($"The stored value of '{Name}' is not a {typeof(T).Name}.", mismatch);
        }
    }
}

using System.Collections;
using System.Globalization;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables;

/// <summary>An entity whose properties are the entries of a dictionary.</summary>
/// <remarks>The keys, timestamp and ETag are entries too. Values are of the types the service stores: string, int, long, double, bool, Guid,
/// DateTimeOffset, DateTime (UTC), byte[] and BinaryData; enums are sent as their names, nulls are not sent.</remarks>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties;

    /// <summary>Creates an entity without keys.</summary>
    public TableEntity() => _properties = [];

    /// <summary>Creates an entity with its keys.</summary>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>Creates an entity with a copy of the given entries, keys included if there are any.</summary>
    public TableEntity(IDictionary<string, object> values) => _properties = values is null ? [] : new(values);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(ODataNames.PartitionKey);
        set => _properties[ODataNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(ODataNames.RowKey);
        set => _properties[ODataNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(ODataNames.Timestamp);
        set => _properties[ODataNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(ODataNames.ETag) is { } etag ? new ETag(etag) : default;
        set => _properties[ODataNames.ETag] = value.ToString();
    }

    /// <summary>The number of entries, keys included.</summary>
    public int Count => _properties.Count;

    /// <summary>The names of the entries.</summary>
    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property's value; null when there is none.</summary>
    public object this[string key]
    {
        get => _properties.GetValueOrDefault(key);
        set => _properties[key] = value;
    }

    /// <summary>A string property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public string GetString(string key) => Get<string>(key);

    /// <summary>A binary property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public byte[] GetBinary(string key) => this[key] is BinaryData data ? data.ToArray() : Get<byte[]>(key);

    /// <summary>A binary property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public BinaryData GetBinaryData(string key) => this[key] is byte[] bytes ? BinaryData.FromBytes(bytes) : Get<BinaryData>(key);

    /// <summary>A Boolean property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public bool? GetBoolean(string key) => Get<bool?>(key);

    /// <summary>A date and time property, in UTC; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public DateTime? GetDateTime(string key) => this[key] is DateTimeOffset offset ? offset.UtcDateTime : Get<DateTime?>(key);

    /// <summary>A date and time property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => this[key] is DateTime time ? new DateTimeOffset(time) : Get<DateTimeOffset?>(key);

    /// <summary>A floating point property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public double? GetDouble(string key) => Get<double?>(key);

    /// <summary>A GUID property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public Guid? GetGuid(string key) => Get<Guid?>(key);

    /// <summary>A 32-bit integer property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public int? GetInt32(string key) => Get<int?>(key);

    /// <summary>A 64-bit integer property; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The value is of another type.</exception>
    public long? GetInt64(string key) => Get<long?>(key);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public void Add(string key, object value) => _properties.Add(key, value);

    /// <summary>Whether there is an entry of that name.</summary>
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <summary>Removes an entry; false when there was none.</summary>
    public bool Remove(string key) => _properties.Remove(key);

    /// <summary>Finds an entry; false when there is none.</summary>
    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    /// <summary>Removes every entry, keys included.</summary>
    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => Entries.Contains(item);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => Entries.Remove(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) => Entries.CopyTo(array, arrayIndex);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    /// <summary>The entries, for a loop that allocates nothing.</summary>
    internal Dictionary<string, object> Properties => _properties;

    private ICollection<KeyValuePair<string, object>> Entries => _properties;

    private T Get<T>(string key) => this[key] switch
    {
        null => default,
        T value => value,
        var other => throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"Property '{key}' is of type {other.GetType().Name}, not {(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)).Name}.")),
    };
}

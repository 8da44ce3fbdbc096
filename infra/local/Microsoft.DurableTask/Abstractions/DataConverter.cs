using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Turns inputs, outputs, events and custom statuses into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>Writes a value as text.</summary>
    /// <param name="value">The value; <see langword="null"/> stays <see langword="null"/>.</param>
    /// <returns>The text, or <see langword="null"/> when there is no value.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public abstract string? Serialize(object? value);

    /// <summary>Reads a value of a type from text.</summary>
    /// <param name="data">What <see cref="Serialize"/> returned.</param>
    /// <param name="targetType">The type to read.</param>
    /// <returns>The value, or <see langword="null"/> when there was none.</returns>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Reads a value of a type from text.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <param name="data">What <see cref="Serialize"/> returned.</param>
    /// <returns>The value, or the type's default when there was none.</returns>
    [return: NotNullIfNotNull(nameof(data))]
    public virtual T? Deserialize<T>(string? data) => Deserialize(data, typeof(T)) is T value ? value : default;
}

using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Writes orchestration data with the worker's serializer, as the official extension does.</summary>
internal sealed class SerializerDataConverter(ObjectSerializer serializer) : DataConverter
{
    public override object? Deserialize(string? data, Type targetType) => data is null
        ? null
        : serializer.Deserialize(new BinaryData(data).ToStream(), targetType, default);

    public override string? Serialize(object? value) => value is null ? null : serializer.Serialize(value, value.GetType()).ToString();
}

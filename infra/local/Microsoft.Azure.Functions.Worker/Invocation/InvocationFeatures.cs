using System.Collections;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The features of one invocation.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> byType = [];

    public void Set<T>(T instance)
    {
        if (instance is null)
            byType.Remove(typeof(T));
        else
            byType[typeof(T)] = instance;
    }

    public T? Get<T>() => byType.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => byType.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
